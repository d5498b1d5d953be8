"""A package index of the tests' own on 127.0.0.1: the simple repository pages of PEP 503, with hashes."""

import base64
import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from packaging.utils import canonicalize_name

from tests.support.wheels import Wheel


@dataclass
class Index:
    """``url`` is the address without sign-in; ``asked`` are the paths that were asked for, in order."""

    wheels: list[Wheel]
    sign_in: str | None = None  # "name:password"
    asked: list[str] = field(default_factory=list)
    spoilt: set[str] = field(default_factory=set)  # names whose files are not those that the pages describe
    url: str = ""

    def with_sign_in(self, user_part: str) -> str:
        return self.url.replace("//", f"//{user_part}@")


@contextmanager
def package_index(*wheels: Wheel, sign_in: str | None = None) -> Iterator[Index]:
    """Serves these wheels while the block lasts."""
    index = Index(list(wheels), sign_in)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(index))
    index.url = f"http://127.0.0.1:{server.server_port}/simple"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(index: Index) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            index.asked.append(self.path)
            if not self._signed_in():
                return self._answer(401, b"")
            kind, _, name = self.path.strip("/").partition("/")
            if kind == "simple":
                return self._page(name)
            return self._file(name)

        def do_HEAD(self) -> None:  # uv asks so whether it may fetch parts of a file
            self.do_GET()

        def _signed_in(self) -> bool:
            if index.sign_in is None:
                return True
            wanted = base64.b64encode(index.sign_in.encode()).decode()
            return self.headers.get("Authorization") == f"Basic {wanted}"

        def _page(self, name: str) -> None:
            found = [wheel for wheel in index.wheels if canonicalize_name(wheel.name) == name]
            self._answer(200, _links(found)) if found else self._answer(404, b"")

        def _file(self, filename: str) -> None:
            for wheel in index.wheels:
                if wheel.filename == filename:
                    spoilt = b"\0" if wheel.name in index.spoilt else b""
                    return self._answer(200, wheel.content() + spoilt)
            return self._answer(404, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="index"')
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- its name in the class above
            """Nothing on the tests' own output."""

    return Handler


def _links(wheels: Sequence[Wheel]) -> bytes:
    lines = []
    for wheel in wheels:
        digest = hashlib.sha256(wheel.content()).hexdigest()
        python = (
            f' data-requires-python="{wheel.python.replace(">", "&gt;").replace("<", "&lt;")}"' if wheel.python else ""
        )
        lines.append(f'<a href="/files/{wheel.filename}#sha256={digest}"{python}>{wheel.filename}</a><br>')
    return ("<!DOCTYPE html><html><body>" + "\n".join(lines) + "</body></html>").encode()
