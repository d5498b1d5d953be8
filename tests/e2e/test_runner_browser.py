"""The runner in a real browser: text as it is typed, pictures, batches, many inputs, and an end to what has none."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PATIENCE_MS, axe, chromium, tab
from tests.e2e.operators import PLAIN
from tests.frontend.test_run_form import drop, picture
from tests.support.api import Api
from tests.support.server import Server

pytestmark = [pytest.mark.build, pytest.mark.browser]  # the first run of a fresh studio waits for its preview

NAME, BATCHES = "e2e-runner", "e2e-batches"
THREE = json.dumps([{"messages": [{"topic": "a", "payload": '{"temperature": 20}'}] * 3}])
MANY = json.dumps([{"topic": "a", "payload": f'{{"n": {number}}}'} for number in range(120)])
PICTURE = PLAIN.replace(
    "return message",
    "frame = message.value\n        print(type(message).__name__, frame.width, frame.height)\n        return message",
)
CHATTY = PLAIN.replace(
    "return message",
    """for level in ("DEBUG", "INFO", "ERROR"):
            imports.logger.log(imports.logger.Level[level], "here", f"{level} line")
        return message""",
).replace("from map_impl import", "from map_impl import imports,", 1)
STUCK = PLAIN.replace("return message", "while True:\n            pass")
PASTE = """(editor, text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    editor.focus();
    document.execCommand("selectAll");
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(server: Server, api: Api, browser: Browser) -> Iterator[Page]:
    """A map project that was never built, open in the browser."""
    api.project(NAME, source=PLAIN)
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}")
        expect(page.locator("#save-form .cm-content")).to_be_visible()
        yield page


def write(page: Page, source: str) -> None:
    """Replace the open file's text, and save nothing."""
    page.locator("#save-form .cm-content").evaluate(PASTE, source)


def run(page: Page, says: str) -> None:
    """Run what is on the screen, and wait for a result that says so."""
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result .result, #result .results").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#result")).to_contain_text(says, timeout=PATIENCE_MS)


def test_the_text_as_it_is_typed_runs_without_a_build_and_without_a_save(page: Page, api: Api) -> None:
    write(page, PLAIN.replace("return message", 'print("typed just now")\n        return message'))
    run(page, "Output")
    result = page.locator("#result")
    expect(result.locator(".badge").first).to_have_text("Preview")
    result.get_by_role("tab", name="Printed").click()
    expect(result).to_contain_text("typed just now")
    expect(page.locator("[data-save-state]")).not_to_have_attribute("data-save-state", "saved")
    assert api.get(f"/projects/{NAME}")["revision"] == 1
    assert api.get(f"/projects/{NAME}/builds")["items"] == []
    assert axe(page) == []

    note = page.locator("[data-text-changed]")
    expect(note).to_be_hidden()
    page.locator("#save-form .cm-content").press("Control+Home")
    page.keyboard.type("# newer\n")
    expect(note).to_be_visible()


def test_the_built_component_says_that_there_is_none(server: Server, api: Api, browser: Browser) -> None:
    api.project(NAME, source=PLAIN)
    context = browser.new_context()  # the browser's console complains about each refusal
    page = context.new_page()
    page.goto(f"{server.address}/projects/{NAME}")
    page.get_by_text("Built", exact=True).click()
    expect(page.locator("#run-target")).to_contain_text("is not built yet")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#not-run")).to_contain_text("Not built yet")
    assert axe(page) == []
    context.close()


def test_a_dropped_picture_is_the_frame_and_survives_a_reload(page: Page) -> None:
    write(page, PICTURE)
    drop(page.locator("[data-drop]"), picture(7, 3), "oven.png", "image/png")
    expect(page.get_by_label("Width in pixels")).to_have_value("7")
    run(page, "Output")
    result = page.locator("#result")
    result.get_by_role("tab", name="Printed").click()
    expect(result).to_contain_text("DataModel_Snapshot 7 3")
    expect(result.get_by_role("tab", name="Changes")).to_have_text("Changes (0)")
    page.reload()
    expect(page.get_by_label("Input", exact=True)).to_have_value("snapshot")
    expect(page.get_by_label("Encoding")).to_have_value("base64")
    expect(page.get_by_label("Height in pixels")).to_have_value("3")


