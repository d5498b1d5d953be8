"""Measuring in a browser: from the project's tab and the artifact's page, compared, cancelled, by keyboard, without
JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import NARROW, PATIENCE_MS, axe, chromium, tab, tab_to
from tests.e2e.ready import SAMPLE
from tests.support.api import Api
from tests.support.server import Server

pytestmark = pytest.mark.browser

NAME = "measured"
SOURCE = """\
import time

from map_impl import exports


def half(message):
    time.sleep(0)
    return message


class Map(exports.Map):
    def init(self, configuration):
        self.pause = dict(configuration.properties).get("pause", "0")
        return True

    def process(self, message):
        time.sleep(float(self.pause))
        return half(message)
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module", autouse=True)
def project(api: Api) -> None:
    """A fresh project whose preview is ready."""
    api.project(NAME, source=SOURCE)
    run = api.start_run(project=NAME, messages=[{"payload": "{}"}])
    assert api.ended("runs", run["id"])["status"] == "completed"


@pytest.fixture
def component(api: Api) -> str:
    """What another project is built to; answers its digest."""
    api.project(SAMPLE)
    digest = api.artifact(SAMPLE)
    api.forget_runs(digest)
    return digest


def opened(page: Page, server: Server) -> None:
    """The project's page with the tab in front, and something to measure."""
    page.goto(f"{server.address}/projects/{NAME}")
    page.get_by_role("tab", name="Performance").click()
    page.get_by_label("Calls", exact=True).select_option("200")


def measured(page: Page) -> Locator:
    """The figures, once they are there."""
    expect(page.locator("#say-performance")).to_contain_text("calls a second", timeout=PATIENCE_MS)
    return page.locator("#measurement")


def charts(page: Page) -> Locator:
    return page.locator("[data-chart] canvas")


def test_a_preview_is_measured_with_a_profile_that_leads_to_the_lines(server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        opened(page, server)
        page.get_by_label("Python profile").check()
        assert not [url for url in asked if "/js/charts-" in url]
        page.get_by_role("button", name="Measure", exact=True).click()
        shown = measured(page)
        expect(shown.get_by_role("row", name="Calls per second")).to_be_visible()
        expect(shown).to_contain_text("200 calls after 20 to warm up")
        page.locator("[data-chart=memory]").scroll_into_view_if_needed()
        expect(charts(page)).to_have_count(3)
        assert len([url for url in asked if "/js/charts-" in url]) == 1
        profile = shown.get_by_role("region", name="Python profile")
        row = profile.get_by_role("row").filter(has_text="half")
        expect(row.get_by_role("cell").nth(1)).to_have_text("220")  # warm-up calls too
        row.get_by_role("link").click()
        expect(page.locator("[data-cursor]")).to_contain_text("Line 6")
        assert axe(page) == []


def test_the_component_is_measured_from_its_page_and_compared(
    server: Server, api: Api, browser: Browser, component: str
) -> None:
    first = api.run(project=SAMPLE, messages=[{"payload": "{}"}], measure={"count": 200})
    assert first["measured"]["summary"]["count"] == 200
    with tab(browser) as page:
        page.goto(f"{server.address}/artifacts/{component}")
        page.get_by_label("Calls", exact=True).select_option("200")
        page.get_by_role("button", name="Measure", exact=True).click()
        shown = measured(page)
        expect(shown).to_contain_text("Built component")
        choice = page.get_by_label("Compare with")
        choice.focus()
        choice.select_option(first["id"])
        expect(shown.get_by_role("columnheader", name="Ratio")).to_be_visible()
        expect(shown).to_contain_text("Not the same: the input, the lane.")
        assert page.evaluate("document.activeElement.id") == "compare-with"
        page.locator("[data-chart=histogram]").scroll_into_view_if_needed()
        expect(charts(page)).to_have_count(3)
        assert axe(page) == []
        page.get_by_role("link", name="Its page").click()
        expect(page.get_by_role("heading", name="Measurement", exact=True)).to_be_visible()
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a dict with both members
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_long_measurement_is_started_and_cancelled_by_keyboard(server: Server, browser: Browser) -> None:
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}")
        page.locator("summary", has_text="Configuration").click()
        page.get_by_label("Configuration: key").first.fill("pause")
        page.get_by_label("Configuration: value").first.fill("0.05")
        page.get_by_role("tab", name="Performance").click()
        page.get_by_label("Calls", exact=True).select_option("10000")
        tab_to(page, page.get_by_role("button", name="Measure", exact=True))
        page.keyboard.press("Enter")
        cancel = page.locator("#measurement").get_by_role("button", name="Cancel")
        expect(cancel).to_be_visible()
        expect(page.locator("#measurement")).to_contain_text("again and again", timeout=PATIENCE_MS)
        cancel.press("Enter")
        expect(page.locator("#measurement")).to_contain_text("This run was cancelled", timeout=PATIENCE_MS)


def test_the_same_without_javascript(server: Server, browser: Browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{server.address}/projects/{NAME}")
        page.get_by_label("Calls", exact=True).select_option("50")
        page.get_by_role("button", name="Measure", exact=True).click()
        figures = page.get_by_role("region", name="Figures", exact=True).last
        expect(figures.get_by_role("row", name="Half within (p50)")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.locator("[data-chart]").first).to_be_hidden()
        page.get_by_role("link", name="Performance").click()
        expect(page.get_by_role("row").nth(1)).to_contain_text("preview")
