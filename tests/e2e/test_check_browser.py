"""Checks and fixes in a browser: marks and list while typing, the dialog by keyboard, undo, and a refused build."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import axe, chromium, tab, tab_to
from tests.support.api import Api
from tests.support.server import Server

pytestmark = pytest.mark.browser

NAME = "checked"
BROKEN = """\
from map_impl import exports


class Mapp(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        json.loads("{}")
        return message


def other():
    return unheard_of
"""
LAZY = '        import json\n\n        json.loads("{}")\n'
HELPER = "def read(text):\n    return json.loads(text)\n"
PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const pasted = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(pasted);
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(server: Server, api: Api, browser: Browser) -> Iterator[Page]:
    """The page of a fresh project."""
    api.project(NAME)
    with tab(browser) as page:
        opened(page, server)
        yield page


def opened(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/projects/{NAME}")
    expect(problems(page)).to_contain_text("No problems found.")


def problems(page: Page) -> Locator:
    return page.locator("#problems")


def rows(page: Page, text: str = "") -> Locator:
    return problems(page).locator(".finding").filter(has_text=text)


def source(page: Page) -> Locator:
    return page.get_by_role("textbox", name=f"{NAME}.py")


def paste(page: Page, text: str) -> None:
    """Put a text in the place of the open file's."""
    source(page).focus()
    page.keyboard.press("Control+a")
    page.evaluate(PASTE, text)


def typed(page: Page) -> str:
    return page.locator("textarea[data-path]").input_value()


def is_saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "saved")


def test_what_is_pasted_is_listed_and_marked_at_its_lines(page: Page) -> None:
    paste(page, BROKEN)
    expect(rows(page, "entry-class")).to_contain_text(f"{NAME}.py:4")
    expect(rows(page, "json is used here")).to_contain_text(f"{NAME}.py:9")
    expect(rows(page, "unheard_of is used here")).to_contain_text(f"{NAME}.py:14")
    marked = page.locator(".cm-lintRange-error")
    expect(marked.filter(has_text="json")).to_have_count(1)
    expect(marked.filter(has_text="unheard_of")).to_have_count(1)
    expect(page.locator(".cm-lint-marker-error")).to_have_count(3)
    expect(page.locator("#status-problems")).to_have_text("3 errors")
    expect(page.locator("#say-problems")).to_have_text("3 errors.")
    rows(page, "unheard_of").locator("a.finding__place").click()
    expect(page.locator("[data-cursor]")).to_have_text("Line 14, column 12")


def test_marks_follow_the_text_and_the_list_follows_the_typing(page: Page) -> None:
    paste(page, BROKEN)
    expect(rows(page)).to_have_count(3)
    page.keyboard.press("Control+Home")
    page.keyboard.type("# one more line\n")
    expect(page.locator(".cm-lintRange-error").filter(has_text="unheard_of")).to_have_count(1)
    expect(rows(page, "unheard_of")).to_contain_text(f"{NAME}.py:15")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.evaluate(PASTE, BROKEN.replace("Mapp", "Map").replace("unheard_of", "1").replace('json.loads("{}")', "pass"))
    expect(problems(page)).to_contain_text("No problems found.")
    expect(page.locator(".cm-lintRange")).to_have_count(0)


def test_only_the_answer_about_the_newest_text_is_shown(page: Page) -> None:
    held: list[object] = []
    page.route(f"**/projects/{NAME}/check", lambda route: held.append(route) if not held else route.continue_())
    with page.expect_request(f"**/projects/{NAME}/check"):
        paste(page, BROKEN)
    paste(page, BROKEN.replace("unheard_of", "never_seen"))
    expect(rows(page, "never_seen")).to_have_count(1)
    expect(rows(page, "unheard_of")).to_have_count(0)


def test_f8_goes_from_problem_to_problem_and_a_key_fixes_it(page: Page) -> None:
    paste(page, BROKEN)
    expect(rows(page)).to_have_count(3)
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("Mapp")
    page.keyboard.press("F8")
    expect(page.locator("[data-cursor]")).to_contain_text("Line 9,")
    page.keyboard.press("Shift+F8")
    expect(page.locator("[data-cursor]")).to_contain_text("Line 4,")
    page.keyboard.press("Control+.")
    expect(page.locator("#fix")).to_contain_text("class Map(exports.Map):")
    page.keyboard.press("Escape")
    expect(page.locator("#fix")).to_be_hidden()
    expect(source(page)).to_be_focused()


def test_one_problem_is_fixed_by_keyboard_alone_and_undone(page: Page) -> None:
    paste(page, BROKEN)
    button = rows(page, "json is used here").get_by_role("button")
    expect(button).to_have_accessible_name(f"Fix… Error at {NAME}.py:9")
    tab_to(page, button)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Fix")
    expect(dialog.locator(".diff__add")).to_contain_text("import json")
    expect(dialog).to_contain_text("2 errors are left after that.")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()

    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Apply")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#revision-mark")).to_have_text("Revision 2")
    is_saved(page)
    assert "import json\n" in typed(page)
    expect(rows(page)).to_have_count(2)
    assert page.evaluate("document.activeElement.closest('#problems') !== null")

    source(page).focus()
    page.keyboard.press("Control+z")
    assert typed(page) == BROKEN
    expect(page.locator("[data-save-state]")).not_to_have_attribute("data-save-state", "saved")
    expect(rows(page)).to_have_count(3)


