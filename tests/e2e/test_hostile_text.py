"""Text that is markup, steers a terminal or turns the reading direction is shown for what it is, never obeyed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import chromium, tab
from tests.support.api import Api
from tests.support.server import Server

pytestmark = [pytest.mark.build, pytest.mark.browser]

NAME = "e2e-hostile-text"
MARKUP = "</textarea></script><img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
TERMINAL = "\x1b[2J\x1b]0;taken\x07\x1b[31mred"
TURNED = "access = 'user\u202e \u2066# only admins\u2069 \u2066'"
TEXTS = (MARKUP, TERMINAL, TURNED)
SOURCE = f"""\
from map_impl import exports
from map_impl.imports import logger, types

TEXTS = {TEXTS!r}


class Map(exports.Map):
    def init(self, configuration):
        for text in TEXTS:
            print(text)
        return True

    def process(self, message):
        payload = message.value.payload.value.read()
        for text in TEXTS:
            logger.log(logger.Level.WARN, text, text)
        if payload == b"fail":
            raise ValueError(TEXTS[0])
        return types.DataModel_Message(types.Message(
            timestamp=message.value.timestamp, topic=types.BufferOrBytes_Bytes(TEXTS[0].encode()),
            content_type=types.BufferOrString_String(TEXTS[1]),
            payload=types.BufferOrBytes_Bytes(TEXTS[2].encode()), properties=message.value.properties, schema=None,
        ))
"""
ODD_NAME = "it's & so on.txt"
NOTES = f"# {MARKUP}\n# {TERMINAL}\n{TURNED}\n"
LEFT_BARE = r"""(() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) if (/[\u202a-\u202e\u2066-\u2069\u001b]/.test(walker.currentNode.data)
        && !walker.currentNode.parentElement.closest('textarea, script, .cm-content'))
        found.push(walker.currentNode.parentElement.outerHTML.slice(0, 200));
    return found;
})()"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with tab(browser) as page:
        yield page
        assert "taken" not in page.title()


@pytest.fixture(scope="module")
def project(api: Api) -> str:
    api.project(NAME, source=SOURCE)
    api.save(NAME, {"notes.py": NOTES, ODD_NAME: "x"})
    return NAME


def shown(page: Page) -> None:
    """Nothing was executed, and nothing on the page turns around or steers."""
    assert page.evaluate("document.title").endswith("Operator Studio")
    assert page.locator("main img[src='x'], main b").count() == 0
    assert page.evaluate(LEFT_BARE) == []


def test_a_source_is_text_and_what_turns_it_is_marked(server: Server, project: str, page: Page) -> None:
    page.goto(f"{server.address}/projects/{project}?file=notes.py", wait_until="networkidle")
    editor = page.locator("#save-form .cm-content")
    expect(editor).to_contain_text("<script>document.title='taken'</script>")
    marked = editor.locator(".cm-specialChar")
    expect(marked.first).to_be_visible()
    names = " ".join(mark.get_attribute("aria-label") or mark.get_attribute("title") or "" for mark in marked.all())
    assert all(part in names.lower() for part in ("right-to-left override", "left-to-right isolate", "escape")), names
    assert page.locator("textarea[data-path='notes.py']").input_value() == NOTES
    shown(page)


@pytest.mark.parametrize("path", ["<b>.py", "a\u202ey.py", "\x1b[2J.py", "a\nb.py"])
def test_a_name_that_could_mislead_is_refused(api: Api, project: str, path: str) -> None:
    base = api.get(f"/projects/{project}")["revision"]
    api.call("POST", f"/projects/{project}/revisions", 422, json={"base": base, "files": {path: "x"}})


def test_names_of_files_are_text(server: Server, project: str, page: Page) -> None:
    page.goto(f"{server.address}/projects/{project}", wait_until="networkidle")
    files = page.get_by_role("navigation", name="Files", exact=True)
    expect(files).to_contain_text(ODD_NAME)
    shown(page)


@pytest.mark.parametrize("payload", ["go", "fail"])
def test_a_result_is_text(server: Server, api: Api, project: str, page: Page, payload: str) -> None:
    message = {"payload": payload, "topic": MARKUP, "user_properties": [[MARKUP, TURNED]]}
    run = api.run(project=project, messages=[message])
    for address in (f"/runs/{run['id']}", f"/runs/{run['id']}/results/1", f"/projects/{project}?run={run['id']}"):
        page.goto(f"{server.address}{address}", wait_until="networkidle")
        expect(page.get_by_role("main")).to_contain_text("<script>")
        shown(page)


def test_a_history_a_search_and_a_problem_are_text(server: Server, project: str, page: Page) -> None:
    for address in ("revisions/2", f"help?q={MARKUP}", "files/edit?path=notes.py"):
        page.goto(f"{server.address}/projects/{project}/{address}", wait_until="networkidle")
        shown(page)
