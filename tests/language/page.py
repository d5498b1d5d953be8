"""A page as its language server sees it: a socket, questions with answers, and what comes unasked."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient, WebSocketTestSession

ADDRESS = "ws://127.0.0.1/projects/{name}/language"
Json = dict[str, Any]


class Page:
    """What a page says and hears; diagnostics are put aside until they are asked for."""

    def __init__(self, socket: WebSocketTestSession) -> None:
        self.socket = socket
        self._numbers = itertools.count(1)
        self._found: list[Json] = []

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a request."""
        answer = self.answer(method, **params)
        assert "error" not in answer, answer
        return answer["result"]

    def refusal(self, method: str, **params: Any) -> Json:
        """The error of a request."""
        error: Json = self.answer(method, **params)["error"]
        return error

    def answer(self, method: str, **params: Any) -> Json:
        number = next(self._numbers)
        self.socket.send_json({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while (message := self._hear()).get("id") != number:
            self._found.append(message)
        return message

    def tell(self, method: str, **params: Any) -> None:
        self.socket.send_json({"jsonrpc": "2.0", "method": method, "params": params})

    def raw(self, text: str) -> Json:
        """What is answered to a frame that is no request; nothing else may be under way."""
        self.socket.send_text(text)
        return self._hear()

    def open(self, path: str, text: str, place: str = "project") -> str:
        uri = f"file:///{place}/{path}"
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def change(self, uri: str, version: int, text: str) -> None:
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def at(self, method: str, uri: str, text: str, mark: str, **more: Any) -> Any:
        """Ask about the place behind the first ``mark`` in a text."""
        return self.ask(f"textDocument/{method}", textDocument={"uri": uri}, position=behind(text, mark), **more)

    def diagnostics(self, uri: str, version: int) -> list[Json]:
        """What is found in a version of a document; waits for it."""
        while True:
            message = self._found.pop(0) if self._found else self._hear()
            params = message.get("params", {})
            if params.get("uri") == uri and params.get("version") == version:
                found: list[Json] = params["diagnostics"]
                return found

    def _hear(self) -> Json:
        message: Json = self.socket.receive_json()
        return message


@contextmanager
def opened(client: TestClient, name: str = "temperature", **headers: str) -> Iterator[Page]:
    """A page that has introduced itself."""
    with client.websocket_connect(ADDRESS.format(name=name), headers=headers) as socket:
        page = Page(socket)
        page.ask("initialize", capabilities={}, rootUri=None, processId=None)
        page.tell("initialized")
        yield page


def behind(text: str, mark: str) -> Json:
    """The position behind a piece of text."""
    before = text[: text.index(mark) + len(mark)]
    return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}


def labels(completion: Json) -> set[str]:
    """What a completion offers."""
    return {item["label"] for item in completion["items"]}
