"""Everything that matters, by plain pages and forms: list, open, edit, save, check, build, run, download."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import NARROW, chromium, tab
from tests.e2e.operators import ENDLESS
from tests.e2e.ready import SAMPLE
from tests.support.api import Api
from tests.support.polling import until
from tests.support.server import Server

pytestmark = [pytest.mark.build, pytest.mark.browser]

NAME = SAMPLE  # as the template has it, it is built already
NOTE = "# written without JavaScript"
PAYLOAD = '{"temperature": {"value": 100, "unit": "F"}}'
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with tab(browser, java_script_enabled=False) as page:
        yield page


@pytest.fixture
def project(api: Api) -> str:
    api.project(NAME)
    return NAME


def test_from_the_list_to_a_download(server: Server, api: Api, page: Page) -> None:
    api.call("DELETE", f"/projects/{NAME}", 204, 404)
    page.goto(f"{server.address}/projects")
    page.get_by_role("link", name="New project").first.click()
    page.get_by_role("textbox", name="Name").fill(NAME)
    page.get_by_role("radio", name="map").check()
    page.get_by_role("button", name="Create project").click()
    page.get_by_role("button", name="Build", exact=True).click()
    until(lambda: looked_again(page), lambda text: "succeeded" in text.lower())
    page.get_by_role("radio", name="Built").press("Space")
    run(page, PAYLOAD)
    content = downloaded(page)
    digest = api.get(f"/projects/{NAME}/builds")["items"][0]["artifact"]
    assert content == api.call("GET", f"/artifacts/{digest}/component.wasm").content
    api.forget_runs(digest)

    edit(page, f"{NAME}.py", NOTE)
    page.goto(f"{server.address}/projects")
    page.get_by_role("link", name=NAME, exact=True).click()
    expect(page.get_by_role("textbox", name=f"{NAME}.py")).to_have_value(re.compile(f"^{re.escape(NOTE)}"))
    page.locator("#build").get_by_role("button", name="Check").click()
    expect(page.get_by_role("main")).to_contain_text("No problems")


def test_a_build_is_watched_at_work_and_cancelled(server: Server, api: Api, page: Page) -> None:
    api.project("e2e-endless", source=ENDLESS)
    page.goto(f"{server.address}/projects/e2e-endless")
    page.get_by_role("button", name="Build", exact=True).click()
    until(lambda: looked_again(page), lambda text: "Building revision 1: componentize" in text)
    page.locator("#build").get_by_role("button", name="Cancel").click()
    (build,) = api.get("/projects/e2e-endless/builds")["items"]
    assert api.ended("builds", build["id"])["status"] == "cancelled"
    page.goto(f"{server.address}/projects/e2e-endless")
    expect(page.locator("#build-head")).to_contain_text("Cancelled")
    api.call("DELETE", "/projects/e2e-endless", 204)


def edit(page: Page, path: str, note: str) -> None:
    source = page.get_by_role("textbox", name=path)
    source.fill(f"{note}\n{source.input_value()}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#revision-mark")).to_have_text("Revision 2")


def looked_again(page: Page) -> str:
    page.goto(page.url.partition("#")[0])
    return page.locator("#build-head").inner_text()


def run(page: Page, payload: str) -> None:
    page.get_by_role("textbox", name="Payload", exact=True).fill(payload)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("#result")).to_contain_text("37.8")


def downloaded(page: Page) -> bytes:
    with page.expect_download() as download:
        page.locator("#download a").click()
    return Path(download.value.path()).read_bytes()


def test_a_preview_needs_no_build(server: Server, project: str, page: Page) -> None:
    page.goto(f"{server.address}/projects/{project}")
    run(page, PAYLOAD)
    expect(page.locator("#result")).to_contain_text("Preview")


def test_a_file_is_made(server: Server, api: Api, project: str, page: Page) -> None:
    page.goto(f"{server.address}/projects/{project}")
    page.get_by_role("link", name="New file").click()
    page.get_by_role("textbox", name="Path in the project").fill("more.py")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("textbox", name="more.py")).to_be_visible()
    paths = [file["path"] for file in api.get(f"/projects/{project}")["files"]]
    assert "more.py" in paths


def test_a_clash_shows_both_texts(server: Server, api: Api, project: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)  # the answer is a 409, which the console tells
    page = context.new_page()
    page.goto(f"{server.address}/projects/{project}?file=payload.py")
    api.save(project, {"payload.py": "# theirs\n"})
    page.get_by_role("textbox", name="payload.py").fill("# mine\n")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("# theirs")
    expect(page.get_by_role("main")).to_contain_text("# mine")
    assert api.call("GET", f"/projects/{project}/files/payload.py").text == "# theirs\n"
    context.close()


def test_help_tour_and_an_error_lead_on(server: Server, project: str, page: Page) -> None:
    page.goto(f"{server.address}/projects/{project}?tour=1")
    expect(page.locator("[data-tour-step]")).to_have_count(3)
    assert "Ctrl" not in page.locator("#tour").inner_text()
    page.get_by_role("link", name="Help", exact=True).first.click()
    page.get_by_role("searchbox", name="Search the help").fill("fencing")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#wit-state-store-set")).to_be_visible()
    expect(page.locator("#wit-logger-log")).to_have_count(0)
    page.get_by_role("link", name="hybrid-logical-clock").first.click()
    expect(page.locator("#wit-hybrid-logical-clock-hybrid-logical-clock")).to_be_visible()
    page.get_by_role("link", name="Back to the project").click()
    expect(page.get_by_role("textbox", name=f"{project}.py")).to_be_visible()


def test_no_control_is_there_that_does_nothing(server: Server, project: str, page: Page) -> None:
    page.goto(f"{server.address}/projects/{project}")
    for button in page.get_by_role("button").all():
        kind = button.get_attribute("type")
        assert kind in {"submit", "file"} or button.evaluate("(node) => node.tagName === 'SUMMARY'"), (
            button.inner_text()
        )
        assert button.evaluate("(node) => node.tagName === 'SUMMARY' || node.form !== null"), button.inner_text()
    assert page.locator("dialog:visible, wa-tab:visible, [role=separator]:visible").count() == 0


@pytest.mark.parametrize(
    "path", ["/projects", "/new-project", "/projects/{}", "/projects/{}/help", "/projects/{}/files/new"]
)
def test_nothing_has_to_be_scrolled_sideways(server: Server, project: str, browser: Browser, path: str) -> None:
    for size in ({"width": 320, "height": 640}, NARROW):
        with tab(browser, java_script_enabled=False, viewport=size) as page:
            page.goto(server.address + path.format(project))
            assert page.evaluate(SIDEWAYS) == 0
