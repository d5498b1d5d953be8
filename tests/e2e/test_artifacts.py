"""Artifacts over HTTP: the bytes down, in parts, and up again."""

import hashlib

import httpx2
import pytest

from tests.e2e.operators import BOILING
from tests.e2e.ready import SAMPLE
from tests.support.api import Api

pytestmark = pytest.mark.build

PART = 5_000_000  # bytes
MOST_MEASURED_ELSEWHERE = 200_000_000  # bytes; a component with CPython inside has a fifth of it


@pytest.fixture(scope="module")
def digest(api: Api) -> str:
    api.project(SAMPLE)
    return api.artifact(SAMPLE)


def part(api: Api, digest: str, wanted: str, *expected: int) -> httpx2.Response:
    return api.call("GET", f"/artifacts/{digest}/component.wasm", *expected, headers={"Range": f"bytes={wanted}"})


def test_a_download_in_parts_is_the_download_as_a_whole(api: Api, digest: str) -> None:
    whole = api.call("GET", f"/artifacts/{digest}/component.wasm")
    size = len(whole.content)
    assert size == api.get(f"/artifacts/{digest}")["size"] < MOST_MEASURED_ELSEWHERE
    assert f"sha256:{hashlib.sha256(whole.content).hexdigest()}" == digest
    assert whole.headers["etag"] == f'"{digest.removeprefix("sha256:")}"'
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.headers["content-disposition"].startswith(f'attachment; filename="{SAMPLE}-')

    parts = [part(api, digest, f"{start}-{start + PART - 1}", 206) for start in range(0, size, PART)]

    assert b"".join(answer.content for answer in parts) == whole.content
    assert parts[-1].headers["content-range"] == f"bytes {size - size % PART}-{size - 1}/{size}"
    assert part(api, digest, "-4", 206).content == whole.content[-4:]
    assert part(api, digest, f"{size}-", 416).headers["content-range"] == f"bytes */{size}"


def test_a_browser_that_has_the_component_is_not_sent_it_again(api: Api, digest: str) -> None:
    etag = f'"{digest.removeprefix("sha256:")}"'
    answer = api.call("GET", f"/artifacts/{digest}/component.wasm", 304, headers={"If-None-Match": etag})
    assert answer.content == b""


def test_the_bytes_of_a_built_component_taken_in_again_are_the_same_artifact(api: Api, digest: str) -> None:
    before = api.get(f"/artifacts/{digest}")
    content = api.call("GET", f"/artifacts/{digest}/component.wasm").content

    stored = api.call("POST", "/artifacts", 201, params={"name": "another-name"}, content=content)

    assert stored.headers["location"] == f"/api/v1/artifacts/{digest}"
    assert stored.json() == before
    assert before["origin"] == "built"


def test_an_artifact_names_every_build_that_gave_it(api: Api, digest: str) -> None:
    known = {build["id"] for build in api.get(f"/artifacts/{digest}")["builds"]}
    again = api.ask_build(SAMPLE)
    api.call("DELETE", f"/projects/{SAMPLE}", 204)

    builds = api.get(f"/artifacts/{digest}")["builds"]

    assert {build["id"] for build in builds} - known == {again["id"]}
    assert builds[-1] == {name: again[name] for name in builds[-1]}
    api.project(SAMPLE)


def test_a_run_of_an_artifact_needs_no_project(api: Api, digest: str) -> None:
    api.call("DELETE", f"/projects/{SAMPLE}", 204)

    run = api.run(artifact=digest, messages=[BOILING])

    assert (run["status"], run["project"], run["revision"]) == ("completed", None, None)
    refused = api.call("DELETE", f"/artifacts/{digest}", 409).json()
    assert (refused["code"], refused["references"]) == ("artifact_in_use", ["1 stored result refers to it"])
    api.call("DELETE", f"/runs/{run['id']}", 204)
    api.call("GET", f"/runs/{run['id']}", 404)
    api.project(SAMPLE)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_component"),
        (b"MZ\x90 not a component at all", "not_a_component"),
        (b"\0asm\x01\0\0\0", "not_a_component"),  # a core module
        (b"\0asm\x0d\0\x01\0", "not_an_operator"),  # a component without anything in it
    ],
)
def test_what_is_no_operator_is_not_taken_in(api: Api, content: bytes, code: str) -> None:
    assert api.call("POST", "/artifacts", 422, content=content).json()["code"] == code
