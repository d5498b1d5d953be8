"""Bundles as they go over the wire: compressed, with tags of their own, kept for ever."""

import gzip
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from app.http.static import FOREVER, Bundles
from tests.http.asgi import Answer, call

SCRIPT = b"export const answer = 42; // " + b"forty two " * 400
NAME = "app-0123456789.js"


@pytest.fixture
def bundles(tmp_path: Path) -> ASGIApp:
    (tmp_path / NAME).write_bytes(SCRIPT)
    (tmp_path / "chunk-ABCD1234.js").write_bytes(SCRIPT)
    (tmp_path / "small-0123456789.js").write_bytes(b"1;")
    (tmp_path / "manifest.json").write_bytes(b"{}" + b" " * 4000)
    return Bundles(directory=tmp_path)


def ask(app: ASGIApp, name: str = NAME, method: str = "GET", **headers: str) -> Answer:
    pairs = [(key.replace("_", "-"), value) for key, value in headers.items()]
    return call(app, method, f"/{name}", [("Host", "127.0.0.1"), *pairs])


@pytest.mark.parametrize("name", [NAME, "chunk-ABCD1234.js"])
def test_a_bundle_comes_compressed_and_may_be_kept_for_ever(bundles: ASGIApp, name: str) -> None:
    answer = ask(bundles, name, Accept_Encoding="gzip, br")
    assert answer.header("content-encoding") == "gzip"
    assert answer.header("content-length") == str(len(answer.body))
    assert answer.header("vary") == "Accept-Encoding"
    assert answer.header("cache-control") == FOREVER
    assert (answer.header("content-type") or "").startswith("text/javascript")
    assert gzip.decompress(answer.body) == SCRIPT


@pytest.mark.parametrize("accepted", ["br", "gzip;q=0"])
def test_without_gzip_it_comes_as_it_is_with_another_tag(bundles: ASGIApp, accepted: str) -> None:
    plain, small = ask(bundles, Accept_Encoding=accepted), ask(bundles, Accept_Encoding="gzip")
    assert plain.body == SCRIPT
    assert plain.header("vary") == "Accept-Encoding"
    assert plain.header("etag") != small.header("etag")


def test_who_has_it_already_is_told_so_in_either_encoding(bundles: ASGIApp) -> None:
    for accepted in ("gzip", "identity"):
        tag = ask(bundles, Accept_Encoding=accepted).header("etag") or ""
        again = ask(bundles, Accept_Encoding=accepted, If_None_Match=f'"other", W/{tag}')
        assert (again.status, again.body) == (304, b""), accepted
        assert again.header("etag") == tag


def test_a_part_is_a_part_of_the_file_itself(bundles: ASGIApp) -> None:
    answer = ask(bundles, Accept_Encoding="gzip", Range="bytes=0-5")
    assert (answer.status, answer.body) == (206, b"export")
    assert answer.header("content-encoding") is None


def test_what_is_small_or_may_change_is_not_compressed(bundles: ASGIApp) -> None:
    for name in ("small-0123456789.js", "manifest.json"):
        assert ask(bundles, name, Accept_Encoding="gzip").header("content-encoding") is None
    assert ask(bundles, "manifest.json").header("cache-control") is None
