"""The files of a project in a real browser: by keyboard, by mouse, dropped, searched, and as many as there may be."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.e2e.browsing import axe, chromium, tab, tab_to
from tests.support.api import Api
from tests.support.server import Server

pytestmark = [pytest.mark.browser]

NAME = "e2e-files"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DROP = """([selector, files]) => {
    const dropped = new DataTransfer();
    for (const [name, text] of files) dropped.items.add(new File([text], name));
    const options = { bubbles: true, cancelable: true, dataTransfer: dropped };
    const target = document.querySelector(selector);
    target.dispatchEvent(new DragEvent("dragover", options));
    target.dispatchEvent(new DragEvent("drop", options));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def project(server: Server, api: Api) -> str:
    """A project with folders, anew for each test; its page."""
    api.call("DELETE", f"/projects/{NAME}", 204, 404)
    api.call("POST", "/projects", 201, json={"name": NAME, "kind": "map"})
    put(api, {"parts/reading.py": b"def read(value):\n    return value\n", "parts/deep/notes.txt": b"value\n"})
    return f"{server.address}/projects/{NAME}"


@contextmanager
def quiet_tab(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def put(api: Api, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        api.call("PUT", f"/projects/{NAME}/files/{path}", 200, content=content)


def paths(api: Api) -> list[str]:
    return [file["path"] for file in api.get(f"/projects/{NAME}")["files"]]


def row(page: Page, path: str) -> Locator:
    return page.locator(f'#file-tree a[data-file-link="{path}"]')


def editor(page: Page) -> Locator:
    return page.locator(".code-pane .cm-content")


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("globalThis.studioEditor !== undefined")


def test_files_are_made_renamed_and_deleted_by_keyboard_alone(project: str, api: Api, browser: Browser) -> None:
    with tab(browser) as page:
        opened(page, project)
        tab_to(page, page.locator("#files").get_by_role("link", name="New file"))
        page.keyboard.press("Enter")
        page.get_by_label("Path in the project").wait_for()
        page.keyboard.type("lib/one.py")
        page.keyboard.press("Enter")
        expect(row(page, "lib/one.py")).to_have_attribute("aria-current", "page")
        expect(page.locator("#code-title")).to_contain_text("lib/one.py")
        page.keyboard.type("x = 1")
        page.keyboard.press("Control+Shift+E")
        expect(row(page, "lib/one.py")).to_be_focused()
        page.keyboard.press("F2")
        expect(page.get_by_label("New path")).to_be_focused()
        page.keyboard.type("two")  # the name is marked, its folder and its ending stay
        page.keyboard.press("Enter")
        expect(page.locator("#code-title")).to_contain_text("lib/two.py")
        expect(editor(page)).to_contain_text("x = 1")  # unsaved text goes along
        expect(page.locator("#file-dialog")).to_be_hidden()
        page.keyboard.press("Control+Shift+E")
        page.keyboard.press("Shift+F10")
        expect(page.get_by_role("menuitem", name="Open")).to_be_focused()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Delete", exact=True).press("Enter")
        expect(row(page, "lib/two.py")).to_have_count(0)
    assert "lib/two.py" not in paths(api)


def test_arrows_walk_the_tree_and_what_is_closed_stays_closed(project: str, browser: Browser) -> None:
    with tab(browser) as page:
        opened(page, project)
        folder = page.locator('#file-tree [data-folder="parts"] > summary')
        folder.focus()
        page.keyboard.press("ArrowLeft")
        expect(row(page, "parts/reading.py")).to_be_hidden()
        opened(page, project)
        expect(row(page, "parts/reading.py")).to_be_hidden()
        folder.focus()
        page.keyboard.press("ArrowRight")
        expect(row(page, "parts/reading.py")).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(page.locator('[data-folder="parts/deep"] > summary')).to_be_focused()


def test_a_folder_moves_by_mouse_and_the_open_file_in_it_stays_open(project: str, api: Api, browser: Browser) -> None:
    with tab(browser) as page:
        opened(page, f"{project}?file=parts/reading.py")
        editor(page).click()
        page.keyboard.type("# typed\n")
        page.locator('#file-tree [data-folder="parts"] > summary').click(button="right")
        page.get_by_role("menuitem", name="Rename or move").click()
        page.get_by_label("New path").fill("lib/parts")
        page.get_by_role("button", name="Rename").click()
        expect(page.locator("#code-title")).to_contain_text("lib/parts/reading.py")
        expect(editor(page)).to_contain_text("# typed")
        assert "lib/parts/deep/notes.txt" in paths(api)


def test_dropped_files_are_stored_and_names_that_are_there_are_asked_for(
    project: str, api: Api, browser: Browser
) -> None:
    with quiet_tab(browser) as page:  # a browser's console calls the question a failure
        opened(page, project)
        page.evaluate(DROP, ['[data-folder="parts"]', [["new.txt", "n"], ["sub/deep.txt", "d"]]])
        expect(row(page, "parts/sub/deep.txt")).to_be_visible()
        page.evaluate(DROP, ['[data-folder="parts"]', [["new.txt", "other"], ["more.txt", "m"]]])
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("parts/new.txt")
        assert "parts/more.txt" not in paths(api)
        dialog.get_by_role("button", name="Keep both").click()
        expect(row(page, "parts/new_2.txt")).to_be_visible()
    assert {"parts/new.txt", "parts/new_2.txt", "parts/more.txt"} <= set(paths(api))


def test_a_search_finds_unsaved_text_and_opens_the_place(project: str, browser: Browser) -> None:
    with tab(browser) as page:
        opened(page, project)
        editor(page).click()
        page.keyboard.type("# findable words\n")
        expect(page.locator('[data-save-state="draft"]').first).to_be_visible()
        page.keyboard.press("Control+Shift+F")
        page.get_by_role("searchbox").fill("findable")
        expect(page.locator("#search-results")).to_contain_text("1 place in 1 file")
        page.get_by_role("searchbox").fill("return value")
        page.locator("#search-results a", has_text="return value").first.click()
        expect(page.locator("#search-files")).to_be_hidden()
        expect(page.locator("#code-title")).to_contain_text("parts/reading.py")


def test_a_picture_is_shown_and_never_run(project: str, api: Api, browser: Browser) -> None:
    put(api, {"dot.png": PICTURE, "evil.png": b"<svg onload=alert(1)>\0"})
    with tab(browser) as page:
        page.goto(f"{project}?file=dot.png")
        assert page.get_by_alt_text("Preview of dot.png").evaluate("(image) => image.naturalWidth") == 1
        page.goto(f"{project}?file=evil.png")
        expect(page.locator(".binary__hex")).to_contain_text("<svg")
        expect(page.locator(".binary__picture")).to_have_count(0)


def test_two_hundred_files_and_a_megabyte_stay_usable(project: str, api: Api, browser: Browser) -> None:
    files = {f"many/module_{number}.py": f"x = {number}\n" for number in range(195)}
    big = "".join(f"value_{number} = {number}\n" for number in range(42_000))
    base = api.get(f"/projects/{NAME}")["revision"]
    api.call("POST", f"/projects/{NAME}/revisions", 201, json={"base": base, "files": files | {"big.py": big}})
    with tab(browser) as page:
        opened(page, project)
        row(page, "many/module_194.py").click()
        expect(editor(page)).to_contain_text("x = 194")
        row(page, "big.py").click()
        expect(editor(page)).to_contain_text("value_0 = 0")
        page.keyboard.type("# on top\n")
        expect(editor(page)).to_contain_text("# on top")
        page.keyboard.press("Control+Shift+F")
        page.get_by_role("searchbox").fill("value_41999")
        page.locator("#search-results a").first.click()
        expect(editor(page)).to_contain_text("value_41999")


def test_axe_finds_nothing_in_the_tree_its_menu_and_its_forms(project: str, api: Api, browser: Browser) -> None:
    put(api, {"dot.png": PICTURE})
    with tab(browser) as page:
        opened(page, project)
        found = axe(page)
        page.locator('[data-file-menu="payload.py"]').focus()
        page.keyboard.press("Enter")
        found += axe(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Control+Shift+F")
        page.get_by_role("searchbox").fill("value")
        page.locator("#search-results a").first.wait_for()
        found += axe(page)
        for address in ("?file=dot.png", "/files/new", "/files/upload", "/files/edit?path=parts",
                        "/files/rename?path=parts", "/files/delete?path=parts", "/files/search?q=value"):  # fmt: skip
            page.goto(project + address)
            found += axe(page)
        page.goto(project.rpartition("/projects/")[0] + "/import-project")
        found += axe(page)
    assert not found


def test_everything_works_without_javascript(project: str, api: Api, browser: Browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(project)
        page.get_by_role("link", name="Actions for parts/reading.py").click()
        page.get_by_label("New path").fill("lib/reading.py")
        page.get_by_role("button", name="Rename or move").click()
        expect(page.locator("#code-title")).to_contain_text("lib/reading.py")
        page.locator("#files").get_by_role("link", name="Upload files").click()
        upload: FilePayload = {"name": "up.bin", "mimeType": "application/octet-stream", "buffer": b"\0\1"}
        page.get_by_label("Files", exact=True).set_input_files([upload])
        page.get_by_role("button", name="Upload").click()
        page.locator("#files").get_by_role("link", name="Search in all files").click()
        page.get_by_role("searchbox").fill("return value")
        page.get_by_role("button", name="Search").click()
        expect(page.locator("#search-results")).to_contain_text("lib/reading.py")
    assert {"lib/reading.py", "up.bin"} <= set(paths(api))