def test_fix_all_mends_every_file_and_says_what_is_left(page: Page, server: Server, api: Api) -> None:
    api.save(NAME, {"helper.py": HELPER})
    opened_again = page.reload()
    assert opened_again is not None
    paste(page, BROKEN)
    expect(problems(page).get_by_role("heading")).to_have_text([f"{NAME}.py, problems: 3", "helper.py, problems: 1"])
    page.get_by_role("button", name="Fix all").click()
    dialog = page.get_by_role("dialog", name="Fix all")
    expect(dialog.locator(".diff")).to_have_count(2)
    expect(dialog).to_contain_text("1 error is left after that.")
    expect(dialog.locator(".finding")).to_contain_text("unheard_of")
    dialog.get_by_role("button", name="Apply").click()
    expect(rows(page)).to_have_count(1)
    is_saved(page)
    assert api.call("GET", f"/projects/{NAME}/files/helper.py").text == f"import json\n{HELPER}"
    assert api.call("GET", f"/projects/{NAME}/files/{NAME}.py").text == typed(page)
    assert api.get(f"/projects/{NAME}")["revision"] == 3


def test_a_mark_offers_the_fix_too(page: Page) -> None:
    paste(page, BROKEN)
    page.locator(".cm-lintRange-error").filter(has_text="json").hover()
    page.locator(".cm-tooltip-lint").get_by_role("button", name="Fix…").click()
    expect(page.get_by_role("dialog", name="Fix")).to_contain_text("import json")


def test_a_studio_that_is_gone_is_told(server: Server, api: Api, browser: Browser) -> None:
    api.project(NAME)
    context = browser.new_context()  # htmx tells the console of each request that fails
    page = context.new_page()
    opened(page, server)
    context.set_offline(True)
    paste(page, BROKEN)
    expect(page.locator("[data-unreachable]")).to_be_visible()
    context.set_offline(False)
    page.keyboard.type(" ")
    expect(page.locator("[data-unreachable]")).to_be_hidden()
    expect(rows(page)).to_have_count(3)
    context.close()


def test_errors_refuse_a_build_until_one_insists(server: Server, api: Api, browser: Browser) -> None:
    api.project(NAME)
    context = browser.new_context()  # a refusal is a 422, and the browser's console complains about each
    page = context.new_page()
    opened(page, server)
    paste(page, BROKEN)
    page.get_by_role("tab", name="Log").click()
    page.keyboard.press("Control+Shift+B")
    gate = page.get_by_role("group", name="The build was not started")
    expect(gate).to_contain_text("3 errors keep this from being built.")
    is_saved(page)
    assert api.get(f"/projects/{NAME}/builds")["items"] == []
    assert axe(page) == []

    gate.get_by_role("button", name="Fix all…").click()
    page.get_by_role("button", name="Apply").click()
    expect(gate).to_contain_text("1 error keeps this from being built.")

    gate.get_by_role("button", name="Build anyway").click()
    expect(page.locator("#build-head")).to_contain_text("Revision 3")
    page.get_by_role("tab", name="Problems").click()
    expect(rows(page)).to_have_count(1)
    expect(gate).to_have_count(0)
    expect(page.locator("#problems-count")).to_have_text("1")
    (build,) = api.get(f"/projects/{NAME}/builds")["items"]
    assert build["revision"] == 3
    api.call("POST", f"/builds/{build['id']}/cancel", 200, 409)
    api.ended("builds", build["id"])
    context.close()


def test_the_adapter_can_be_switched_off_and_the_checks_know(page: Page, api: Api) -> None:
    sound = BROKEN.replace("Mapp", "Map").replace("unheard_of", "1")
    paste(page, sound.replace('        json.loads("{}")\n', LAZY))
    expect(page.locator("#status-problems")).not_to_contain_text("error")
    page.locator("#build-options > summary").click()
    page.get_by_role("checkbox", name="Adapter").uncheck()
    expect(page.locator("#status-problems")).to_contain_text("1 error")


def test_axe_finds_nothing_in_the_list_the_dialog_and_the_pages(
    page: Page, server: Server, api: Api, browser: Browser
) -> None:
    paste(page, BROKEN)
    expect(rows(page)).to_have_count(3)
    found = axe(page)
    page.get_by_role("button", name="Fix all").click()
    expect(page.get_by_role("dialog", name="Fix all")).to_be_visible()
    found += axe(page)
    page.keyboard.press("Escape")
    api.save(NAME, {f"{NAME}.py": BROKEN})
    with tab(browser) as other:
        other.goto(f"{server.address}/projects/{NAME}/check?file={NAME}.py")
        expect(other.locator(".finding")).to_have_count(3)
        found += axe(other)
        other.get_by_role("button", name="Fix all").click()
        expect(other.locator(".diff")).to_have_count(1)
        found += axe(other)
    assert found == []


def test_the_same_without_javascript(server: Server, api: Api, browser: Browser) -> None:
    api.project(NAME)
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{server.address}/projects/{NAME}")
        source(page).fill(BROKEN)
        page.get_by_role("button", name="Check").click()
        expect(page.locator(".finding")).to_have_count(3)
        page.get_by_role("button", name="Fix… Error").first.click()
        expect(page.locator(".diff__add")).to_contain_text("class Map(exports.Map):")
        page.get_by_role("button", name="Cancel").click()
        expect(page.locator("textarea[name=content]")).to_have_value(BROKEN)
        page.get_by_role("button", name="Fix all").click()
        page.get_by_role("button", name="Apply").click()
        expect(page.locator("#revision-mark")).to_have_text("Revision 2")
    assert "import json" in api.call("GET", f"/projects/{NAME}/files/{NAME}.py").text
