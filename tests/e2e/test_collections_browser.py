"""Collections in a real browser: payloads come in, are run, saved as expected, and tell what a mistake breaks."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import PATIENCE_MS, axe, chromium, tab, tab_to
from tests.e2e.ready import SAMPLE as NAME
from tests.frontend.test_run_form import TRANSFER
from tests.support.api import Api
from tests.support.server import Server

pytestmark = [pytest.mark.build, pytest.mark.browser]  # the first run of a fresh studio waits for its preview

OVENS = "Ovens of the browser test"
RIGHT = "(value - 32) * 5 / 9"
WRONG = f"({RIGHT} if value < 100 else value)"
WARM = ["oven-6", "oven-7", "oven-8", "oven-9"]  # from 100 degrees Fahrenheit on


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten payloads, a file for each."""
    made = tmp_path / "ovens"
    made.mkdir()
    for number in range(10):
        (made / f"oven-{number}.json").write_text(json.dumps({"temperature": 40 + 10 * number}))
    return made


@pytest.fixture
def sample(api: Api) -> str:
    """The source of the sample operator, in a project of its own; no collection of an earlier test is left."""
    forget(api)
    api.project(NAME)
    return api.call("GET", f"/projects/{NAME}/files/{NAME}.py").text


def forget(api: Api) -> None:
    for each in api.get("/collections", params={"limit": 200})["items"]:
        if each["name"].startswith(OVENS):
            api.call("DELETE", f"/collections/{each['id']}", 204)


def press(page: Page, wanted: Locator) -> None:
    """Go to an element with Tab, and press it."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def write(page: Page, source: str) -> None:
    """Type over the open file, and save it."""
    tab_to(page, page.locator("#save-form .cm-content"))
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")  # text over a selection would take on its style, which the page's policy forbids
    page.keyboard.insert_text(source)
    page.keyboard.press("Control+S")


def make_collection(page: Page, address: str) -> None:
    page.goto(f"{address}/collections")
    press(page, page.get_by_role("link", name="New collection").first)
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(OVENS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add cases")).to_be_visible()


def import_folder(page: Page, folder: Path) -> None:
    tab_to(page, page.get_by_label("A folder"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(folder)
    expect(page.locator("[data-drop-files-said]")).to_contain_text("10 files")
    assert axe(page) == []
    press(page, page.get_by_role("button", name="Add", exact=True))
    expect(page.locator("#add-result")).to_contain_text("10 cases were added")
    press(page, page.get_by_role("link", name="Go to the cases"))
    expect(page.locator("#cases tbody tr")).to_have_count(10)


def drop(page: Page, content: bytes, name: str) -> None:
    encoded = base64.b64encode(content).decode()
    transfer = page.evaluate_handle(TRANSFER, [encoded, name, "application/json"])
    page.locator("[data-drop-files]").dispatch_event("drop", {"dataTransfer": transfer})
    expect(page.locator("[data-drop-files-said]")).to_contain_text(f"1 file, {len(content)} bytes")


def run_all(page: Page, counted: str) -> None:
    """Ctrl+Enter, on the collection's page as on a run's."""
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/collection-runs/*")
    expect(page.locator("#collection-run .result__run")).to_contain_text(counted, timeout=PATIENCE_MS)


def save_as_expected(page: Page) -> None:
    press(page, page.get_by_role("link", name="Save outputs as expected…"))
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("oven-"))).to_have_count(10)
    assert axe(page) == []
    press(page, page.get_by_role("button", name="Save all as expected"))
    expect(page.locator("#collection-notice")).to_contain_text("Saved as expected")


def open_tab(page: Page, address: str) -> Locator:
    """The Collections tab of the project's page."""
    page.goto(f"{address}/projects/{NAME}")
    expect(page.locator("#save-form .cm-content")).to_be_visible()
    tab_to(page, page.get_by_role("tab", name="Problems"))
    while page.get_by_role("tab", name="Collections").get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    shown = page.locator("#project-collections")
    expect(shown.get_by_text("No collection belongs to this project yet")).to_be_visible()
    tab_to(page, shown.get_by_role("checkbox", name=OVENS))
    page.keyboard.press("Space")
    press(page, shown.get_by_role("button", name="Choose these"))
    expect(shown.get_by_role("heading", name=OVENS)).to_be_visible()
    return shown


