"""The project page as a place to work: palette, splits, panes, a phone, look, and what stays across swaps."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import NARROW, PATIENCE_MS, axe, chromium, tab
from tests.support.api import Api
from tests.support.server import TOP, Server

pytestmark = pytest.mark.browser

NAME = "laid-out"
ENDLESS = """\
from map_impl import exports


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        while True:
            pass
"""
WRONG = "def one():\n    return unheard_of\n\n\ndef two():\n    return nowhere\n"
COLOURS = """() => {
    window.colours = [];
    const look = () => {
        if (document.body) window.colours.push(getComputedStyle(document.documentElement).backgroundColor);
        if (document.readyState !== "complete") requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
DARK, LIGHT = "rgb(13, 14, 18)", "rgb(244, 244, 247)"
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, summary, [role=separator]")]
    .filter((one) => one.type !== "file")  // its label is what is pressed
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest("p, .cm-editor, label, li > code"))
    .map((one) => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width > 1 && box.height > 1 && (box.width < 23.5 || box.height < 23.5))
    .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(server: Server, api: Api, browser: Browser) -> Iterator[Page]:
    """The page of a fresh project with two files."""
    api.project(NAME)
    with tab(browser) as page:
        opened(page, server)
        yield page


def opened(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/projects/{NAME}")
    expect(page.locator("#problems")).to_contain_text("No problems found.", timeout=PATIENCE_MS)


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name=f"{NAME}.py")


def asked(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Commands")


def options(page: Page) -> Locator:
    return asked(page).get_by_role("option")


def chosen(page: Page) -> Locator:
    return asked(page).get_by_role("option", selected=True)


def palette(page: Page, typed: str) -> None:
    """Open the palette by its key and type."""
    page.keyboard.press("Control+k")
    expect(asked(page).get_by_role("combobox")).to_be_focused()
    page.keyboard.type(typed)


def test_the_palette_finds_by_a_few_letters_and_runs_by_enter(page: Page) -> None:
    editor(page).focus()
    palette(page, "thdark")
    expect(chosen(page)).to_contain_text("Theme: dark")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(editor(page)).to_be_focused()


def test_the_palette_goes_round_by_arrows_and_remembers_what_was_used(page: Page) -> None:
    page.keyboard.press("F1")
    first = chosen(page).inner_text()
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    assert chosen(page).inner_text() == first
    page.keyboard.type("fold or unf")
    page.keyboard.press("Enter")
    page.keyboard.press("F1")
    expect(options(page).first).to_contain_text("Fold or unfold the panel")
    expect(asked(page).get_by_role("group", name="Used last")).to_be_visible()


def test_the_palette_says_that_nothing_is_called_so(page: Page) -> None:
    palette(page, "<img src=x onerror=alert(1)>")
    expect(options(page)).to_have_count(0)
    expect(page.locator("#palette [role=status]")).to_contain_text("Nothing here is called that.")
    assert not asked(page).get_by_role("combobox").get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    expect(asked(page).get_by_role("combobox")).to_be_visible()


def test_the_table_of_keys_in_the_docs_is_the_list_of_the_page(page: Page) -> None:
    page.wait_for_function("globalThis.studioCommands.some(({id}) => id === 'edit-find')")
    offered = page.evaluate("globalThis.studioCommands.flatMap(({keys}) => keys ? keys.split(' ') : [])")
    rows = (TOP / "docs" / "editor.md").read_text().partition("### Keys")[2].splitlines()
    written = {key for row in rows if row.startswith("| `") for key in re.findall("`([^`]+)`", row.split(" | ")[0])}
    assert {as_written(keys) for keys in offered} <= written


def as_written(keys: str) -> str:
    """A key as the docs write it: ``Mod-Alt--`` is ``Ctrl+Alt+-``."""
    named = re.sub("-(?=.)", "+", keys).replace("Mod", "Ctrl")
    return named.replace("ArrowUp", "↑").replace("ArrowDown", "↓")


def test_every_action_of_the_page_is_in_the_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    shown = [text.split("\n")[0].strip() for text in options(page).all_inner_texts()]
    wanted = ["Save", "Run", "Build", "New file…", "Go to a file…", "Show Problems", "Show Log", "Show Collections",
              "Show Performance", "Theme: dark", "Larger text in the editor", "Break long lines, or not",
              "Maximise Code", "Fold or unfold the panel at the bottom", "Revisions", "Show all keys",
              "Download everything as a zip file", "Download the sources as a zip file", "Download the Python bindings",
              "Run the preview: the text as it is typed", "Run the built component"]  # fmt: skip
    assert set(wanted) <= set(shown), set(wanted) - set(shown)
    assert len(shown) == len(set(shown))


def test_a_file_is_opened_by_a_few_letters(page: Page, api: Api) -> None:
    api.save(NAME, {"folder/helper.py": "x = 1\n"})
    page.reload()
    page.keyboard.press("Control+p")
    page.keyboard.type("hlpr")
    expect(chosen(page)).to_contain_text("folder/helper.py")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="folder/helper.py")).to_contain_text("x = 1")


