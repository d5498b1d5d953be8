"""A project's own tests in a real browser, by keyboard: a first one is written, fails with its line, and is mended."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import PATIENCE_MS, axe, chromium, tab, tab_to
from tests.support.api import Api
from tests.support.server import Server

pytestmark = [pytest.mark.build, pytest.mark.browser]  # the first run of a fresh studio waits for its preview

NAME = "e2e-tested-in-the-browser"
RIGHT = "(value - 32) * 5 / 9"
TEST = """
def test_boiling_water(operator, message, read, logs):
    print("looked")
    output = read(operator().process(message({"temperature": 212})))
    assert output.json() == {"temperature": 100.0, "unit": "C"}
"""
LINE = len(TEST.strip().splitlines())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def source(api: Api) -> str:
    """The source of the sample operator, in a project of its own."""
    api.project(NAME)
    return api.call("GET", f"/projects/{NAME}/files/{NAME}.py").text


def press(page: Page, wanted: Locator) -> None:
    """Go to an element with Tab, and press it."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def open_tab(page: Page) -> Locator:
    """The content of the tab Tests, reached by keyboard."""
    wanted = page.get_by_role("tab", name="Tests")
    tab_to(page, page.locator("wa-tab[active]"))
    for _ in range(5):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    expect(wanted).to_have_attribute("aria-selected", "true")
    return page.locator("#project-tests")


def write(page: Page, source: str, *, save: bool = True) -> None:
    """Type over the open file."""
    tab_to(page, page.locator("#save-form .cm-content"))
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")  # text over a selection would take on its style, which the page's policy forbids
    page.keyboard.insert_text(source)
    if save:
        page.keyboard.press("Control+S")


def test_a_test_is_written_fails_with_its_line_and_passes_once_the_operator_is_mended(
    server: Server, api: Api, browser: Browser, source: str
) -> None:
    path = f"test_{NAME.replace('-', '_')}.py"
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}")
        shown = open_tab(page)
        expect(shown).to_contain_text("No tests yet")
        assert axe(page) == []
        press(page, page.get_by_role("button", name="Write a first test"))
        page.wait_for_url(f"**?file={path}")

        write(page, TEST.lstrip(), save=False)
        shown = open_tab(page)
        press(page, page.get_by_role("button", name="Run the tests"))
        expect(shown).to_contain_text("1 passed", timeout=PATIENCE_MS)
        expect(shown).to_contain_text("These results are for a text that is not what is saved.")
        expect(page.get_by_role("button", name="Run the tests")).to_be_focused()
        write(page, TEST.lstrip())

        page.goto(f"{server.address}/projects/{NAME}")
        write(page, source.replace(RIGHT, "value"))
        shown = open_tab(page)
        press(page, page.get_by_role("button", name="Run the tests"))
        expect(shown).to_contain_text("1 failed", timeout=PATIENCE_MS)
        failed = shown.locator(".result-row").first
        for words in ("under 'temperature': 212 and 100.0", "looked", "rounding to 1 decimals"):
            expect(failed).to_contain_text(words)
        assert axe(page) == []

        write(page, source)
        press(page, page.get_by_role("button", name="Run those that failed"))
        expect(shown).to_contain_text("1 passed", timeout=PATIENCE_MS)
        expect(shown).not_to_contain_text("failed")
        assert [run["verdict"] for run in api.get(f"/projects/{NAME}/tests")["items"]] == ["passed", "failed", "passed"]


def test_the_place_of_a_failure_leads_to_its_line(server: Server, api: Api, browser: Browser, source: str) -> None:
    api.save(NAME, {"test_a.py": TEST.lstrip(), f"{NAME}.py": source.replace(RIGHT, "value")})
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}?file=test_a.py")
        shown = open_tab(page)
        press(page, page.get_by_role("button", name="Run the tests"))
        expect(shown).to_contain_text("1 failed", timeout=PATIENCE_MS)
        press(page, shown.get_by_role("link", name=f"test_a.py:{LINE}"))
        expect(page.locator("#status-position, .statusbar")).to_contain_text(f"Line {LINE}")


def test_without_javascript_tests_are_run_from_a_page(server: Server, api: Api, browser: Browser, source: str) -> None:
    api.save(NAME, {"test_a.py": TEST.lstrip()})
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{server.address}/projects/{NAME}/tests")
        page.get_by_role("button", name="Run the tests").click()
        expect(page.locator("#project-tests")).to_contain_text("1 passed", timeout=PATIENCE_MS)
