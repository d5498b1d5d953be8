"""Code intelligence at the socket: from opening it to the first completion, and from a key to what is wrong now."""

import itertools
import json
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets import Origin
from websockets.sync.client import ClientConnection, connect

from benchmarks.result import Result
from benchmarks.server import PATIENCE_S, Server

PROJECT = "temperature"
URI = f"file:///project/{PROJECT}.py"
TEXT = "from map_impl.imports import logger, types\n\ntypes.\n"
BROKEN, SOUND = "logger.lug()\n", "logger.log\n"
OPENINGS, KEYS = 10, 30

Json = dict[str, Any]


class _Page:
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
    """A key that breaks a line, or mends it, until the socket tells of it: median and 95th percentile."""
    with _opened(server) as page:
        spent = [_diagnosed_ms(page, version) for version in range(2, KEYS + 2)]
    yield Result("keystroke_to_diagnostics_ms", round(statistics.median(spent), 1), "ms")
    yield Result("keystroke_to_diagnostics_p95_ms", round(statistics.quantiles(spent, n=20)[-1], 1), "ms")


def _completed_ms(server: Server) -> float:
    started = time.monotonic()
    with _opened(server) as page:
        where = {"textDocument": {"uri": URI}, "position": {"line": 2, "character": 6}}
        offered = page.ask("textDocument/completion", where)["items"]
    if "DataModel" not in {item["label"] for item in offered}:
        raise RuntimeError("the completion does not know the bindings")
    return (time.monotonic() - started) * 1000


def _diagnosed_ms(page: _Page, version: int) -> float:
    is_broken = version % 2 == 0
    text = TEXT.replace("types.\n", BROKEN if is_broken else SOUND)
    document = {"uri": URI, "version": version}
    started = time.monotonic()
    page.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
    found = page.diagnostics(version)
    if bool(found) is not is_broken:
        raise RuntimeError(f"the diagnostics are those of another text: {found}")
    return (time.monotonic() - started) * 1000


@contextmanager
def _opened(server: Server) -> Iterator[_Page]:
    address = f"{server.address.replace('http', 'ws', 1)}/projects/{PROJECT}/language"
    with connect(address, origin=Origin(server.address), open_timeout=PATIENCE_S, max_size=None) as socket:
        page = _Page(socket)
        page.ask("initialize", {"capabilities": {}})
        page.tell("initialized", {})
        document = {"uri": URI, "languageId": "python", "version": 1, "text": TEXT}
        page.tell("textDocument/didOpen", {"textDocument": document})
        yield page