def test_a_folder_of_payloads_shows_by_keyboard_what_a_mistake_breaks(
    server: Server, api: Api, browser: Browser, folder: Path, sample: str
) -> None:
    assert RIGHT in sample
    with tab(browser) as page:
        make_collection(page, server.address)
        import_folder(page, folder)
        assert axe(page) == []
        run_all(page, "10 unchecked")
        assert axe(page) == []
        save_as_expected(page)
        run_all(page, "10 passed")

        shown = open_tab(page, server.address)
        expect(shown).to_contain_text("10 passed")
        tab_to(page, page.get_by_role("checkbox", name="Run on save"))
        page.keyboard.press("Space")
        write(page, sample.replace(RIGHT, WRONG))
        expect(shown).to_contain_text("4 failed", timeout=PATIENCE_MS)
        expect(shown).to_contain_text("6 passed")
        rows = shown.locator(".result-row")
        names = rows.locator(".result-row__name").all_inner_texts()
        assert [name.rpartition("/")[2] for name in names] == WARM
        expect(rows.locator(".result-row__line").first).to_have_text("payload.temperature: 100, expected 37.8")
        press(page, rows.first.locator("summary").first)
        expect(rows.first.locator(".diff")).to_contain_text("37.8")
        expect(rows.first.locator(".diff")).to_contain_text("100")
        assert axe(page) == []

        write(page, sample)
        expect(shown).to_contain_text("10 passed", timeout=PATIENCE_MS)
        expect(shown).not_to_contain_text("failed")
    forget(api)


def test_results_are_told_to_be_older_as_soon_as_the_project_moves_on(
    server: Server, api: Api, browser: Browser, sample: str
) -> None:
    made = api.call("POST", "/collections", 201, json={"name": OVENS}).json()["id"]
    case = {"name": "warm", "messages": [{"payload": '{"temperature": 212}'}], "expect": {"outcome": "output"}}
    api.call("POST", f"/collections/{made}/cases", 201, json={"cases": [case]})
    with tab(browser) as page:
        shown = open_tab(page, server.address)
        press(page, page.get_by_role("button", name="Run the collections"))
        expect(shown).to_contain_text("1 passed", timeout=PATIENCE_MS)
        expect(shown).not_to_contain_text("older revision")
        write(page, f"{sample}\n# newer\n")
        expect(shown).to_contain_text("Results are for an older revision, 1; the project is at 2.")
    forget(api)


def test_the_input_of_a_run_is_kept_and_expects_what_came_out(
    server: Server, api: Api, browser: Browser, sample: str
) -> None:
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#result .result")).to_be_visible(timeout=PATIENCE_MS)
        press(page, page.get_by_role("link", name="Keep this input…"))
        page.get_by_label("Name of a new collection").fill(OVENS)
        if page.get_by_label("Collection", exact=True).count():
            page.get_by_label("Collection", exact=True).select_option("")
        press(page, page.get_by_role("button", name="Keep it"))
        expect(page.get_by_text("Saved", exact=True)).to_be_visible()
        expect(page.get_by_label("Expected payload")).to_have_value('{"temperature": 100.0, "unit": "C"}')
        expect(page.get_by_label("Topic", exact=True)).to_have_value("sensors/boiler")
        assert axe(page) == []
    forget(api)


def test_a_dropped_file_comes_in_and_cases_are_moved_ticked_and_removed(
    server: Server, api: Api, browser: Browser, sample: str
) -> None:
    with tab(browser) as page:
        make_collection(page, server.address)
        lines = b'{"n": 1}\n{"n": 2}\n{"n": 3}'
        given = (lines, "three.jsonl")
        drop(page, *given)
        press(page, page.get_by_role("button", name="Remove the files"))
        expect(page.locator("[data-drop-files-said]")).to_be_empty()
        drop(page, *given)
        press(page, page.get_by_role("button", name="Add", exact=True))
        press(page, page.get_by_role("link", name="Go to the cases"))

        rows = page.locator("#cases tbody th")
        expect(rows).to_have_count(3)
        names = rows.all_inner_texts()
        move = page.get_by_role("button", name=f"Move {names[2]} up", exact=True)
        press(page, move)
        expect(rows.nth(1)).to_have_text(names[2])
        expect(move).to_be_focused()

        tab_to(page, page.get_by_label("Tick all cases that are listed"))
        page.keyboard.press("Space")
        expect(page.locator("input[name=keys]:checked")).to_have_count(3)
        tab_to(page, page.get_by_label(f"Tick {names[0]}", exact=True))
        page.keyboard.press("Space")
        press(page, page.get_by_role("button", name="Remove the ticked ones…"))
        expect(page.get_by_role("heading", name="Remove 2 cases?")).to_be_visible()
        expect(page.get_by_role("button", name="Keep them")).to_be_focused()
        assert axe(page) == []
        press(page, page.get_by_role("button", name="Remove", exact=True))
        expect(rows).to_have_count(1)
        expect(rows.first).to_have_text(names[0])

        tab_to(page, page.get_by_label(f"Tick {names[0]}", exact=True))
        page.keyboard.press("Space")
        press(page, page.get_by_role("button", name="Run the ticked ones"))
        page.wait_for_url("**/collection-runs/*")
        expect(page.locator("#collection-run .result__run")).to_contain_text("1 unchecked", timeout=PATIENCE_MS)
    forget(api)


