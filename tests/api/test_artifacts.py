import pytest
from starlette.testclient import TestClient

from app.db.session import unit_of_work
from app.http.studio import Studio
from app.kit.digests import digest_of
from tests.api.conftest import API, problem
from tests.components.writing import MODULE, exports
from tests.components.writing import component as written
from tests.support.components import FILTER, MAP, component
from tests.support.studio import a_build, an_artifact

UNKNOWN = digest_of(b"unknown")


def test_a_component_built_elsewhere_is_taken_in_and_given_out(client: TestClient) -> None:
    content = component(FILTER)
    stored = client.post(f"{API}/artifacts?name=theirs", content=content)
    shown = stored.json()

    assert (stored.status_code, stored.headers["Location"]) == (201, f"{API}/artifacts/{digest_of(content)}")
    assert (shown["kinds"], shown["api_version"], shown["origin"]) == (["filter"], "1.0.0", "uploaded")
    assert (shown["exports"], shown["imports"], shown["size"]) == ([FILTER], [], len(content))
    assert client.get(stored.headers["Location"]).json() == shown
    assert client.get(f"{stored.headers['Location']}/component.wasm").content == content


def test_taking_in_the_same_component_again_changes_nothing(client: TestClient) -> None:
    first = client.post(f"{API}/artifacts?name=first", content=component()).json()
    second = client.post(f"{API}/artifacts?name=second", content=component()).json()

    assert second == first
    assert len(client.get(f"{API}/artifacts").json()["items"]) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_component"),
        (b"hello", "not_a_component"),
        (MODULE, "not_a_component"),
        (component()[:-7], "not_a_component"),
        (b"\0asm\x0d\0\x01\0" + b"\xff" * 1000, "not_a_component"),
        (written(), "not_an_operator"),
        (written(exports("wasi:cli/run@0.2.0")), "not_an_operator"),
        (component(MAP, imports=("evil:host/shell@1.0.0",)), "not_an_operator"),
    ],
)
def test_what_is_no_operator_is_refused_with_a_reason(client: TestClient, content: bytes, code: str) -> None:
    problem(client.post(f"{API}/artifacts", content=content), 422, code)

    assert client.get(f"{API}/artifacts").json()["items"] == []


def test_an_upload_has_a_name_that_would_do_for_a_project(client: TestClient) -> None:
    for name in ("", "../x", 'a"; rm', "n" * 65):
        problem(client.post(f"{API}/artifacts", params={"name": name}, content=component()), 422, "invalid_name")


def test_an_upload_may_be_larger_than_other_bodies_up_to_its_own_limit(client: TestClient, studio: Studio) -> None:
    above = studio.settings.request_max_bytes + 1
    problem(client.post(f"{API}/artifacts", content=bytes(above)), 422, "not_a_component")

    declared = {"Content-Length": str(studio.settings.component_max_bytes * 2)}
    problem(client.post(f"{API}/artifacts", headers=declared), 413, "body_too_large")


def test_artifacts_come_in_pages_newest_first(client: TestClient, studio: Studio) -> None:
    with unit_of_work(studio.engine) as session:
        made = [an_artifact(session, studio.blobs, component(seed=bytes([n]))).digest for n in range(1, 6)]

    first = client.get(f"{API}/artifacts?limit=3").json()
    second = client.get(f"{API}/artifacts?limit=3&after={first['next']}").json()
    assert [shown["digest"] for shown in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None


def test_an_artifact_names_every_build_that_gave_it(client: TestClient, studio: Studio, digest: str) -> None:
    with unit_of_work(studio.engine) as session:
        ids = [a_build(session, artifact_digest=digest, status="succeeded", revision=n).id for n in (1, 2)]

    builds = client.get(f"{API}/artifacts/{digest}").json()["builds"]
    assert [(build["id"], build["project"], build["revision"]) for build in builds] == [
        (ids[0], "cooler", 1),
        (ids[1], "cooler", 2),
    ]


@pytest.mark.parametrize("part", ["", "/component.wasm"])
def test_an_unknown_or_malformed_digest(client: TestClient, part: str) -> None:
    problem(client.get(f"{API}/artifacts/{UNKNOWN}{part}"), 404, "artifact_unknown")
    for digest in ("latest", UNKNOWN[:-1], UNKNOWN.upper(), UNKNOWN.replace(":", "%3A%00")):
        problem(client.get(f"{API}/artifacts/{digest}{part}"), 422, "digest_malformed")
    problem(client.get(f"{API}/artifacts?after=x"), 422, "digest_malformed")


def test_a_deleted_artifact_is_gone_with_its_bytes(client: TestClient, studio: Studio, digest: str) -> None:
    path = studio.precompiled.ensure(digest)
    assert client.delete(f"{API}/artifacts/{digest}").status_code == 204

    problem(client.get(f"{API}/artifacts/{digest}"), 404, "artifact_unknown")
    problem(client.delete(f"{API}/artifacts/{digest}"), 404, "artifact_unknown")
    assert not path.exists()


def test_an_artifact_with_stored_results_stays(client: TestClient, digest: str) -> None:
    run = client.post(f"{API}/runs", json={"artifact": digest, "messages": [{}]}).json()
    refused = problem(client.delete(f"{API}/artifacts/{digest}"), 409, "artifact_in_use")
    assert refused["references"] == ["1 stored result refers to it"]

    assert client.delete(f"{API}/runs/{run['id']}").status_code == 204
    assert client.delete(f"{API}/artifacts/{digest}").status_code == 204


def test_a_slimmed_component_tells_its_size_before_and_what_was_done(client: TestClient, studio: Studio) -> None:
    facts = {
        "stripped_bytes": 90, "unused_bytes": 2, "freed_bytes": 5, "zero_bytes": 7, "segments": 3, "heap_walk": "ok",
        "checked": {"imports": True, "exports": True, "smoke": True},
    }  # fmt: skip
    with unit_of_work(studio.engine) as session:
        artifact = an_artifact(session, studio.blobs)
        artifact.plain_size, artifact.slimming = 1_000, facts
        digest = artifact.digest

    shown = client.get(f"{API}/artifacts/{digest}").json()
    assert (shown["plain_size"], shown["slimming"]) == (1_000, facts)

    page = client.get(f"/artifacts/{digest}").text
    assert "% smaller than the toolchain&#39;s 1,000 bytes" in page
    assert "a first call of the result" in page


def test_a_component_that_was_not_slimmed_says_so(client: TestClient) -> None:
    shown = client.post(f"{API}/artifacts?name=theirs", content=component()).json()

    assert (shown["plain_size"], shown["slimming"]) == (None, None)
