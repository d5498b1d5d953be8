"""Code help: from opening its socket to the first completion, and from a key to what is wrong now."""

import itertools
import json
import statistics
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page
from websockets import Origin
from websockets.sync.client import ClientConnection, connect

from benchmarks.browser import EDITOR, chromium, profile
from benchmarks.result import Result
from benchmarks.server import PATIENCE_S, Server

PROJECT = "temperature"
URI = f"file:///project/{PROJECT}.py"
TEXT = "from map_impl.imports import logger, types\n\ntypes.\n"
OPENINGS, KEYS = 10, 30
MARK = ".cm-lintRange-error"
# From the key to the frame after the one that has the mark.
WATCH = f"""(editor) => {{
    window.marked = new Promise((done) => document.querySelector(editor).addEventListener("keydown", () => {{
        const start = performance.now();
        const look = () => document.querySelector("{MARK}")
            ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
        look();
    }}, {{once: true}}));
}}"""

Json = dict[str, Any]


class _Client:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    def ask(self, method: str, params: Json) -> Any:
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda message: message.get("id") == number)["result"]

    def tell(self, method: str, params: Json) -> None:
        self._send({"method": method, "params": params})

    def diagnostics(self, version: int) -> list[Json]:
        message = self._until(lambda message: message.get("params", {}).get("version") == version)
        return list(message["params"]["diagnostics"])

    def _until(self, wanted: Any) -> Json:
        while True:
            message: Json = json.loads(self._socket.recv(PATIENCE_S))
            if wanted(message):
                return message

    def _send(self, message: Json) -> None:
        self._socket.send(json.dumps({"jsonrpc": "2.0", **message}))


def first_completion_ms(server: Server) -> Iterator[Result]:
    """The very first page of a studio, whose bindings have to be generated; then the median of pages that follow."""
    yield Result("first_completion_cold_ms", round(_completed_ms(server), 1), "ms")
    spent = [_completed_ms(server) for _ in range(OPENINGS)]
    yield Result("first_completion_ms", round(statistics.median(spent), 1), "ms")


def keystroke_to_diagnostics_ms(server: Server) -> Iterator[Result]:
    """A key that makes a name unknown until its mark is painted, in a browser; then what the socket has of it."""
    with chromium() as browser, profile(browser) as context:
        page = context.new_page()
        page.goto(f"{server.address}/projects/{PROJECT}")
        _at_a_name(page)
        marked = [_marked_ms(page) for _ in range(KEYS)]
    yield Result("keystroke_to_diagnostics_ms", round(statistics.median(marked), 1), "ms")
    yield Result("keystroke_to_diagnostics_p95_ms", _p95(marked), "ms")
    source = _sample(server)
    with _opened(server) as client:
        answered = [_diagnosed_ms(client, source, version) for version in range(2, KEYS + 2)]
    yield Result("socket_to_diagnostics_ms", round(statistics.median(answered), 1), "ms")
    yield Result("socket_to_diagnostics_p95_ms", _p95(answered), "ms")


def _completed_ms(server: Server) -> float:
    started = time.monotonic()
    with _opened(server) as client:
        where = {"textDocument": {"uri": URI}, "position": {"line": 2, "character": 6}}
        offered = client.ask("textDocument/completion", where)["items"]
    if "DataModel" not in {item["label"] for item in offered}:
        raise RuntimeError("the completion does not know the bindings")
    return (time.monotonic() - started) * 1000


def _sample(server: Server) -> str:
    address = f"{server.address}/api/v1/projects/{PROJECT}/files/{PROJECT}.py"
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
        return str(answer.read().decode())


def _at_a_name(page: Page) -> None:
    """The cursor behind a name that is known, at the end of the sample."""
    page.get_by_text("Code help: on").wait_for()
    page.locator(EDITOR).first.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("\nvalue = 1\nprint(value)")
    page.keyboard.press("ArrowLeft")


def _marked_ms(page: Page) -> float:
    """One more letter, and the same letter taken back."""
    page.evaluate(WATCH, EDITOR)
    page.keyboard.press("s")
    spent = float(page.evaluate("window.marked"))
    page.keyboard.press("Backspace")
    page.locator(MARK).first.wait_for(state="detached")
    return spent


def _diagnosed_ms(client: _Client, source: str, version: int) -> float:
    is_broken = version % 2 == 0
    text = f"{source}\n{f'types.nowhere_{version}' if is_broken else f'value = {version}'}\n"  # never twice the same
    document = {"uri": URI, "version": version}
    started = time.monotonic()
    client.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
    found = client.diagnostics(version)
    if bool(found) is not is_broken:
        raise RuntimeError(f"the diagnostics are those of another text: {found}")
    return (time.monotonic() - started) * 1000


def _p95(values: list[float]) -> float:
    return round(statistics.quantiles(values, n=20)[-1], 1)


@contextmanager
def _opened(server: Server) -> Iterator[_Client]:
    address = f"{server.address.replace('http', 'ws', 1)}/projects/{PROJECT}/language"
    with connect(address, origin=Origin(server.address), open_timeout=PATIENCE_S, max_size=None) as socket:
        client = _Client(socket)
        client.ask("initialize", {"capabilities": {}})
        client.tell("initialized", {})
        document = {"uri": URI, "languageId": "python", "version": 1, "text": TEXT}
        client.tell("textDocument/didOpen", {"textDocument": document})
        yield client