@pytest.mark.parametrize(("batches", "calls"), [("All at once", "1"), ("One by one", "3")])
def test_accumulate_is_given_its_messages_in_one_batch_or_one_by_one(
    server: Server, api: Api, browser: Browser, batches: str, calls: str
) -> None:
    api.project(BATCHES, kind="accumulate")
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{BATCHES}")
        page.get_by_label("Input", exact=True).select_option("list")
        page.locator("#run-form .cm-content").first.evaluate(PASTE, THREE)
        page.get_by_text(batches, exact=True).click()
        run(page, '"average"')
        result = page.locator("#result")
        result.get_by_role("tab", name="Cost").click()
        expect(result.locator("dt", has_text="Calls of process").locator("+ dd")).to_have_text(calls)


def test_a_run_that_does_not_end_is_cancelled_at_once(page: Page) -> None:
    write(page, STUCK)
    page.locator("summary", has_text="Run settings").click()
    page.get_by_label("Time of a message, in ms").fill("60000")
    page.keyboard.press("Control+Enter")
    cancel = page.locator("#result").get_by_role("button", name="Cancel")
    expect(page.locator("#result")).to_contain_text("is at work", timeout=PATIENCE_MS)
    assert axe(page) == []
    cancel.click()
    expect(page.locator("#result")).to_contain_text("Stopped", timeout=PATIENCE_MS)


def test_many_results_are_a_list_that_is_unfolded_one_by_one(page: Page) -> None:
    page.get_by_label("Input", exact=True).select_option("list")
    page.locator("#run-form .cm-content").first.evaluate(PASTE, MANY)
    run(page, "120 × Output")
    expect(page.locator(".result-row")).to_have_count(100)
    row = page.locator(".result-row").nth(49)
    row.locator("summary").first.click()
    expect(row.locator(".code").first).to_contain_text('"n": 49')
    assert axe(page) == []
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".result-row")).to_have_count(120)
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)


def test_logs_are_chosen_by_level_copied_and_downloaded(page: Page) -> None:
    write(page, CHATTY)
    run(page, "Output")
    result = page.locator("#result")
    result.get_by_role("tab", name="Logs (3)").click()
    result.get_by_label("Which levels are shown").select_option("info and above")
    expect(result.locator(".log__line:visible")).to_have_count(2)
    expect(result.locator("[data-logs-left]")).to_have_text("1 not shown")
    assert axe(page) == []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    result.get_by_role("button", name="Copy these lines").click()
    expect(page.locator("#live")).to_contain_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "info here INFO line\nerror here ERROR line"
    with page.expect_download() as download:
        result.get_by_role("link", name="Download all that was logged").click()
    text = download.value.path().read_text()
    assert [line.split()[1] for line in text.splitlines()] == ["debug", "info", "error"]

    run(page, "Output")
    result.get_by_role("tab", name="Logs (3)").click()
    expect(result.locator(".log__line:visible")).to_have_count(2)


def test_sources_that_cannot_be_loaded_are_told_with_their_line(page: Page) -> None:
    write(page, f"import json\nraise ValueError('not like this')\n{PLAIN}")
    run(page, "not like this")
    result = page.locator("#result")
    expect(result).to_contain_text("Failed")
    result.locator("a[data-line-link]").first.click()
    expect(page.locator("[data-cursor]")).to_contain_text("Line 2,")


def test_the_same_without_javascript(server: Server, api: Api, browser: Browser) -> None:
    api.project(NAME)
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{server.address}/projects/{NAME}")
        page.get_by_role("textbox", name="Payload", exact=True).fill('{"temperature": 212}')
        page.locator("summary", has_text="Run settings").click()
        page.get_by_role("checkbox", name="Repeatable").check()
        page.get_by_role("button", name="Run", exact=True).click()
        expect(page.locator("#result")).to_contain_text("100")
        expect(page.locator("input[name=repeat]")).to_be_checked()
