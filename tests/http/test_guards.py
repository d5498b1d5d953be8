import asyncio
import json

import pytest
from starlette.types import Receive, Scope, Send

from app.http.guards import STRANGERS_BYTES, BodyLimit, BodyTooLarge, CrossSiteGuard, HostGuard
from tests.http.asgi import Answer, call, reached

HOSTS = {"127.0.0.1", "localhost", "[::1]", "studio.example"}


def code(answer: Answer) -> str:
    assert answer.header("content-type") == "application/problem+json"
    return str(json.loads(answer.body)["code"])


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8000",
        "localhost:1",
        "LOCALHOST:8000",
        "localhost.",
        "localhost.:8000",
        "[::1]",
        "[::1]:8000",
        "Studio.Example",
    ],
)
def test_a_host_of_ours_passes_with_any_port(host: str) -> None:
    assert call(HostGuard(reached, HOSTS), headers=[("Host", host)]).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        "evil.example",
        "127.0.0.1.nip.io",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8000",
        "evil.example:127.0.0.1",
        "localhost:evil.example",
        "localhost:",
        "studio.example.evil.example",
        "evilstudio.example",
        "studio.example..",
        "[::1",
        "[::1].evil.example",
        "[::1]evil",
        "[::2]",
        "::1",
        "127.0.0.1@evil.example",
        "evil.example@127.0.0.1",
        "127.0.0.1, evil.example",
        "127.0.0.1/",
        "0x7f.1",
        "2130706433",
        "0.0.0.0",
        "ⓛocalhost".encode().decode("latin-1"),
    ],
)
def test_any_other_host_is_misdirected(host: str) -> None:
    answer = call(HostGuard(reached, HOSTS), headers=[("Host", host)])

    assert (answer.status, code(answer)) == (421, "host_not_allowed")


def test_a_missing_host_is_misdirected() -> None:
    assert call(HostGuard(reached, HOSTS), headers=[]).status == 421


def test_two_hosts_are_misdirected() -> None:
    """A proxy may believe the other one."""
    headers = [("Host", "127.0.0.1"), ("Host", "evil.example")]

    assert call(HostGuard(reached, HOSTS), headers=headers).status == 421


def test_a_forwarded_host_is_not_believed() -> None:
    headers = [("Host", "evil.example"), ("X-Forwarded-Host", "127.0.0.1"), ("Forwarded", "host=127.0.0.1")]

    assert call(HostGuard(reached, HOSTS), headers=headers).status == 421


