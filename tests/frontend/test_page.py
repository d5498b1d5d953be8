"""The rest of the page in a real browser: keys, themes, splitters, logs, dialogs, and no finding of axe."""

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.frontend.conftest import Site
from tests.frontend.site import ROOT

pytestmark = pytest.mark.browser

AXE = (ROOT / "tests" / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text()
FINDINGS = """axe.run().then((found) =>
    JSON.stringify(found.violations.map((one) => [one.id, one.nodes.map((node) => node.target)])))"""


def axe(page: Page) -> list[object]:
    """What axe finds; the debugger runs it, since the page's policy lets no foreign script in."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    answer = session.send("Runtime.evaluate", {"expression": FINDINGS, "awaitPromise": True, "returnByValue": True})
    findings: list[object] = json.loads(answer["result"]["value"])
    return findings


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_nothing(page: Page, scheme: str, width: int, height: int) -> None:
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_an_open_dialog(page: Page) -> None:
    page.locator("body").press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert axe(page) == []


def test_a_key_for_a_disabled_button_says_why(page: Page) -> None:
    page.keyboard.press("Control+Shift+B")
    expect(page.locator("#live")).to_have_text("A build is running.")


def test_a_question_mark_in_the_editor_is_a_question_mark(page: Page) -> None:
    page.get_by_role("textbox", name="oven.py").click()
    page.keyboard.type("?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_theme_is_remembered_before_the_first_paint(page: Page) -> None:
    choose_theme(page, "Dark")
    page.reload(wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    choose_theme(page, "As the system")
    expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")


def choose_theme(page: Page, name: str) -> None:
    page.get_by_label("Look: theme and text size").click()
    page.get_by_role("button", name=name).click()
    page.keyboard.press("Escape")


def test_a_splitter_moves_by_keyboard_and_is_remembered(page: Page) -> None:
    splitter = page.get_by_role("separator", name="Width of the code")
    splitter.focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(splitter).to_have_attribute("aria-valuenow", "50")
    page.reload()
    expect(splitter).to_have_attribute("aria-valuenow", "50")
    splitter.press("Enter")
    expect(splitter).to_have_attribute("aria-valuenow", "60")


def test_a_splitter_moves_by_pointer_and_a_double_click_takes_it_back(page: Page) -> None:
    splitter = page.get_by_role("separator", name="Width of the code")
    box = splitter.bounding_box() or {"x": 0.0, "y": 0.0}
    page.mouse.move(box["x"], box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] - 72, box["y"] + 100)
    page.mouse.move(box["x"] - 144, box["y"] + 120)
    page.mouse.up()
    expect(splitter).to_have_attribute("aria-valuenow", "50")
    splitter.dblclick()
    expect(splitter).to_have_attribute("aria-valuenow", "60")
    assert page.evaluate("localStorage.getItem('studio.split.columns')") is None


@pytest.mark.parametrize("kept", ["-4", "1e9", "NaN", "60%; background: red", "{}", ""])
def test_a_place_that_means_nothing_is_the_usual_one(page: Page, kept: str) -> None:
    page.evaluate("(kept) => localStorage.setItem('studio.split.columns', kept)", kept)
    page.reload()
    expect(page.get_by_role("separator", name="Width of the code")).to_have_attribute("aria-valuenow", "60")


def test_a_dialog_asks_before_something_is_destroyed(page: Page) -> None:
    page.get_by_role("link", name="Delete…").click()
    dialog = page.get_by_role("dialog", name="Delete oven?")
    expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_be_hidden()


def test_rows_are_added_and_removed(page: Page) -> None:
    rows = page.locator("#pairs-configuration > li")
    before = rows.count()
    page.get_by_role("button", name="Add a row").click()
    expect(rows).to_have_count(before + 1)
    page.keyboard.type("digits")
    expect(rows.last.get_by_label("Configuration: key")).to_have_value("digits")
    rows.last.get_by_role("button", name="Remove this row").click()
    expect(rows).to_have_count(before)


def test_a_streamed_log_is_followed_to_its_end(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/?stream=1")
    expect(page.locator("#log-120")).to_be_in_viewport()
    expect(page.locator("#log > li")).to_have_count(120)


def test_a_reader_who_scrolls_up_is_left_alone(page: Page) -> None:
    log = page.locator("#log")
    expect(page.locator("#log-100")).to_be_in_viewport()
    log.hover()
    page.mouse.wheel(0, -600)
    resume = page.get_by_role("button", name="Newest line")
    expect(resume).to_be_visible()
    log.evaluate("(box) => box.append(box.lastElementChild.cloneNode(true))")
    expect(page.locator("#log > li").last).not_to_be_in_viewport()
    resume.click()
    expect(page.locator("#log > li").last).to_be_in_viewport()


def test_it_all_reads_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(site.address)
    expect(page.get_by_role("textbox", name="oven.py")).to_be_editable()
    expect(page.get_by_role("heading", name="Problems")).to_be_visible()
    expect(page.get_by_role("heading", name="Log")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    expect(page.get_by_role("button", name="Add a row")).to_be_hidden()
    page.get_by_role("textbox", name="oven.py").fill("x = 1")
    page.get_by_role("button", name="Save").click()
    assert site.saved[-1]["content"] == "x = 1"
    context.close()


def test_axe_finds_nothing_in_the_search_panel(page: Page) -> None:
    page.get_by_role("textbox", name="oven.py").click()
    page.keyboard.press("Control+f")
    expect(page.get_by_role("textbox", name="Find")).to_be_focused()
    assert axe(page) == []