def test_the_same_without_javascript(server: Server, api: Api, browser: Browser, sample: str) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{server.address}/new-collection")
        page.get_by_label("Name").fill(OVENS)
        page.get_by_role("button", name="Make the collection").click()
        page.get_by_role("textbox", name="Paste", exact=True).fill('{"temperature": 212}')
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_text("1 case was added")).to_be_visible()
        page.get_by_role("link", name="Go to the cases").click()
        page.get_by_role("checkbox", name=re.compile("^Tick ")).check()
        page.get_by_label("Run over").select_option(f"project:{NAME}")
        page.get_by_role("button", name="Run the ticked ones").click()
        page.wait_for_url("**/collection-runs/*")
        expect(page.locator(".result__run")).to_contain_text("1 unchecked", timeout=PATIENCE_MS)
        page.get_by_role("link", name="Save outputs as expected…").click()
        page.get_by_role("button", name="Save all as expected").click()
        page.get_by_role("button", name="Run all", exact=True).click()
        expect(page.locator(".result__run")).to_contain_text("1 passed", timeout=PATIENCE_MS)
        page.locator(".result-row summary").click()
        page.get_by_role("link", name=re.compile("^Show the result")).click()
        expect(page.locator("pre").first).to_contain_text('"temperature": 100.0')
    forget(api)


def test_a_folder_is_dropped_with_all_that_is_in_it(
    server: Server, api: Api, browser: Browser, folder: Path, sample: str
) -> None:
    (folder / "deeper").mkdir()
    (folder / "deeper" / "oven-10.json").write_text('{"temperature": 140}')
    made = api.call("POST", "/collections", 201, json={"name": OVENS}).json()["id"]
    with tab(browser) as page:
        page.goto(f"{server.address}/collections/{made}/add")
        drop_from_disk(page, folder)
        expect(page.locator("[data-drop-files-said]")).to_contain_text("11 files")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator("#add-result")).to_contain_text("11 cases were added")
    names = [case["name"] for case in api.get(f"/collections/{made}/cases")["items"]]
    assert "ovens/deeper/oven-10" in names
    forget(api)


def drop_from_disk(page: Page, folder: Path) -> None:
    """As a file manager does it: the browser itself makes the entries of the folder."""
    box = page.locator("[data-drop-files]").bounding_box()
    assert box
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 40}
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    session.detach()


def test_the_tab_remembers_its_switch_and_shows_what_a_build_has_run(
    server: Server, api: Api, browser: Browser, sample: str
) -> None:
    made = api.call("POST", "/collections", 201, json={"name": OVENS}).json()["id"]
    case = {"name": "warm", "messages": [{"payload": '{"temperature": 212}'}], "expect": {"outcome": "output"}}
    api.call("POST", f"/collections/{made}/cases", 201, json={"cases": [case]})
    with tab(browser) as page:
        shown = open_tab(page, server.address)
        with page.expect_response("**/collections/run-on-save") as answer:
            page.get_by_role("checkbox", name="Run on save").check()
        assert answer.value.status == 204
        page.get_by_role("button", name="Build", exact=True).first.click()
        expect(shown).to_contain_text("1 passed", timeout=PATIENCE_MS)
        expect(shown).to_contain_text("Built component", timeout=PATIENCE_MS)
    assert api.get(f"/projects/{NAME}/collections")["run_on_save"]
    with tab(browser) as page:  # another browser, as far as it can tell
        page.goto(f"{server.address}/projects/{NAME}")
        expect(page.get_by_role("checkbox", name="Run on save", include_hidden=True)).to_be_checked()
    digest = api.artifact(NAME)
    with tab(browser) as page:
        page.goto(f"{server.address}/artifacts/{digest}")
        page.locator("#collections").scroll_into_view_if_needed()
        expect(page.locator("#collections-list")).to_contain_text("1 passed")
        assert axe(page) == []
    forget(api)