UNSAFE = ["POST", "PUT", "DELETE", "PATCH", "QUERY", "post"]
HOST = ("Host", "127.0.0.1:8000")


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize(
    "marks",
    [
        [("Sec-Fetch-Site", "cross-site")],
        [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "")],
        [("Sec-Fetch-Site", "made-up")],
        [("Origin", "https://evil.example")],
        [("Origin", "null")],
        [("Origin", "")],
        [("Origin", "http://127.0.0.1:8001")],
        [("Origin", "http://127.0.0.1")],
        [("Origin", "http://127.0.0.1:8000.evil.example")],
        [("Origin", "http://127.0.0.1:8000@evil.example")],
        [("Origin", "http://evil.example/127.0.0.1:8000")],
        [("Origin", "http://[::1")],
        [("Origin", "file://")],
        [("Sec-Fetch-Site", "same-origin"), ("Origin", "https://evil.example")],
        [("Sec-Fetch-Site", "none"), ("Origin", "null")],
        [("Sec-Fetch-Site", "cross-site"), ("Origin", "null")],
        [("Sec-Fetch-Site", "cross-site"), ("Origin", "http://127.0.0.1:8000")],
    ],
)
def test_an_unsafe_request_from_elsewhere_is_refused(method: str, marks: list[tuple[str, str]]) -> None:
    answer = call(CrossSiteGuard(reached), method, headers=[HOST, *marks])

    assert (answer.status, code(answer)) == (403, "cross_site")


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize(
    "marks",
    [
        [],
        [("Sec-Fetch-Site", "same-origin")],
        [("Sec-Fetch-Site", "none")],
        [("Origin", "http://127.0.0.1:8000")],
        [("Origin", "https://127.0.0.1:8000"), ("Sec-Fetch-Site", "same-origin")],
        [("Origin", "null"), ("Sec-Fetch-Site", "same-origin")],
    ],
)
def test_the_studios_own_pages_and_scripts_may_change_things(method: str, marks: list[tuple[str, str]]) -> None:
    assert call(CrossSiteGuard(reached), method, headers=[HOST, *marks]).status == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_link_from_elsewhere_may_lead_here(method: str) -> None:
    headers = [HOST, ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")]

    assert call(CrossSiteGuard(reached), method, headers=headers).status == 200


def limited(**request: object) -> Answer:
    return call(BodyLimit(reached, 10, {"/large": 20}), "POST", **request)  # type: ignore[arg-type]


def test_a_body_of_exactly_the_limit_passes() -> None:
    assert limited(headers=[("Content-Length", "10")], chunks=[b"x" * 10]).body == b"10"


def test_a_declared_body_over_the_limit_is_refused_unread() -> None:
    answer = limited(headers=[("Content-Length", "11")], chunks=[])

    assert (answer.status, code(answer)) == (413, "body_too_large")


@pytest.mark.parametrize("declared", ["", "-1", "ten", "1e9", "٣", "1" * 30, "1" * 5_000, "²", "+5", "5, 5", "0x5"])
def test_a_length_that_is_no_number_is_refused(declared: str) -> None:
    headers = [("Content-Length", declared if declared == "²" else declared.encode().decode("latin-1"))]

    assert limited(headers=headers, chunks=[b"x"]).status == 413


def test_a_chunked_body_is_counted() -> None:
    assert limited(headers=[], chunks=[b"x" * 5] * 2).body == b"10"

    answer = limited(headers=[], chunks=[b"x" * 5] * 3)
    assert (answer.status, code(answer)) == (413, "body_too_large")


def test_a_lying_length_does_not_help() -> None:
    assert limited(headers=[("Content-Length", "1")], chunks=[b"x" * 11]).status == 413


def test_one_address_alone_may_take_more() -> None:
    assert limited(path="/large", headers=[("Content-Length", "20")], chunks=[b"x" * 20]).body == b"20"
    assert limited(path="/large", headers=[], chunks=[b"x" * 21]).status == 413
    for path in ("/large/", "/larger", "/Large", "//large"):
        assert limited(path=path, headers=[("Content-Length", "11")]).status == 413


@pytest.mark.parametrize(
    ("path", "status"),
    [("/c/7/import", 200), ("/c/a.b/import", 200), ("/c//import", 413), ("/c/7/8/import", 413), ("/c/7/import/", 413),
     ("/x/c/7/import", 413), ("/c/import", 413)],
)  # fmt: skip
def test_a_star_stands_for_one_part_of_an_address(path: str, status: int) -> None:
    answer = call(BodyLimit(reached, 10, {"/c/*/import": 20}), "POST", path, headers=[], chunks=[b"x" * 15])

    assert answer.status == status


def test_what_turns_out_too_large_after_the_answer_began_is_cut_off() -> None:
    async def hasty(_scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
        await receive()  # type: ignore[operator]

    with pytest.raises(BodyTooLarge):
        call(BodyLimit(hasty, 10, {"/large": 20}), "POST", headers=[], chunks=[b"x" * 11])


def test_a_start_up_event_passes_all_guards() -> None:
    seen: list[str] = []

    async def app(scope: dict[str, object], _receive: object, _send: object) -> None:
        seen.append(str(scope["type"]))

    for guard in (HostGuard(app, HOSTS), CrossSiteGuard(app), BodyLimit(app, 1, {"/": 1})):  # type: ignore[arg-type]
        asyncio.run(guard({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"] * 3


def test_too_large_a_body_is_said_also_where_the_reader_took_it_for_a_mistake() -> None:
    async def wary(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await reached(scope, receive, send)
        except BodyTooLarge:  # as a web framework does, that answers any trouble with the body itself
            await send({"type": "http.response.start", "status": 400, "headers": []})

    answer = call(BodyLimit(wary, 10, {}), "POST", headers=[], chunks=[b"x" * 11])
    assert (answer.status, code(answer)) == (413, "body_too_large")


@pytest.mark.parametrize("headers", [[], [("Content-Length", str(STRANGERS_BYTES + 1))]])
def test_a_stranger_may_send_no_more_than_signing_in_takes(headers: list[tuple[str, str]]) -> None:
    def strange(size: int) -> Answer:
        guard = BodyLimit(reached, 1 << 20, {"/": 1 << 30}, is_known=lambda _: False)
        return call(guard, "POST", headers=headers if size > STRANGERS_BYTES else [], chunks=[b"x" * size])

    assert strange(STRANGERS_BYTES).status == 200
    answer = strange(STRANGERS_BYTES + 1)
    assert (answer.status, code(answer)) == (401, "sign_in_needed")
