"""What the editor knows of a project's Python, in a browser: with the language server and without, and hostile text."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.browsing import NARROW, axe, chromium, tab
from tests.support import processes
from tests.support.api import Api
from tests.support.polling import until
from tests.support.server import Server

pytestmark = pytest.mark.browser

NAME = "clever"
ENTRY = f"{NAME}.py"
MAIN = """\
import greet
from map_impl import exports
from map_impl.imports import logger, types


class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        greet.doubled(2)
        return message
"""
GREET = '''\
def doubled(number: int, label: str = "x") -> int:
    """Twice the number."""
    return 2 * number
'''
OTHER = "from greet import doubled\n\nFOUR = doubled(2)\n"
HOSTILE = '''\
def trap(size: int) -> int:
    """A <b>bold</b> list<u8>, <img src=x onerror="document.title='owned'"> and <script>document.title='owned'</script>.

    [script](javascript:document.title='owned') [web](https://example.com/a) \x1b[31mred\x1b[0m \u202etxet &#x202e;
    <a href="#" hx-get="/projects" class="dialog" style="position:fixed">over everything</a>
    """
    return size
'''
AT = """([text, after]) => {
    const view = studioEditor.currentView();
    const at = view.state.doc.toString().indexOf(text);
    view.dispatch({selection: {anchor: at + after}, scrollIntoView: true});
    view.focus();
}"""
REPLACE = """(text) => {
    const view = studioEditor.currentView();
    view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: text}});
}"""
INSERT = """(text) => {
    const view = studioEditor.currentView();
    view.dispatch(view.state.replaceSelection(text));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def project(api: Api) -> str:
    api.project(NAME)
    api.save(NAME, {ENTRY: MAIN, "greet.py": GREET, "other.py": OTHER})
    return NAME


@pytest.fixture
def page(project: str, server: Server, browser: Browser) -> Iterator[Page]:
    """The page of the project, with the language server at work."""
    with tab(browser) as page:
        opened(page, server)
        yield page


def opened(page: Page, server: Server, path: str = ENTRY) -> None:
    page.goto(f"{server.address}/projects/{NAME}?file={path}")
    is_on(page)


def is_on(page: Page) -> None:
    expect(page.locator("[data-code-help]")).to_have_text("Code help: on", timeout=60_000)


def put_cursor(page: Page, text: str, after: int = 0) -> None:
    page.evaluate(AT, [text, after])


def open_line(page: Page) -> None:
    """A fresh line at the end of the entry's last function."""
    put_cursor(page, "return message")
    page.evaluate(INSERT, "\n        ")
    put_cursor(page, "\n        return message")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")


def options(page: Page) -> Locator:
    return page.locator(".cm-tooltip-autocomplete li")


def text(page: Page) -> str:
    return str(page.evaluate("studioEditor.currentView().state.doc.toString()"))


def shown(page: Page) -> str:
    return page.locator("#code-title code").inner_text()


def cursor(page: Page) -> Locator:
    return page.locator("[data-cursor]")


def said(page: Page) -> Locator:
    return page.locator("#live")


def documentation(page: Page) -> Locator:
    return page.locator(".cm-lsp-documentation")


def places(page: Page) -> Locator:
    return page.locator(".places__place")


def test_members_are_completed_as_soon_as_the_dot_is_typed(page: Page) -> None:
    open_line(page)
    page.keyboard.type("types.")
    expect(options(page).filter(has_text="BufferOrBytes_Bytes").first).to_be_visible()
    page.keyboard.type("Buffer")
    expect(options(page).filter(has_text="ModuleConfiguration")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.type("\nlogger.")
    expect(options(page).filter(has_text="Level").first).to_be_visible()
    page.keyboard.type("Lev")
    expect(options(page).and_(page.locator("[aria-selected]"))).to_contain_text("Level")
    page.keyboard.press("Enter")
    expect(options(page)).to_have_count(0)
    assert "\n        logger.Level\n" in text(page)


def test_a_module_of_the_bindings_is_completed_through_its_package(page: Page) -> None:
    open_line(page)
    page.evaluate(INSERT, "map_impl.imports.logger")
    page.evaluate("""() => {
        const view = studioEditor.currentView();
        view.dispatch({changes: {from: 0, insert: "import map_impl.imports.logger\\n"}});
    }""")
    page.keyboard.type(".")
    expect(options(page).filter(has_text="log").first).to_be_visible()


def test_imports_are_offered_last_and_only_for_names_that_begin_as_typed(page: Page) -> None:
    open_line(page)
    page.keyboard.type("prin")
    expect(options(page).and_(page.locator("[aria-selected]"))).to_contain_text("print")
    expect(options(page).filter(has_text="pprint")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Space")
    expect(options(page).filter(has_text="pprint").first).to_contain_text("import pprint")
    page.keyboard.press("Escape")
    page.keyboard.type("\ndeq")
    options(page).filter(has_text="dequeimport collections").first.click()
    expect(options(page)).to_have_count(0)
    assert "        deque\n" in text(page)
    assert "from collections import deque\n" in text(page)


def test_a_name_is_explained_at_the_pointer_and_by_a_key(page: Page) -> None:
    put_cursor(page, "doubled(2)")
    page.get_by_text("doubled", exact=True).hover()
    expect(documentation(page)).to_contain_text("Twice the number.")
    expect(documentation(page)).to_contain_text(re.compile(r"def doubled\(\s*number: int,\s*label: str"))
    page.mouse.move(5, 5)
    expect(documentation(page)).to_have_count(0)

    page.keyboard.press("Control+i")
    dialog = page.get_by_role("dialog", name="Documentation")
    expect(dialog).to_be_focused()
    expect(dialog).to_contain_text("Twice the number.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("textbox", name=ENTRY)).to_be_focused()


def test_what_is_not_documented_is_said(page: Page) -> None:
    put_cursor(page, "\n\nclass Map")
    page.keyboard.press("Control+i")
    expect(said(page)).to_have_text("There is no documentation for what is at the cursor.")


def test_the_parameters_of_a_call_are_shown_with_the_next_one_marked(page: Page) -> None:
    open_line(page)
    page.keyboard.type("greet.doubled(")
    signature = page.locator(".cm-signature")
    expect(signature.locator("strong")).to_have_text("number: int")
    page.keyboard.type("1, ")
    expect(signature.locator("strong")).to_contain_text("label: str")
    page.keyboard.press("Escape")
    expect(signature).to_have_count(0)
    page.keyboard.press("Control+Shift+Space")
    expect(signature).to_contain_text("Twice the number.")


def test_f12_goes_into_another_file_and_the_list_of_uses_leads_back(page: Page) -> None:
    put_cursor(page, "doubled(2)", 2)
    page.keyboard.press("F12")
    expect(cursor(page)).to_have_text("Line 1, column 5")
    assert shown(page) == "greet.py"

    page.keyboard.press("Shift+F12")
    pane = page.get_by_role("region", name="Uses of doubled: 4 places in 3 files")
    expect(pane).to_be_visible()
    expect(places(page).first).to_be_focused()
    page.keyboard.press("End")
    expect(places(page).last).to_be_focused()
    page.keyboard.press("ArrowUp")
    target = places(page).filter(has_text="greet.doubled(2)")
    target.focus()
    page.keyboard.press("Enter")
    expect(cursor(page)).to_have_text("Line 11, column 15")
    assert shown(page) == ENTRY
    places(page).first.focus()
    page.keyboard.press("Escape")
    expect(pane).to_have_count(0)
    expect(page.get_by_role("textbox", name=ENTRY)).to_be_focused()


def test_a_click_with_ctrl_goes_into_the_bindings_which_can_only_be_read(page: Page) -> None:
    page.get_by_text("ModuleConfiguration", exact=True).click(modifiers=["Control"])
    view = page.get_by_role("textbox", name="bindings: ")
    expect(view).to_be_focused()
    assert "class ModuleConfiguration" in text(page)
    page.keyboard.type("x")
    assert "class xModuleConfiguration" not in text(page)
    assert page.locator("#save-form textarea").is_disabled()


def test_one_walks_on_in_files_that_can_only_be_read(page: Page) -> None:
    put_cursor(page, "types.DataModel", len("types.Data"))
    page.keyboard.press("F12")
    expect(page.locator("#code-title code")).to_have_text("bindings: map_impl/imports/types.pyi")
    put_cursor(page, "Protocol", 2)
    page.keyboard.press("F12")
    expect(page.locator("#code-title code")).to_have_text("python: typing.pyi")
    put_cursor(page, "class TypeVar", len("class Type"))
    page.keyboard.press("Control+i")
    expect(page.locator(".cm-lsp-documentation")).to_contain_text("Type variable.")
    page.keyboard.press("Escape")
    page.keyboard.press("F2")
    expect(page.locator("#live")).to_contain_text("This file can only be read.")
    expect(page.locator(".cm-rename")).to_have_count(0)


def test_a_name_with_digits_is_completed_to_its_end(page: Page) -> None:
    put_cursor(page, "import greet", len("import greet"))
    page.keyboard.type("\nvalue_12345 = 1\nvalue_1")
    expect(options(page).filter(has_text="value_12345")).to_have_count(1)


def test_a_rename_reaches_every_file_and_saves_none(page: Page, api: Api) -> None:
    put_cursor(page, "doubled(2)", 2)
    page.keyboard.press("F2")
    field = page.get_by_role("textbox", name="New name for doubled")
    expect(field).to_be_focused()
    field.fill("for")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("for is no name in Python. Use letters, digits and underscores.")
    page.keyboard.press("F2")
    field.fill("twice")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("doubled is twice now: 4 places in 3 files. They are not saved yet.")
    assert "greet.twice(2)" in text(page)
    assert "def twice(" in str(page.evaluate("studioEditor.bufferOf('greet.py').text"))
    assert "FOUR = twice(2)" in str(page.evaluate("studioEditor.bufferOf('other.py').text"))
    assert api.get(f"/projects/{NAME}")["revision"] == 2
    page.keyboard.press("Control+z")
    assert text(page) == MAIN


def test_what_comes_from_the_bindings_keeps_its_name(page: Page) -> None:
    put_cursor(page, "ModuleConfiguration", 3)
    page.keyboard.press("F2")
    field = page.get_by_role("textbox", name="New name for ModuleConfiguration")
    if field.or_(said(page).get_by_text("cursor")).first.is_visible() and field.is_visible():
        field.fill("Mine")
        page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("rename")
    assert text(page) == MAIN


def test_several_fixes_at_the_cursor_are_a_menu(page: Page) -> None:
    open_line(page)
    page.evaluate(INSERT, 'json.loads(re.sub("a", "b", "{}"))')
    expect(page.locator("#problems .finding")).to_have_count(2)
    put_cursor(page, "        json.loads")
    page.keyboard.press("Control+.")
    menu = page.get_by_role("menu", name="Fixes at the cursor")
    expect(menu.get_by_role("menuitem")).to_have_count(2)
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitem").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    page.keyboard.press("Control+.")
    menu.get_by_role("menuitem").filter(has_text="json").press("Enter")
    expect(page.get_by_role("dialog", name="Fix")).to_contain_text("import json")


def test_a_line_without_a_fix_says_so(page: Page) -> None:
    put_cursor(page, "return message")
    page.keyboard.press("Control+.")
    expect(said(page)).to_contain_text("Nothing on this line can be fixed")


def test_a_mark_stands_once_whoever_found_it(page: Page) -> None:
    open_line(page)
    page.evaluate(INSERT, "unheard_of()")
    expect(page.locator("#problems .finding")).to_have_count(1)
    expect(page.locator(".cm-lintRange-error")).to_have_count(1)
    page.locator(".cm-lintRange-error").hover()
    expect(page.locator(".cm-tooltip-lint .cm-diagnostic")).to_have_count(1)


def test_the_language_server_marks_before_the_checks_answer(page: Page) -> None:
    held: list[Route] = []
    page.route(f"**/projects/{NAME}/check", lambda route: held.append(route))
    open_line(page)
    page.evaluate(INSERT, "greet.doubled()")
    expect(page.locator(".cm-lintRange-warning")).to_have_count(1)
    page.unroute(f"**/projects/{NAME}/check")
    page.locator("#checks").dispatch_event("htmx:abort")
    page.keyboard.type(" ")
    expect(page.locator("#problems .finding")).to_have_count(1)
    expect(page.locator(".cm-lintRange-warning")).to_have_count(1)
    page.keyboard.press("F8")
    expect(page.locator(".cm-tooltip-lint .cm-diagnostic")).to_have_count(1)
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("type-missing-argument")


def test_formatting_keeps_the_cursor_and_is_undone_at_once(page: Page) -> None:
    ugly = MAIN.replace("doubled(2)", "doubled( 2 )").replace("return True", "return   True")
    page.evaluate(REPLACE, ugly)
    put_cursor(page, "return message", 3)
    page.keyboard.press("Shift+Alt+F")
    expect(said(page)).to_have_text("The file is formatted. It is not saved yet.")
    assert text(page) == MAIN
    expect(cursor(page)).to_have_text("Line 12, column 12")
    page.keyboard.press("Control+z")
    assert text(page) == ugly


def test_what_cannot_be_formatted_is_told_in_words(project: str, server: Server, browser: Browser) -> None:
    context = browser.new_context()  # Chromium tells the console of each answer that is a refusal
    page = context.new_page()
    opened(page, server)
    put_cursor(page, "return message")
    page.evaluate(INSERT, "def (")
    with page.expect_response("**/format") as answer:
        page.keyboard.press("Shift+Alt+F")
    assert answer.value.status == 422
    expect(said(page)).to_contain_text(ENTRY)
    expect(said(page)).to_contain_text("Python cannot read line")
    assert "def (" in text(page)
    context.close()


def test_a_hostile_docstring_is_text(project: str, api: Api, server: Server, browser: Browser) -> None:
    api.save(NAME, {"trap.py": HOSTILE, ENTRY: MAIN.replace("import greet", "import greet\nimport trap")})
    with tab(browser) as page:
        opened(page, server)
        title = page.title()
        put_cursor(page, "return message")
        page.evaluate(INSERT, "trap.trap(1)\n        ")
        put_cursor(page, "trap.trap", 6)
        page.keyboard.press("Control+i")
        box = page.get_by_role("dialog", name="Documentation")
        expect(box).to_contain_text("A <b>bold</b> list<u8>")
        expect(box.locator("img, script, b, [style], [hx-get], .dialog, [onerror]")).to_have_count(0)
        expect(box.locator("a[href]")).to_have_count(1)
        link = box.get_by_role("link", name="web")
        expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        words = box.inner_text()
        assert not any(sign in words for sign in "\x1b\u202e")
        assert page.title() == title


def test_code_help_comes_back_after_its_server_was_killed(page: Page, server: Server) -> None:
    state = page.locator("[data-code-help]")
    seen: list[str] = page.evaluate("""() => {
        window.seenStates = [];
        const place = document.querySelector("[data-code-help]");
        new MutationObserver(() => window.seenStates.push(place.dataset.codeHelp)).observe(place, {attributes: true});
        return window.seenStates;
    }""")
    assert seen == []
    for pid in language_servers(server):
        os.kill(pid, signal.SIGKILL)
    until(lambda: page.evaluate("window.seenStates"), lambda states: "away" in states)
    open_line(page)
    page.keyboard.type("lo")  # editing goes on
    expect(state).to_have_text("Code help: on", timeout=60_000)
    page.keyboard.type("gger.")
    expect(options(page).filter(has_text="Level").first).to_be_visible()


def language_servers(server: Server) -> list[int]:
    found = [one.pid for one in processes.below(server.pid) if is_ty(one.pid)]
    assert found, "no language server runs"
    return found


def is_ty(pid: int) -> bool:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return words[0].endswith(b"ty") and b"server" in words


def test_lists_and_tooltips_have_no_accessibility_problems(page: Page) -> None:
    found: list[Any] = []
    put_cursor(page, "doubled(2)", 2)
    page.keyboard.press("Shift+F12")
    expect(places(page).first).to_be_focused()
    found += axe(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+i")
    expect(documentation(page)).to_be_visible()
    found += axe(page)
    page.keyboard.press("Escape")
    open_line(page)
    page.keyboard.type("greet.doubled(")
    expect(page.locator(".cm-signature")).to_be_visible()
    found += axe(page)
    page.keyboard.type("types.")
    expect(options(page).first).to_be_visible()
    found += axe(page)
    assert not found


def test_on_a_phone_documentation_leaves_room_for_the_code(project: str, server: Server, browser: Browser) -> None:
    with tab(browser, viewport=NARROW) as page:
        opened(page, server)
        put_cursor(page, "ModuleConfiguration", 3)
        page.keyboard.press("Control+i")
        box = documentation(page).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]
        assert box["height"] <= NARROW["height"] / 3 + 1


def test_the_language_part_is_loaded_after_the_page(project: str, server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        opened(page, server)
        late = [at for at, url in enumerate(asked) if "/static/js/language-" in url]
        assert late
        assert "language-" not in page.content()
        assert late[0] > max(at for at, url in enumerate(asked) if "/static/js/editor-" in url)
