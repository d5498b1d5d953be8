"""Fetching a share's copy from a server that may do anything."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.errors import Conflict, Gone, LimitExceeded, NotFound, StudioError
from app.sandbox.profiles import COPY
from app.settings import Settings
from app.sharing import fetching
from app.sharing.fetching import fetched
from app.sharing.links import ShareLink

TOKEN = "t" * 32
ZIP = "application/zip"
Answer = Callable[[socket.socket], None]


def plain(body: bytes, status: str = "200 OK", kind: str = ZIP, *more: str, length: int | None = None) -> Answer:
    size = len(body) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {size}", *more]
    return lambda taken: taken.sendall("\r\n".join([*head, "", ""]).encode() + body)


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[ShareLink, list[bytes]]]:
    """A server that gives the same answer to everybody, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    taken, _ = server.accept()
                except OSError:
                    return
                with taken:
                    asked.append(taken.recv(10_000))
                    try:
                        answer(taken)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield ShareLink("http", "127.0.0.1", server.getsockname()[1], TOKEN), asked
        server.shutdown(socket.SHUT_RDWR)
    thread.join(30)


def fetch(settings: Settings, answer: Answer) -> tuple[bytes, list[bytes]]:
    settings.work_dir.mkdir(exist_ok=True)
    with serving(answer) as (link, asked):
        try:
            with fetched(settings, link) as file:
                return file.read_bytes(), asked
        finally:
            assert list(settings.work_dir.iterdir()) == []


def test_the_copy_is_asked_for_and_nothing_else(settings: Settings) -> None:
    content, asked = fetch(settings, plain(b"PK" * 100_000))
    assert content == b"PK" * 100_000
    [question] = asked
    assert question.startswith(f"GET /s/{TOKEN}/copy.zip HTTP/1.1\r\n".encode())
    assert b"Cookie" not in question
    assert b"Authorization" not in question


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (plain(b"", "404 Not Found"), NotFound, "nothing under this link"),
        (plain(b"", "410 Gone"), Gone, "closed"),
        (plain(b"", "403 Forbidden"), Conflict, "for reading only"),
        (plain(b"", "429 Too Many"), Conflict, "asks to wait"),
        (plain(b"", "500 Oh"), Conflict, "answered with 500"),
        (plain(b"", "204 No Content"), Conflict, "answered with 204"),
        (plain(b"<html>", kind="text/html"), Conflict, "no copy of a share"),
        (plain(b"short", length=1_000), Conflict, "did not answer"),
        (lambda taken: taken.sendall(b"\x00\xff no http\r\n\r\n"), Conflict, "did not answer"),
        (lambda taken: taken.close(), Conflict, "did not answer"),
        (lambda taken: taken.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000), Conflict, "did not answer"),
    ],
)
def test_whatever_else_it_answers_is_told(
    settings: Settings, answer: Answer, error: type[StudioError], words: str
) -> None:
    with pytest.raises(error, match=words) as told:
        fetch(settings, answer)
    assert TOKEN not in told.value.detail


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_not_followed(settings: Settings, status: str) -> None:
    with serving(plain(b"PK secret")) as (inner, asked):
        away = f"Location: http://127.0.0.1:{inner.port}/s/{TOKEN}/copy.zip"
        with pytest.raises(Conflict, match=f"answered with {status[:3]}"):
            fetch(settings, plain(b"", status, ZIP, away))
        assert asked == []


def test_one_that_is_too_large_is_not_taken_whole(settings: Settings) -> None:
    small = settings.model_copy(update={"case_max_bytes": 1_000, "request_max_bytes": 100_000})
    sent: list[int] = []

    def endless(taken: socket.socket) -> None:
        taken.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {ZIP}\r\n\r\n".encode())
        while True:
            sent.append(taken.send(b"x" * 65_536))

    with pytest.raises(LimitExceeded, match="more than 97"):
        fetch(small, endless)
    assert sum(sent) < 64 << 20


def test_one_that_dribbles_is_stopped(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "COPY", replace(COPY, limits=replace(COPY.limits, wall_s=3)))
    over = threading.Event()

    def dribble(taken: socket.socket) -> None:
        taken.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {ZIP}\r\nContent-Length: 1000\r\n\r\n".encode())
        while not over.wait(0.2):
            taken.sendall(b"x")

    try:
        with pytest.raises(Conflict, match="give the file"):
            fetch(settings, dribble)
    finally:
        over.set()


def test_nobody_there(settings: Settings) -> None:
    settings.work_dir.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with (
        pytest.raises(Conflict, match="did not answer"),
        fetched(settings, ShareLink("http", "127.0.0.1", port, TOKEN)),
    ):
        pass


@pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "fe80::1", "::ffff:127.0.0.1"])
def test_an_address_that_no_studio_has_is_not_asked(settings: Settings, host: str) -> None:
    settings.work_dir.mkdir(exist_ok=True)
    link = ShareLink("https", host, 443, TOKEN)
    with pytest.raises(Conflict, match=r"no other studio can have|did not answer"), fetched(settings, link):
        pass


def test_a_name_that_leads_back_to_this_machine_is_not_asked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a name server says of an allowed name does not open the services of this machine."""
    with serving(plain(b"PK")) as (link, asked):
        name = ShareLink("http", socket.gethostname(), link.port, TOKEN)
        settings.work_dir.mkdir(exist_ok=True)
        with pytest.raises(Conflict), fetched(settings, name):
            pass
        assert asked == []


def test_a_certificate_that_nobody_trusts(settings: Settings) -> None:
    """A server that speaks no TLS at all is refused in the same words."""
    settings.work_dir.mkdir(exist_ok=True)
    with serving(plain(b"PK")) as (link, _):
        safe = replace(link, scheme="https")
        with (
            pytest.raises(Conflict, match=r"no certificate that this machine trusts|did not answer"),
            fetched(settings, safe),
        ):
            pass
