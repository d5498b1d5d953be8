"""What is compressed, for whom, and what never is."""

import gzip

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.compress import Compress
from app.http.encodings import takes_gzip
from tests.http.asgi import Answer, call

PAGE = "Grüße ".encode() * 500


def answering(content_type: str, parts: list[bytes], **headers: str) -> ASGIApp:
    """An application that answers every request with these parts."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        named = {"content-type": content_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
        pairs = [(name.encode(), value.encode()) for name, value in named.items()]
        await send({"type": "http.response.start", "status": 200, "headers": pairs})
        for number, part in enumerate(parts, 1):
            await send({"type": "http.response.body", "body": part, "more_body": number < len(parts)})

    return app


def ask(app: ASGIApp, accepted: str | None = "gzip", method: str = "GET") -> Answer:
    headers = [] if accepted is None else [("Accept-Encoding", accepted)]
    return call(Compress(app), method, headers=headers)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/json", "application/problem+json"])
def test_a_page_and_json_come_compressed_with_a_length_that_is_true(content_type: str) -> None:
    answer = ask(answering(content_type, [PAGE], content_length=str(len(PAGE))))
    assert answer.header("content-encoding") == "gzip"
    assert answer.header("content-length") == str(len(answer.body))
    assert answer.header("vary") == "Accept-Encoding"
    assert gzip.decompress(answer.body) == PAGE
    assert len(answer.body) < len(PAGE) / 10


def test_a_very_long_page_is_the_same_after_unpacking() -> None:
    assert gzip.decompress(ask(answering("text/html", [PAGE * 100])).body) == PAGE * 100


@pytest.mark.parametrize("accepted", [None, "", "br", "gzip;q=0", "identity, gzip;q=0.0", "*;q=0", "gzip;q=much"])
def test_who_does_not_take_gzip_gets_the_page_as_it_is_and_caches_are_told(accepted: str | None) -> None:
    answer = ask(answering("text/html", [PAGE]), accepted)
    assert answer.body == PAGE
    assert answer.header("content-encoding") is None
    assert answer.header("vary") == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["gzip", "br, GZIP", "deflate, gzip;q=0.5", "*"])
def test_the_ways_to_say_that_gzip_is_taken(accepted: str) -> None:
    assert ask(answering("text/html", [PAGE]), accepted).header("content-encoding") == "gzip"


def test_a_stream_goes_out_part_by_part_and_untouched() -> None:
    answer = ask(answering("text/event-stream", [b"id: 1\n\n", PAGE]))
    assert (answer.header("content-encoding"), answer.body) == (None, b"id: 1\n\n" + PAGE)


def test_a_page_that_is_sent_in_parts_is_left_alone() -> None:
    answer = ask(answering("text/html", [PAGE, PAGE]))
    assert (answer.header("content-encoding"), answer.body) == (None, PAGE + PAGE)


@pytest.mark.parametrize("header", ["etag", "content_encoding", "content_disposition", "content_range"])
def test_what_has_rules_of_its_own_is_left_alone(header: str) -> None:
    answer = ask(answering("application/json", [PAGE], **{header: '"a"'}))
    assert answer.body == PAGE
    assert answer.header("vary") is None


def test_a_short_answer_and_an_empty_one_are_left_alone() -> None:
    assert ask(answering("text/html", [b"<p>Short.</p>"])).body == b"<p>Short.</p>"
    assert ask(answering("text/html", [b""]), method="HEAD").body == b""


def test_a_header_that_is_nonsense_takes_nothing() -> None:
    assert not takes_gzip({"Accept-Encoding": ";;,,=;q=1, \x00"})  # type: ignore[arg-type]  # as good as Headers here
