"""A project as large as one may be: 200 files, one of them a module of 1 MB. All of it works, and a key asks little."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from app.operators.files import LARGEST_FILE, MOST_FILES
from tests.e2e.browsing import chromium, tab
from tests.support.api import Api
from tests.support.polling import until
from tests.support.server import Server

pytestmark = pytest.mark.browser

NAME = "large"
ENTRY = f"{NAME}.py"
BIG = "big.py"
MAIN = """import big
from map_impl import exports
from map_impl.imports import types


class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        return message
"""
PIECE = '''

def convert_{number}(value: float, offset: float = {number}.0) -> float:
    """Reading {number} in its unit."""
    total = [value + step for step in range({number} % 50 + 1)]
    return sum(total) / max(len(total), 1) - offset


class Sensor{number}:
    """Reading {number} of a line."""

    def __init__(self, name: str, factor: float = 1.0) -> None:
        self.name = name
        self.factor = factor

    def read(self, raw: bytes) -> float:
        return convert_{number}(float(len(raw)) * self.factor)
'''
PART = '''"""Part {number}."""

from big import convert_{number}


def part_{number}(value: float) -> float:
    """Part {number} of the line."""
    return convert_{number}(value)
'''
PAGE_BYTES = 300_000  # of the page itself, before it is compressed to a tenth
KEYS = "spread = convert_77"
AT_END = """() => {
    const view = studioEditor.currentView();
    view.dispatch({selection: {anchor: view.state.doc.length}, scrollIntoView: true});
    view.focus();
}"""
BEHIND = """([text, after]) => {
    const view = studioEditor.currentView();
    const at = view.state.doc.toString().indexOf(text) + after;
    view.dispatch({selection: {anchor: at}, scrollIntoView: true});
    view.focus();
}"""
LINE = """() => {
    const { state } = studioEditor.currentView();
    return state.doc.lineAt(state.selection.main.head).text;
}"""
TEXT = "studioEditor.currentView().state.doc.toString()"


def big() -> str:
    text, number = '"""A long module."""\n', 0
    while len(text) < LARGEST_FILE - 2_000:
        text, number = text + PIECE.format(number=number), number + 1
    return text


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def project(api: Api) -> str:
    api.project(NAME)
    present = len(api.get(f"/projects/{NAME}")["files"])
    parts = {f"parts/group_{i // 20}/part_{i}.py": PART.format(number=i) for i in range(MOST_FILES - present - 1)}
    api.save(NAME, {ENTRY: MAIN, BIG: big(), **parts})
    assert len(api.get(f"/projects/{NAME}")["files"]) == MOST_FILES
    return NAME


@pytest.fixture
def page(project: str, server: Server, browser: Browser) -> Iterator[Page]:
    with tab(browser) as page:
        yield page


class Sent:
    """How much the page has sent: bytes of bodies by address, and frames of the socket."""

    def __init__(self, page: Page) -> None:
        self.requests: list[tuple[str, int]] = []
        self.frames: list[str] = []
        page.on("request", self._asked)
        page.on("websocket", lambda socket: socket.on("framesent", lambda frame: self.frames.append(str(frame))))

    def _asked(self, request: Request) -> None:
        self.requests.append((request.url.rpartition("/")[2], len(request.post_data_buffer or b"")))

    def clear(self) -> None:
        self.requests.clear()
        self.frames.clear()


def shows(page: Page, path: str) -> None:
    expect(page.locator("#code-title code")).to_have_text(path)


def checked(page: Page, wanted: str) -> None:
    """The checks have found this, or say in words that the machine is too busy for them."""
    expect(page.locator("#problems")).to_contain_text(re.compile(f"{wanted}|took too long"), timeout=60_000)


def options(page: Page) -> Any:
    return page.locator(".cm-tooltip-autocomplete li")


def test_a_large_project_stays_usable(page: Page, server: Server, api: Api) -> None:
    sent = Sent(page)
    answer = page.goto(f"{server.address}/projects/{NAME}?file={ENTRY}")
    assert answer is not None
    assert len(answer.body()) < PAGE_BYTES
    expect(page.locator("nav.files a[href*='?file=parts/']")).to_have_count(MOST_FILES - 3)  # entry, module, payload
    expect(page.locator("[data-code-help]")).to_have_text("Code help: on")
    checked(page, "No problems")

    page.get_by_role("link", name=BIG, exact=True).first.click()
    shows(page, BIG)
    until(lambda: [frame for frame in sent.frames if len(frame) > 900_000])
    sent.clear()
    typed_in_the_big_module(page, sent)
    found_and_mended(page)
    saved(page, api)
    used_from_elsewhere(page)


def typed_in_the_big_module(page: Page, sent: Sent) -> None:
    """What is typed goes to the language server by changes; the whole text leaves the page rarely."""
    page.evaluate(AT_END)
    page.keyboard.type(f"\n{KEYS}")
    expect(options(page).filter(has_text="convert_77").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "draft")
    assert max(map(len, sent.frames)) < 2_000
    assert len([size for _, size in sent.requests if size > 900_000]) <= len(KEYS) // 3
    page.keyboard.press("Control+i")
    expect(page.locator(".cm-lsp-documentation")).to_contain_text("Reading 77 in its unit.")
    page.keyboard.press("Escape")


def found_and_mended(page: Page) -> None:
    """Problems are found while typing, by the server and by the checks, and so is a text."""
    page.evaluate(AT_END)
    page.keyboard.type("(1, 2, 3)\n")
    expect(page.locator(".cm-lintRange").last).to_have_text("3")
    checked(page, "convert_77")
    page.keyboard.press("Control+f")
    expect(page.locator(".cm-search input[name=search]")).to_be_focused()
    page.keyboard.type("(1, 2, 3)")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    page.keyboard.type("(1.0)")
    expect(page.locator(".cm-lintRange")).to_have_count(0)
    checked(page, "No problems")


def saved(page: Page, api: Api) -> None:
    """The form has all that was typed."""
    page.keyboard.press("Control+s")
    expect(page.locator("#revision-mark")).to_have_text("Revision 3")
    text = page.evaluate(TEXT)
    assert text.endswith(f"{KEYS}(1.0)\n")
    assert api.call("GET", f"/projects/{NAME}/files/{BIG}").text == text


def used_from_elsewhere(page: Page) -> None:
    """The entry knows the names of the module, and leads there."""
    page.evaluate(f"studioEditor.openPath('{ENTRY}')")
    shows(page, ENTRY)
    page.evaluate(BEHIND, ["import big", len("import big")])
    page.keyboard.type("\n\nbig.Sensor12")
    expect(options(page).filter(has_text="Sensor12").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("F12")
    shows(page, BIG)
    assert page.evaluate(LINE) == "class Sensor12:"
