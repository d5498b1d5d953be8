"""The studio in a real browser: by keyboard alone, across a reload, and under axe."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PATIENCE_MS, axe, chromium, tab, tab_to
from tests.e2e.operators import BOILING, ENDLESS
from tests.e2e.ready import SAMPLE
from tests.support.api import Api
from tests.support.polling import until
from tests.support.server import Server

pytestmark = [pytest.mark.build, pytest.mark.browser]

KEYBOARD = SAMPLE  # what is edited here gives another artifact, and the one that is there stays
PAYLOAD = '{"temperature": {"value": 100, "unit": "F"}}'
NOTE = "# edited by hand"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def start_anew(api: Api, name: str) -> None:
    """Remove a project that an earlier test run may have left."""
    api.call("DELETE", f"/projects/{name}", 204, 404)


def test_from_a_template_to_a_download_by_keyboard_alone(server: Server, api: Api, browser: Browser) -> None:
    api.project(KEYBOARD)
    before = api.artifact(KEYBOARD)
    start_anew(api, KEYBOARD)
    for digest in set(api.artifacts_named(KEYBOARD)) - {before}:
        api.forget_artifact(digest)  # a cached build would show no log that moves
    with tab(browser) as page:
        page.goto(f"{server.address}/projects")
        new_project(page)
        edit_and_save(page)
        build(page)
        run(page)
        tab_to(page, page.locator("#download a"))
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        content = Path(download.value.path()).read_bytes()
        name = download.value.suggested_filename
    digest = api.get(f"/projects/{KEYBOARD}/builds")["items"][0]["artifact"]
    assert content == api.call("GET", f"/artifacts/{digest}/component.wasm").content
    assert name.startswith(f"{KEYBOARD}-")
    assert name.endswith(".wasm")
    assert digest != before
    assert set(api.artifacts_named(KEYBOARD)) == {before, digest}


def new_project(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="New project"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/new-project")
    tab_to(page, page.get_by_role("textbox", name="Name"))
    page.keyboard.type(KEYBOARD)
    tab_to(page, page.get_by_role("radio", name="map"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/projects/{KEYBOARD}")


def edit_and_save(page: Page) -> None:
    tab_to(page, page.get_by_role("textbox", name=f"{KEYBOARD}.py"))
    page.keyboard.press("Control+Home")
    page.keyboard.type(f"{NOTE}\n")
    expect(page.locator("[data-save-state]")).to_contain_text("Unsaved")
    page.keyboard.press("Control+s")
    expect(page.locator("#revision-mark")).to_have_text("Revision 2")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "saved")


def build(page: Page) -> None:
    page.keyboard.press("Control+Shift+B")
    lines = page.locator("#build-log .log__line")
    expect(lines.filter(has_text="takes most of the time")).to_have_count(1, timeout=PATIENCE_MS)
    before = lines.count()
    expect(lines.filter(has_text="it can be downloaded now")).to_have_count(1, timeout=PATIENCE_MS)
    assert lines.count() > before
    expect(page.locator("#build-head")).to_contain_text("Succeeded", timeout=PATIENCE_MS, ignore_case=True)
    expect(page.locator("#download a")).to_be_visible()


def run(page: Page) -> None:
    tab_to(page, page.get_by_role("textbox", name="Payload", exact=True))
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(PAYLOAD)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result")).to_contain_text("37.8", timeout=PATIENCE_MS)


def test_work_survives_a_reload(server: Server, api: Api, browser: Browser) -> None:
    assert api.get(f"/projects/{KEYBOARD}")["revision"] == 2, "the journey by keyboard comes first"
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{KEYBOARD}")
        editor = page.get_by_role("textbox", name=f"{KEYBOARD}.py")
        expect(editor).to_contain_text(NOTE)
        editor.press("Control+Home")
        page.keyboard.type("# not saved yet\n")
        expect(page.locator("[data-save-state]")).to_contain_text("Unsaved")

        page.reload()

        expect(editor).to_contain_text("# not saved yet")
        expect(page.locator("[data-save-state]")).to_contain_text("Unsaved")
        expect(page.locator("#build-log")).to_contain_text("it can be downloaded now")
        expect(page.locator("#result")).to_contain_text("37.8")
    saved = api.call("GET", f"/projects/{KEYBOARD}/files/{KEYBOARD}.py").text
    assert saved.startswith(f"{NOTE}\n")
    assert "not saved yet" not in saved


def test_the_policy_finds_nothing_on_any_page_nor_axe_on_those_of_a_build(
    server: Server, api: Api, browser: Browser
) -> None:
    """test_accessibility.py has axe on all the other pages."""
    build = api.get(f"/projects/{KEYBOARD}/builds")["items"][0]
    run = api.run(artifact=build["artifact"], messages=[BOILING, {"payload": "hot"}])["id"]
    project, artifact = f"/projects/{KEYBOARD}", f"/artifacts/{build['artifact']}"
    of_a_build = [project, "/artifacts", artifact, f"{artifact}/delete", f"/builds/{build['id']}", f"/runs/{run}"]
    others = ["/projects", "/new-project", f"{project}?file=payload.py", f"{project}/revisions"]
    others += [f"{project}/revisions/1", f"{project}/files/new", f"{project}/delete", f"/runs/{run}/delete"]
    others += [f"{project}/files/edit?path=payload.py"]
    found = []
    with tab(browser) as page:
        for path in (*of_a_build, *others):
            answer = page.goto(f"{server.address}{path}", wait_until="networkidle")
            assert answer is not None
            assert answer.status == 200, path
            found += axe(page) if path in of_a_build else []
    assert found == []


def test_axe_finds_nothing_while_a_build_is_at_work_and_when_it_failed(
    server: Server, api: Api, browser: Browser
) -> None:
    api.project("e2e-endless", source=ENDLESS)
    build_id = api.ask_build("e2e-endless")["id"]
    until(lambda: api.get(f"/builds/{build_id}"), lambda build: build["phase"] == "componentize")
    found = []
    with tab(browser) as page:
        for path in ("/projects/e2e-endless", f"/builds/{build_id}"):
            page.goto(f"{server.address}{path}")
            expect(page.locator("#build-log")).to_contain_text("takes most of the time")
            found += axe(page)
        api.call("POST", f"/builds/{build_id}/cancel")
        expect(page.locator("main")).to_contain_text("cancelled", ignore_case=True)
        found += axe(page)
    assert found == []
    api.ended("builds", build_id)
    api.call("DELETE", "/projects/e2e-endless", 204)


def test_a_wrong_address_is_a_page_that_says_so(server: Server, browser: Browser) -> None:
    missing = httpx2.get(f"{server.address}/projects/no-such-project", headers={"accept": "text/html"})
    assert missing.status_code == 404
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.address}/projects/no-such-project")
    expect(page.locator("main")).to_contain_text("no-such-project")
    assert axe(page) == []
    context.close()
