"""Runs of collections through the interface. The small component here has no process, so every case of it is broken;
runs of real operators are tested where those are built."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.db.session import unit_of_work
from app.http.studio import Studio
from app.kit.digests import digest_of
from tests.api.conftest import API, problem
from tests.support.collections import a_case, a_collection
from tests.support.polling import until


@pytest.fixture
def collection(studio: Studio) -> str:
    """The address of a collection with three cases."""
    with unit_of_work(studio.engine) as session:
        made = a_collection(session, studio.blobs, *map(a_case, ("a", "b", "c")))
        return f"{API}/collections/{made.id}"


def ask(client: TestClient, collection: str, **body: Any) -> Any:
    return client.post(f"{collection}/runs", json=body)


def ended(client: TestClient, collection: str, **body: Any) -> dict[str, Any]:
    """A run, once it has ended."""
    answer = ask(client, collection, **body)
    assert answer.status_code == 202, answer.text
    address = answer.headers["Location"]
    run: dict[str, Any] = until(lambda: client.get(address).json(), lambda run: run["finished"])
    return run


def test_a_run_is_answered_at_once_and_found_again(client: TestClient, collection: str, digest: str) -> None:
    answer = ask(client, collection, artifact=digest)
    told = answer.json()

    assert (answer.status_code, answer.headers["Location"]) == (202, f"{API}/collection-runs/{told['id']}")
    assert (told["artifact"], told["lane"], told["total"], told["selected"]) == (digest, "artifact", 3, False)
    run = until(lambda: client.get(answer.headers["Location"]).json(), lambda run: run["finished"])
    assert (run["status"], run["counts"]["broken"], run["behind"]) == ("completed", 3, [])
    for listed in (f"{collection}/runs", f"{API}/collection-runs?artifact={digest}", f"{API}/collection-runs"):
        assert client.get(listed).json()["items"] == [run]


def test_results_come_in_pages_and_by_verdict_and_one_has_its_report(
    client: TestClient, collection: str, digest: str
) -> None:
    address = f"{API}/collection-runs/{ended(client, collection, artifact=digest)['id']}/results"
    first = client.get(f"{address}?limit=2").json()
    second = client.get(f"{address}?limit=2&after={first['next']}").json()

    assert [row["name"] for row in first["items"] + second["items"]] == ["a", "b", "c"]
    assert second["next"] is None
    assert client.get(f"{address}?verdict=passed").json()["items"] == []
    assert len(client.get(f"{address}?verdict=broken").json()["items"]) == 3
    [row, *_] = first["items"]
    assert row["reason"]
    whole = client.get(f"{address}/{row['key']}").json()
    assert whole == row | {"report": whole["report"]}
    assert {"status", "error", "init", "results", "state", "notes"} <= whole["report"].keys()


def test_events_are_numbered_and_resumed(client: TestClient, collection: str, digest: str) -> None:
    address = f"{API}/collection-runs/{ended(client, collection, artifact=digest)['id']}/events"
    whole = client.get(address).text
    last = [int(line.removeprefix("id: ")) for line in whole.splitlines() if line.startswith("id: ")]

    assert whole.count("event: case") == 3
    assert last[:-1] == list(range(1, len(last)))  # the end has the number of the last
    again = client.get(address, headers={"Last-Event-ID": str(last[-3])}).text
    assert again.count("event: case") == 0
    assert again.rstrip().splitlines()[-1].startswith(("id:", "data:", "event: end"))
    assert "event: status" in again


def test_a_draft_is_run_as_typed(client: TestClient, collection: str, project: str) -> None:
    typed = ask(client, collection, project="cooler", files={"cooler.py": "x = 2\n"}).json()
    stored = ask(client, collection, project="cooler").json()

    assert (typed["lane"], typed["project"], typed["revision"], typed["artifact"]) == ("preview", "cooler", 1, None)
    assert typed["sources_digest"] != stored["sources_digest"]
    assert (typed["behind"], stored["behind"]) == (["project"], [])
    listed = client.get(f"{API}/collection-runs?project=cooler").json()["items"]
    assert [run["id"] for run in listed] == [stored["id"], typed["id"]]


def test_chosen_and_failed_cases_alone(client: TestClient, collection: str, digest: str) -> None:
    run = ended(client, collection, artifact=digest)
    keys = [row["key"] for row in client.get(f"{API}/collection-runs/{run['id']}/results").json()["items"]]

    one = ended(client, collection, artifact=digest, keys=[keys[1]])
    assert (one["total"], one["selected"]) == (1, True)
    failed = ended(client, collection, artifact=digest, only_failed_of=one["id"])
    rows = client.get(f"{API}/collection-runs/{failed['id']}/results").json()["items"]
    assert [row["key"] for row in rows] == [keys[1]]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "run_target"),
        ({"project": "cooler", "artifact": digest_of(b"")}, 422, "run_target"),
        ({"artifact": digest_of(b""), "files": {}}, 422, "run_target"),
        ({"project": "nobody"}, 404, "project_unknown"),
        ({"artifact": digest_of(b"unknown")}, 404, "artifact_unknown"),
        ({"artifact": "latest"}, 422, "digest_malformed"),
        ({"artifact": "latest", "keys": []}, 422, "request_not_valid"),
        ({"artifact": "latest", "keys": "all"}, 422, "request_not_valid"),
        ({"artifact": "latest", "case": "a"}, 422, "request_not_valid"),
        ({"artifact": "latest", "only_failed_of": "nobody"}, 404, "collection_run_unknown"),
        ({"artifact": "latest", "only_failed_of": "\ud800"}, 404, "collection_run_unknown"),
        ({"artifact": "latest", "only_failed_of": "nobody", "keys": ["a"]}, 422, "cases_unknown"),
        ({"project": "cooler", "files": {"../x.py": "x"}}, 422, "invalid_path"),
        ({"project": "cooler", "files": {"cooler.py": None}}, 422, "preview_refused"),
        ({"project": "cooler", "keys": ["nobody"]}, 422, "cases_unknown"),
        ({"project": "cooler", "keys": ["\ud800"]}, 422, "cases_unknown"),
    ],
)
def test_what_cannot_be_run_is_refused(
    client: TestClient, collection: str, project: str, body: dict[str, Any], status: int, code: str
) -> None:
    content = json.dumps(body).encode()
    answer = client.post(f"{collection}/runs", content=content, headers={"Content-Type": "application/json"})

    problem(answer, status, code)
    assert client.get(f"{collection}/runs").json() == {"items": [], "next": None}


def test_a_collection_that_is_not_there(client: TestClient, digest: str) -> None:
    nowhere = f"{API}/collections/{'0' * 26}"

    problem(ask(client, nowhere, artifact=digest), 404, "collection_unknown")
    problem(client.get(f"{nowhere}/runs"), 404, "collection_unknown")


def test_a_run_that_is_not_there(client: TestClient, collection: str, digest: str) -> None:
    known = f"{API}/collection-runs/{ended(client, collection, artifact=digest)['id']}"
    for where in ("nobody", "%F0%9F%90%8D", "%00"):
        address = f"{API}/collection-runs/{where}"
        for answer in (
            *(client.get(f"{address}{part}") for part in ("", "/results", "/results/x", "/events")),
            client.get(f"{address}/against/{where}"),
            client.get(f"{known}/against/{where}"),
            client.post(f"{address}/cancel"),
            client.delete(address),
        ):
            problem(answer, 404, "collection_run_unknown")
    problem(client.get(f"{known}/results/nobody"), 404, "case_result_unknown")


@pytest.mark.parametrize("query", ["verdict=green", "after=-1", "after=x", "limit=0", "limit=201", f"after={2**31}"])
def test_hostile_queries_are_refused(client: TestClient, collection: str, digest: str, query: str) -> None:
    run_id = ended(client, collection, artifact=digest)["id"]

    problem(client.get(f"{API}/collection-runs/{run_id}/results?{query}"), 422, "request_not_valid")


def test_a_run_that_has_ended_is_not_cancelled_and_can_be_deleted(
    client: TestClient, collection: str, digest: str
) -> None:
    address = f"{API}/collection-runs/{ended(client, collection, artifact=digest)['id']}"

    problem(client.post(f"{address}/cancel"), 409, "collection_run_ended")
    assert client.delete(address).status_code == 204
    problem(client.get(address), 404, "collection_run_unknown")


def test_two_runs_side_by_side(client: TestClient, collection: str, digest: str) -> None:
    a, b = (ended(client, collection, artifact=digest)["id"] for _ in range(2))
    address = f"{API}/collection-runs/{a}/against/{b}"

    assert client.get(address).json() == {"items": [], "next": None}
    everything = client.get(f"{address}?all=true&limit=2").json()
    assert [row["name"] for row in everything["items"]] == ["a", "b"]
    assert all(row["changed"] == [] for row in everything["items"])
    rest = client.get(f"{address}?all=true&limit=2&after={everything['next']}").json()
    assert ([row["name"] for row in rest["items"]], rest["next"]) == (["c"], None)
    assert client.get(f"{address}?what=output&what=time").json() == {"items": [], "next": None}
    problem(client.get(f"{address}?what=colour"), 422, "request_not_valid")


def test_a_projects_collections_are_chosen(client: TestClient, collection: str, project: str) -> None:
    chosen = {"id": collection.rpartition("/")[2], "name": "mine"}

    assert client.get(f"{project}/collections").json() == {"collections": [], "run_on_save": False}
    answer = client.put(f"{project}/collections", json={"collections": [chosen["id"]], "run_on_save": True})
    told = {"collections": [chosen], "run_on_save": True}
    assert answer.json() == client.get(f"{project}/collections").json() == told
    assert client.put(f"{project}/collections", json={"collections": [chosen["id"]]}).json() == told
    for unknown in ("nobody", "0" * 26):
        problem(client.put(f"{project}/collections", json={"collections": [unknown]}), 404, "collection_unknown")
    problem(client.put(f"{project}/collections", json={"collections": ["x"] * 21}), 404, "collection_unknown")
    problem(client.get(f"{API}/projects/nobody/collections"), 404, "project_unknown")
    assert client.get(f"{project}/collections").json() == told
