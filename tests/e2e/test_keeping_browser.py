"""Nothing that is typed gets lost: a killed server, no network, two people in one file, a reload, an older revision."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.e2e.browsing import WIDE, axe, chromium, tab
from tests.support.api import Api
from tests.support.polling import until
from tests.support.server import Server

pytestmark = pytest.mark.browser

NAME = "keeper"
LINES = "".join(f"x{number} = {number}\n" for number in range(10))
HOSTILE = (
    "</textarea></script><script>window.ran = 1</script><img src=x onerror='window.ran = 1'>\u202eabc\u202c\x1b[31m\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def project(server: Server, api: Api) -> str:
    """The address of a fresh project with one more file."""
    api.project(NAME)
    put(api, "lines.py", LINES)
    return f"{server.address}/projects/{NAME}"


@contextmanager
def rough(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody's own, in which requests may fail: there the network is part of the test."""
    context = browser.new_context(viewport={"width": WIDE["width"], "height": WIDE["height"]})
    context.set_default_timeout(60_000)
    yield context
    context.close()


def put(api: Api, path: str, text: str) -> None:
    api.call("PUT", f"/projects/{NAME}/files/{path}", content=text.encode())


def stored(api: Api, path: str = "lines.py") -> str:
    return api.call("GET", f"/projects/{NAME}/files/{path}").text


def opened(page: Page, address: str, path: str = "lines.py") -> Page:
    page.goto(f"{address}?file={path}")
    page.wait_for_function("globalThis.studioEditor !== undefined")
    return page


def write(page: Page, text: str, at: str = "Control+End", path: str = "lines.py") -> None:
    page.get_by_role("textbox", name=path).focus()
    page.keyboard.press(at)
    page.keyboard.type(text)


def shows(page: Page, text: str) -> None:
    expect(page.locator("textarea[name=content]")).to_have_value(text)


def state(page: Page, wanted: str) -> None:
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", wanted)


def draft(page: Page, address: str, path: str = "lines.py") -> Any:
    return page.request.get(f"{address}/source?path={path}").json()["draft"]


def clash(page: Page) -> Locator:
    return page.locator("[data-clash]")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_server_killed_in_the_middle_of_typing_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path / "data", tmp_path / "log", {"port": free_port()})
    server.start()
    with Api(server.address) as api:
        api.project(NAME)
        put(api, "lines.py", LINES)
    address = f"{server.address}/projects/{NAME}"
    with rough(browser) as context:
        page = opened(context.new_page(), address)
        write(page, "# before")
        state(page, "draft")
        write(page, " the kill")
        server.kill()
        write(page, ", and after it")
        state(page, "offline")
        server.start()
        state(page, "draft")
        wanted = f"{LINES}# before the kill, and after it"
        assert draft(page, address)["text"] == wanted
    with rough(browser) as elsewhere:
        shows(opened(elsewhere.new_page(), address), wanted)
    server.stop()


def delayed(route: Route) -> None:
    """As over a slow line."""
    time.sleep(1.5)
    route.continue_()


def test_a_draft_is_checked_also_where_the_editor_comes_late(browser: Browser, project: str) -> None:
    with rough(browser) as context:
        page = opened(context.new_page(), project)
        write(page, "unheard_of")
        state(page, "draft")
        page.close()
        late = context.new_page()
        first_check = late.expect_response("**/check")
        with first_check:
            late.route("**/js/editor-*.js", delayed)
            late.goto(f"{project}?file=lines.py", wait_until="commit")
        expect(late.locator("#problems")).to_contain_text("unheard_of")


def test_two_tabs_while_nobody_answers_lose_neither_text(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path / "data", tmp_path / "log", {"port": free_port()})
    server.start()
    with Api(server.address) as api:
        api.project(NAME)
        put(api, "lines.py", LINES)
    address = f"{server.address}/projects/{NAME}"
    with rough(browser) as context:
        first, second = opened(context.new_page(), address), opened(context.new_page(), address)
        server.kill()
        for page, text in ((first, "# first"), (second, "# second")):
            write(page, text)
            state(page, "offline")
        first.close()
        second.close()
        server.start()
        again = opened(context.new_page(), address)
        shows(again, f"{LINES}# second")
        state(again, "draft")
        expect(again.locator("#live")).to_contain_text("An older unsaved text of lines.py is kept under Drafts.")
        again.goto(f"{address}/drafts")
        again.get_by_role("row", name="Another text was chosen").get_by_role("link", name="lines.py").click()
        expect(again.locator("main")).to_contain_text("# first")
    server.stop()