def test_axe_finds_nothing_with_the_palette_or_the_keys_open(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(asked(page)).to_be_visible()
    found = axe(page)
    page.keyboard.press("Escape")
    expect(asked(page)).to_be_hidden()  # a dialog that is still open keeps the keys to itself
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Go to the next pane")
    assert found + axe(page) == []


def test_axe_finds_nothing_where_the_look_is_chosen_or_a_pane_is_maximised(page: Page) -> None:
    page.get_by_label("Look: theme and text size").click()
    found = axe(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Shift+M")
    assert found + axe(page) == []


@pytest.mark.parametrize(
    ("name", "less"),
    [("Width of the code", "ArrowLeft"), ("Height of the code", "ArrowUp"), ("Width of the files", "ArrowLeft"),
     ("Height of the inputs", "ArrowUp")],
)  # fmt: skip
def test_a_split_moves_by_keyboard_and_is_there_before_the_first_paint(page: Page, name: str, less: str) -> None:
    line = page.get_by_role("separator", name=name)
    before = int(line.get_attribute("aria-valuenow") or 0)
    line.focus()
    page.keyboard.press(less)
    page.keyboard.press(less)
    moved = int(line.get_attribute("aria-valuenow") or 0)
    assert moved < before
    page.reload(wait_until="commit")
    page.wait_for_selector("[data-splitter]")
    expect(line).to_have_attribute("aria-valuenow", str(moved))
    line.press("Enter")
    expect(line).to_have_attribute("aria-valuenow", str(before))


def test_no_split_can_push_a_pane_out_of_sight(page: Page) -> None:
    for line in page.get_by_role("separator").all():
        for key in ("Home", "End"):
            line.press(key)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for pane in ("#code", "#build", "#test", "#files-pane", "#inputs", "#result-pane"):
        box = page.locator(pane).bounding_box()
        assert box is not None, pane
        assert min(box["width"], box["height"]) > 30, pane


def test_a_pane_is_maximised_and_restored_with_the_focus_where_it_was(page: Page) -> None:
    editor(page).focus()
    page.keyboard.press("Control+Shift+M")
    expect(page.locator("#test")).to_be_hidden()
    expect(page.locator("#build")).to_be_hidden()
    expect(editor(page)).to_be_focused()
    page.reload()
    expect(page.locator("#test")).to_be_hidden()
    page.get_by_role("button", name="Maximise Code").click()
    expect(page.locator("#test")).to_be_visible()
    expect(page.get_by_role("button", name="Maximise Code")).to_be_focused()


def test_what_leads_to_a_hidden_pane_brings_it_back(page: Page) -> None:
    page.get_by_role("button", name="Maximise Test").click()
    palette(page, "show problems")
    page.keyboard.press("Enter")
    expect(page.locator("#problems")).to_be_visible()
    page.keyboard.press("Control+j")
    expect(page.locator("#problems")).to_be_hidden()
    page.reload()
    expect(page.locator("#problems")).to_be_hidden()
    page.locator(".statusbar").get_by_role("link", name="No problems").click()
    expect(page.locator("#problems")).to_be_visible()


def test_f6_goes_from_pane_to_pane_and_back_to_where_one_was(page: Page) -> None:
    editor(page).focus()
    seen = []
    for _ in range(5):
        page.keyboard.press("F6")
        seen.append(
            page.evaluate(
                "document.activeElement.closest('#files-pane, #build, #inputs, #result-pane, .code-pane')?.id"
            )
        )
    assert seen == ["build", "inputs", "result-pane", "files-pane", ""]
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Shift+F6")
    assert page.evaluate("document.activeElement.closest('#files-pane') !== null")


def test_the_size_of_the_text_and_the_breaking_of_lines_are_there_after_a_reload(page: Page) -> None:
    size = "getComputedStyle(document.querySelector('.code-pane .cm-content')).fontSize"
    before = page.evaluate(size)
    page.get_by_label("Look: theme and text size").click()
    page.get_by_role("button", name="Larger", exact=True).click()
    page.get_by_role("checkbox", name="Break long lines").check()
    page.reload()
    editor(page).focus()
    assert float(page.evaluate(size)[:-2]) > float(before[:-2])
    page.keyboard.press("Control+Home")
    page.keyboard.type("# " + "long " * 200)
    assert page.evaluate(
        "(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.code-pane .cm-scroller'))"
    )


@pytest.mark.parametrize(
    ("scheme", "kept", "ground"), [("light", "dark", DARK), ("dark", "light", LIGHT), ("dark", None, DARK)]
)
def test_a_slow_load_never_shows_the_other_theme(
    server: Server, browser: Browser, page: Page, scheme: str, kept: str | None, ground: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if kept:
        page.evaluate("(kept) => localStorage.setItem('studio.theme', kept)", kept)
    page.add_init_script(f"({COLOURS})()")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 60, "downloadThroughput": 120_000, "uploadThroughput": 120_000},
    )
    page.reload()
    assert set(page.evaluate("window.colours")) == {ground}


def test_a_result_keeps_the_tab_and_the_focus_when_it_comes_anew(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    logs = page.locator("#result wa-tab", has_text="Logs")
    logs.click(timeout=PATIENCE_MS)
    facts = page.locator("#result .result__run a").first
    before = facts.get_attribute("href")
    page.keyboard.press("Control+Enter")
    expect(facts).not_to_have_attribute("href", before or "", timeout=PATIENCE_MS)
    expect(logs).to_have_attribute("aria-selected", "true")
    expect(logs).to_be_focused()


def test_a_run_leaves_the_focus_in_the_editor(page: Page) -> None:
    editor(page).focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result .result__run")).to_be_visible(timeout=PATIENCE_MS)
    expect(editor(page)).to_be_focused()


def test_problems_are_counted_narrowed_and_lead_into_other_files(page: Page, api: Api) -> None:
    api.save(NAME, {"helper.py": WRONG})
    page.reload()
    bar = page.get_by_role("group", name="What the list shows")
    rows = page.locator("#checks .finding:visible")
    expect(bar.get_by_role("button", name="2 errors")).to_be_visible(timeout=PATIENCE_MS)
    bar.get_by_role("searchbox").fill("unheard")
    expect(rows).to_have_count(1)
    expect(bar).to_contain_text("1 not shown")
    rows.locator("[data-line-link]").click()
    expect(page.get_by_role("textbox", name="helper.py")).to_be_focused()
    expect(page.locator(".statusbar")).to_contain_text("Line 2, column 12")
    assert page.evaluate("getSelection().anchorNode.textContent.includes('unheard_of')")


def test_switching_a_severity_off_hides_its_rows_until_it_is_on_again(page: Page, api: Api) -> None:
    api.save(NAME, {"helper.py": WRONG})
    page.reload()
    errors = page.get_by_role("group", name="What the list shows").get_by_role("button", name="2 errors")
    errors.click(timeout=PATIENCE_MS)
    expect(page.locator("#checks .finding:visible")).to_have_count(0)
    expect(page.locator(".problem-file:visible")).to_have_count(0)
    errors.click()
    expect(page.locator("#checks .finding:visible")).to_have_count(2)


def test_the_status_bar_says_where_the_cursor_is_and_that_the_connection_is_gone(page: Page) -> None:
    bar = page.locator(".statusbar")
    editor(page).focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    expect(bar.get_by_role("button", name="Line 2, column 1")).to_be_visible()
    expect(bar.get_by_role("button", name="Connected")).to_be_visible()
    page.context.set_offline(True)
    expect(bar.get_by_role("button", name="No connection")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("does not answer")
    page.context.set_offline(False)
    expect(bar.get_by_role("button", name="Connected again")).to_be_visible()


def test_a_long_run_may_be_left_and_asks_whether_to_go_on(server: Server, api: Api, browser: Browser) -> None:
    api.project(NAME)
    api.save(NAME, {f"{NAME}.py": ENDLESS})
    with tab(browser) as page:
        page.clock.install()
        page.goto(f"{server.address}/projects/{NAME}")
        page.get_by_role("button", name="Run", exact=False).first.click()
        expect(page.locator("#result")).to_contain_text("Running", ignore_case=True, timeout=PATIENCE_MS)
        page.clock.run_for(12_000)
        note = page.locator("[data-long-run]")
        expect(note).to_contain_text("You can leave this page")
        expect(note.get_by_role("button", name="Stop now")).to_be_hidden()
        page.clock.run_for(30_000)
        note.get_by_role("button", name="Let it continue").click()
        expect(note.get_by_role("button", name="Stop now")).to_be_hidden()
        page.locator("#result").get_by_role("button", name="Cancel").click()
        expect(page.locator("#result")).to_contain_text("Cancelled", ignore_case=True, timeout=PATIENCE_MS)


def test_a_phone_shows_one_pane_at_a_time_without_sideways_scroll(server: Server, api: Api, browser: Browser) -> None:
    api.project(NAME)
    with tab(browser, viewport=NARROW, has_touch=True) as page:
        opened_narrow(page, server)
        sections = page.get_by_role("navigation", name="Sections")
        for name, pane in (("Test", "#test"), ("Build, problems", "#build"), ("Code", "#code")):
            sections.get_by_role("link", name=name).tap()
            expect(sections.get_by_role("link", name=name)).to_have_attribute("aria-current", "true")
            for other in ("#code", "#test", "#build"):
                expect(page.locator(other)).to_be_visible(visible=other == pane)
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name
            assert page.evaluate(SMALL_TARGETS) == [], name
        page.keyboard.press("Control+Enter")
        expect(page.locator("#result .result__run")).to_be_visible(timeout=PATIENCE_MS)
        assert axe(page) == []


def opened_narrow(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/projects/{NAME}")
    expect(page.locator(".code-pane .cm-editor")).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.parametrize("anchor", ["test", "build", "result"])
def test_a_phone_opens_the_pane_that_a_link_names(server: Server, page: Page, anchor: str) -> None:
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    page.goto(f"{server.address}/projects/{NAME}?again=1#{anchor}")
    expect(page.locator("#build" if anchor == "build" else "#test")).to_be_visible()
    expect(page.locator("#code")).to_be_hidden()


def test_nothing_moves_for_a_reader_who_wants_no_motion(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        return Math.max(...style.transitionDuration.split(",").map(parseFloat)) > 0.01;
    }).length"""
    assert page.evaluate(moving) == 0
