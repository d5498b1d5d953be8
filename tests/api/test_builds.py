"""Asking for builds; the studio of these tests has no build worker, so they wait."""

import httpx2
import pytest
from starlette.testclient import TestClient

from app.builds import service
from app.db.models import BuildStatus
from app.db.session import unit_of_work
from app.http.studio import Studio
from tests.api.conftest import API, problem


def ask(client: TestClient, project: str, **wanted: object) -> httpx2.Response:
    """Ask for a build whatever the checks say of its sources."""
    return client.post(f"{project}/builds", json={"force": True, **wanted})


def test_a_build_is_accepted_and_waits(client: TestClient, project: str) -> None:
    asked = ask(client, project)
    build = asked.json()

    assert (asked.status_code, asked.headers["Location"]) == (202, f"{API}/builds/{build['id']}")
    assert (build["project"], build["revision"], build["mode"], build["status"]) == ("cooler", 1, "release", "queued")
    assert (build["position"], build["cached"], build["artifact"], build["error"]) == (0, False, None, None)
    assert client.get(asked.headers["Location"]).json() == build
    assert client.get(f"{project}/builds").json() == {"items": [build], "next": None}


def test_asking_again_answers_the_same_build(client: TestClient, project: str) -> None:
    ids = {ask(client, project, mode="release").json()["id"] for _ in range(3)}

    assert len(ids) == 1
    assert ask(client, project, mode="debug").json()["id"] not in ids


def test_a_build_has_the_adapter_unless_it_is_not_wanted(client: TestClient, project: str) -> None:
    usual = ask(client, project).json()
    plain = ask(client, project, adapter=False).json()

    assert (usual["adapter"], plain["adapter"]) == (True, False)
    assert usual["id"] != plain["id"]
    assert client.get(f"{API}/builds/{usual['id']}").json()["status"] == "queued"
    assert ask(client, project, adapter=True).json()["id"] == usual["id"]


def test_inputs_that_were_built_before_are_answered_at_once(
    client: TestClient, project: str, studio: Studio, digest: str
) -> None:
    build_id = ask(client, project).json()["id"]
    with unit_of_work(studio.engine) as session:
        build = service.get(session, build_id)
        build.status, build.artifact_digest = BuildStatus.SUCCEEDED, digest
    again = ask(client, project)

    assert again.status_code == 200
    assert (again.json()["cached"], again.json()["status"], again.json()["artifact"]) == (True, "succeeded", digest)


@pytest.mark.parametrize(
    "body",
    [
        {"mode": "fast"},
        {"mode": None},
        {"modes": "release"},
        {"adapter": "perhaps"},
        {"adapter": None},
        [],
        "release",
        7,
    ],
)
def test_a_request_that_makes_no_sense_is_refused(client: TestClient, project: str, body: object) -> None:
    problem(client.post(f"{project}/builds", json=body), 422, "request_not_valid")

    assert client.get(f"{project}/builds").json()["items"] == []


def test_a_waiting_build_is_cancelled_once(client: TestClient, project: str) -> None:
    build = ask(client, project).json()
    cancelled = client.post(f"{API}/builds/{build['id']}/cancel").json()

    assert (cancelled["status"], cancelled["position"]) == ("cancelled", None)
    assert cancelled["finished"] is not None
    problem(client.post(f"{API}/builds/{build['id']}/cancel"), 409, "build_ended")
    assert ask(client, project).json()["id"] != build["id"]


def test_a_newer_request_takes_the_place_of_one_that_waits(client: TestClient, project: str) -> None:
    old = ask(client, project).json()["id"]
    client.put(f"{project}/files/cooler.py", content=b"x = 2")
    ask(client, project)

    shown = client.get(f"{API}/builds/{old}").json()
    assert (shown["status"], shown["error"]["code"]) == ("cancelled", "superseded")


def test_the_record_of_a_build_outlives_its_project(client: TestClient, project: str) -> None:
    build = ask(client, project).json()
    client.delete(project)

    assert client.get(f"{API}/builds/{build['id']}").json()["project"] == "cooler"


@pytest.mark.parametrize("part", ["", "/events"])
def test_an_unknown_build(client: TestClient, part: str) -> None:
    for build_id in ("0" * 26, "..", "%00", "x" * 3000, "%F0%9F%92%A9"):
        if build_id != "..":
            problem(client.get(f"{API}/builds/{build_id}{part}"), 404, "build_unknown")
    problem(client.post(f"{API}/builds/unknown/cancel"), 404, "build_unknown")