def test_what_is_typed_without_a_network_is_kept_and_sent_when_it_is_back(browser: Browser, project: str) -> None:
    with rough(browser) as context:
        page = opened(context.new_page(), project)
        context.set_offline(True)
        write(page, "# offline")
        state(page, "offline")
        page.close()
        context.set_offline(False)
        again = opened(context.new_page(), project)
        shows(again, f"{LINES}# offline")
        expect(again.locator("[data-editor-note]")).to_contain_text("was brought back")
        state(again, "draft")
        assert draft(again, project)["text"] == f"{LINES}# offline"


def test_what_was_typed_offline_is_merged_with_what_was_saved_meanwhile(
    browser: Browser, project: str, api: Api
) -> None:
    with rough(browser) as context:
        page = opened(context.new_page(), project)
        context.set_offline(True)
        write(page, "# mine")
        state(page, "offline")
        put(api, "lines.py", f"# theirs\n{LINES}")
        context.set_offline(False)
        clash(page).get_by_role("button", name="Use both changes").click()
        shows(page, f"# theirs\n{LINES}# mine")
        page.keyboard.press("Control+s")
        state(page, "saved")
    assert stored(api) == f"# theirs\n{LINES}# mine"


@pytest.mark.parametrize("choice", ["mine", "theirs", "merged"])
def test_two_people_in_one_file_choose_and_nobodys_text_disappears(browser: Browser, project: str, choice: str) -> None:
    first, second = f"# first\n{LINES}", f"{LINES}# second"
    wanted = {"mine": second, "theirs": first, "merged": f"# first\n{LINES}# second"}[choice]
    with rough(browser) as one, rough(browser) as other:
        earlier, later = opened(one.new_page(), project), opened(other.new_page(), project)
        write(earlier, "# first\n", at="Control+Home")
        state(earlier, "draft")
        write(later, "# second")
        expect(clash(later)).to_contain_text("Somebody else is typing")
        assert draft(later, project)["text"] == first
        clash(later).locator(f"[data-choose={choice}]").click()
        expect(clash(later)).to_have_count(0)
        shows(later, wanted)
        until(lambda: draft(later, project)["text"], lambda text: text == wanted)
        later.goto(f"{project}/drafts")
        kept = later.locator("a[href*='/drafts/aside/']")
        lost = {"mine": [first], "theirs": [second], "merged": [first, second]}[choice]
        addresses = [link.get_attribute("href") for link in kept.all()]
        texts = [later.request.get(f"{project.partition('/projects')[0]}{each}").text() for each in addresses]
        assert len(texts) == len(lost)
        assert all(any(line in text for text in texts) for line in ("# first", "# second") if line in "".join(lost))


def test_a_newer_revision_is_put_together_side_by_side(browser: Browser, project: str, api: Api) -> None:
    with rough(browser) as context:
        page = opened(context.new_page(), project)
        put(api, "lines.py", LINES.replace("x5 = 5", "x5 = 'five'"))
        write(page, "# mine")
        page.keyboard.press("Control+s")
        expect(clash(page)).to_contain_text("was changed in the meantime")
        clash(page).get_by_role("button", name="Side by side…").click()
        dialog = page.get_by_role("dialog", name="Both texts of lines.py")
        expect(dialog.locator(".cm-merge-a")).to_contain_text("x5 = 'five'")
        assert axe(page) == []
        dialog.get_by_role("textbox", name="Your text of lines.py").focus()
        page.keyboard.press("Control+Home")
        page.keyboard.type("# together\n")
        dialog.get_by_role("button", name="Use the right side").click()
        shows(page, f"# together\n{LINES}# mine")
        page.keyboard.press("Control+s")
        state(page, "saved")
    assert stored(api) == f"# together\n{LINES}# mine"


