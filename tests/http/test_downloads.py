from email.message import Message

import pytest
from starlette.testclient import TestClient

from app.db.session import unit_of_work
from app.http.downloads import attachment, matches, matches_weakly
from tests.support.components import component
from tests.support.studio import an_artifact


@pytest.fixture
def address(client: TestClient) -> str:
    studio = client.app.state.studio  # type: ignore[attr-defined]  # the application, typed as any ASGI callable
    with unit_of_work(studio.engine) as session:
        digest = an_artifact(session, studio.blobs).digest
    return f"/api/v1/artifacts/{digest}/component.wasm"


BODY = component()
SIZE = len(BODY)


def test_a_component_comes_whole_as_an_attachment(client: TestClient, address: str) -> None:
    got = client.get(address)
    digest = address.split("/")[4]

    assert (got.status_code, got.content) == (200, BODY)
    assert got.headers["Content-Type"] == "application/wasm"
    assert got.headers["ETag"] == f'"{digest.removeprefix("sha256:")}"'
    assert got.headers["Content-Disposition"].startswith(f'attachment; filename="cooler-{digest[7:19]}.wasm"')
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Accept-Ranges"] == "bytes"
    assert got.headers["Content-Length"] == str(SIZE)


def test_a_head_request_gets_the_headers_alone(client: TestClient, address: str) -> None:
    got = client.head(address)

    assert (got.status_code, got.content, got.headers["Content-Length"]) == (200, b"", str(SIZE))


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, SIZE)),
        ("bytes=5-9", (5, 10)),
        ("bytes=-4", (SIZE - 4, SIZE)),
        (f"bytes=-{SIZE + 100}", (0, SIZE)),
        (f"bytes={SIZE - 1}-", (SIZE - 1, SIZE)),
        (f"bytes=3-{SIZE * 9}", (3, SIZE)),
    ],
)
def test_one_range_is_answered_with_that_part(
    client: TestClient, address: str, asked: str, span: tuple[int, int]
) -> None:
    got = client.get(address, headers={"Range": asked})

    assert (got.status_code, got.content) == (206, BODY[slice(*span)])
    assert got.headers["Content-Range"] == f"bytes {span[0]}-{span[1] - 1}/{SIZE}"
    assert got.headers["Content-Length"] == str(span[1] - span[0])


@pytest.mark.parametrize(
    "asked", [f"bytes={SIZE}-", "bytes=9999999-", "bytes=-0", "bytes=9-5", "bytes=" + "9" * 18 + "-"]
)
def test_a_range_outside_is_refused_with_the_size(client: TestClient, address: str, asked: str) -> None:
    got = client.get(address, headers={"Range": asked})

    assert (got.status_code, got.json()["code"]) == (416, "range_outside")
    assert got.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=0-1,3-4",
        "items=0-1",
        "bytes=0-" + "9" * 40,
        "bytes = 0-1",
        "bytes=0x0-1",
        "bytes=--5",
    ],
)
def test_a_range_that_makes_no_sense_is_ignored(client: TestClient, address: str, asked: str) -> None:
    got = client.get(address, headers={"Range": asked})

    assert (got.status_code, got.content) == (200, BODY)


def test_a_range_of_another_version_is_ignored(client: TestClient, address: str) -> None:
    etag = client.get(address).headers["ETag"]

    for given, status in ((etag, 206), ('"other"', 200), (f"W/{etag}", 200), ("Sat, 01 Jan 2000 00:00:00 GMT", 200)):
        assert client.get(address, headers={"Range": "bytes=0-0", "If-Range": given}).status_code == status


@pytest.mark.parametrize("given", ["{etag}", "W/{etag}", '"other", {etag}', "*"])
def test_who_has_it_already_is_told_so(client: TestClient, address: str, given: str) -> None:
    etag = client.get(address).headers["ETag"]
    got = client.get(address, headers={"If-None-Match": given.format(etag=etag), "Range": "bytes=0-0"})

    assert (got.status_code, got.content, got.headers["ETag"]) == (304, b"", etag)


def test_who_has_another_version_gets_this_one(client: TestClient, address: str) -> None:
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_bytes_that_are_gone_are_said_to_be_gone(client: TestClient, address: str) -> None:
    client.app.state.studio.blobs.delete(address.split("/")[4])  # type: ignore[attr-defined]

    got = client.get(address)
    assert (got.status_code, got.json()["code"]) == (404, "blob_missing")


@pytest.mark.parametrize(
    "name",
    [
        "plain.wasm",
        'quo"te.wasm',
        "semi;colon=1.wasm",
        "new\r\nSet-Cookie: a=b.wasm",
        "back\\slash",
        "../../etc/passwd",
        "ünïcode 温度.wasm",
        "\u202egpj.wasm",
        "nul\0",
        "%22%0d%0a",
        "",
    ],
)
def test_no_file_name_breaks_out_of_the_header(name: str) -> None:
    header = attachment(name)
    parsed = Message()
    parsed["Content-Disposition"] = header

    assert header.isascii()
    assert header.isprintable()
    assert parsed.get_content_disposition() == "attachment"
    assert {key for key, _ in parsed.get_params(header="content-disposition")} <= {  # type: ignore[union-attr]
        "attachment",
        "filename",
        "filename*",
    }
    assert header.count('"') == 2


@pytest.mark.parametrize(
    ("header", "expected"),
    [(None, False), ("", False), ('"a"', True), ('"b" , "a"', True), ("*", True), ("a", False), ('"ab"', False)],
)
def test_entity_tags_are_compared_as_wholes(header: str | None, expected: bool) -> None:
    assert matches(header, '"a"') is matches_weakly(header, '"a"') is expected


def test_a_weak_tag_names_equal_content_but_not_the_same_bytes() -> None:
    assert matches_weakly('"b", W/"a"', '"a"')
    assert not matches('"b", W/"a"', '"a"')