def test_a_save_stores_every_unsaved_file_of_the_tab_as_one_revision(browser: Browser, project: str, api: Api) -> None:
    with tab(browser) as page:
        opened(page, project)
        write(page, "# one")
        page.locator("nav.files, .files").get_by_role("link", name="payload.py").first.click()
        expect(page.get_by_role("textbox", name="payload.py")).to_be_visible()
        write(page, "# two", path="payload.py")
        page.keyboard.press("Control+s")
        state(page, "saved")
        expect(page.locator("#file-tabs [data-tab-mark]:visible")).to_have_count(0)
    assert stored(api) == f"{LINES}# one"
    assert stored(api, "payload.py").endswith("# two")
    assert api.get(f"/projects/{NAME}")["revision"] == 3


def test_tabs_are_worked_by_keyboard_and_remembered(browser: Browser, project: str) -> None:
    with tab(browser) as page:
        opened(page, project)
        page.evaluate("studioEditor.openPath('payload.py')")
        links = page.get_by_role("navigation", name="Open files").get_by_role("link")
        names = links.locator("[data-tab-name]")
        expect(names).to_have_text(["lines.py", "payload.py"])
        links.nth(1).focus()
        page.keyboard.press("ArrowLeft")
        expect(links.first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("textbox", name="lines.py")).to_be_focused()
        assert page.url.endswith("?file=lines.py")
        page.go_back()
        expect(links.nth(1)).to_have_attribute("aria-current", "page")
        page.reload()
        expect(names).to_have_text(["lines.py", "payload.py"])
        assert axe(page) == []
        page.get_by_role("textbox", name="payload.py").focus()
        page.keyboard.press("Alt+w")
        expect(names).to_have_text(["lines.py"])
        expect(page.get_by_role("textbox", name="lines.py")).to_be_visible()


def test_undo_survives_a_reload(browser: Browser, project: str) -> None:
    with tab(browser) as page:
        opened(page, project)
        write(page, "# regretted")
        state(page, "draft")
        page.reload()
        shows(page, f"{LINES}# regretted")
        page.get_by_role("textbox", name="lines.py").focus()
        page.keyboard.press("Control+z")
        shows(page, LINES)
        state(page, "saved")
        until(lambda: draft(page, project), lambda found: found is None)


def test_restoring_an_older_revision_keeps_what_is_unsaved(browser: Browser, project: str, api: Api) -> None:
    put(api, "lines.py", "x = 1\n")
    with tab(browser) as page:
        opened(page, project)
        write(page, "# unsaved")
        state(page, "draft")
        page.goto(f"{project}/revisions")
        page.get_by_role("radio", name="Older: revision 2").check()
        page.get_by_role("button", name="Compare the two").click()
        expect(page.locator(".cm-merge-b")).to_contain_text("x = 1")
        assert axe(page) == []
        page.goto(f"{project}/revisions/2")
        page.get_by_role("button", name="Restore as a new revision").click()
        assert stored(api) == LINES
        opened(page, project)
        expect(clash(page)).to_contain_text("was changed in the meantime")
        shows(page, "x = 1\n# unsaved")
        page.goto(f"{project}/drafts")
        expect(page.get_by_role("link", name="lines.py")).to_be_visible()
        assert axe(page) == []


def test_a_file_of_hostile_text_is_shown_and_never_executed(browser: Browser, project: str, api: Api) -> None:
    put(api, "notes.txt", HOSTILE)
    with tab(browser) as page:
        opened(page, project)
        page.evaluate("studioEditor.openPath('notes.txt')")
        shows(page, HOSTILE)
        write(page, "more", path="notes.txt")
        state(page, "draft")
        page.reload()
        shows(page, f"{HOSTILE}more")
        for path in ("/drafts", "/drafts/text?path=notes.txt", "/revisions/compare?older=1&newer=3"):
            page.goto(f"{project}{path}")
            expect(page.get_by_text("notes.txt").first).to_be_visible()
        assert page.evaluate("window.ran") is None


def test_drafts_and_changes_read_without_javascript(browser: Browser, project: str, api: Api) -> None:
    with tab(browser) as page:
        opened(page, project)
        write(page, "# typed")
        state(page, "draft")
    with tab(browser, java_script_enabled=False) as page:
        page.goto(f"{project}?file=lines.py")
        page.get_by_role("link", name="Look at it").click()
        page.get_by_role("link", name="lines.py").click()
        page.get_by_role("button", name="Save as a revision").click()
        assert stored(api) == f"{LINES}# typed"
        page.goto(f"{project}/revisions/compare?older=2&newer=3")
        expect(page.get_by_role("region", name="The changed lines of lines.py")).to_contain_text("# typed")
