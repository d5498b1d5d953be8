"""Runs through the interface. The small component here has no process, so a run of it ends early; runs of real
operators are tested where those are built."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.http.studio import Studio
from app.kit.digests import digest_of
from tests.api.conftest import API, problem
from tests.support.polling import until


def run(client: TestClient, *, prefer: str | None = None, **body: Any) -> Any:
    headers = {"Prefer": prefer} if prefer else {}
    return client.post(f"{API}/runs", json={"messages": [{"payload": "x"}]} | body, headers=headers)


def test_a_component_that_is_not_what_it_claims_ends_as_a_result_and_not_as_a_fault(
    client: TestClient, digest: str
) -> None:
    answer = run(client, artifact=digest)
    report = answer.json()

    assert (answer.status_code, answer.headers["Location"]) == (200, f"{API}/runs/{report['id']}")
    assert report["status"] in {"failed", "stopped"}
    assert report["artifact"] == digest
    assert report["results"] == []
    assert client.get(f"{API}/runs/{report['id']}").json() == report


def test_a_run_may_be_waited_for_elsewhere(client: TestClient, digest: str) -> None:
    answer = run(client, artifact=digest, prefer="respond-async, wait=10")
    address = answer.headers["Location"]

    assert (answer.status_code, answer.headers["Preference-Applied"]) == (202, "respond-async")
    until(lambda: client.get(address).json()["finished"])
    events = client.get(f"{address}/events").text
    assert "event: status" in events
    assert events.rstrip().splitlines()[-1].startswith(("id:", "data:", "event: end"))


def test_a_project_is_previewed_as_stored_or_as_typed(client: TestClient, project: str) -> None:
    stored = run(client, project="cooler", prefer="respond-async").json()
    typed = run(client, project="cooler", files={"cooler.py": "x = 2\n"}, prefer="respond-async").json()
    same = run(client, project="cooler", files={"cooler.py": "x = 1\n"}, prefer="respond-async").json()

    for report in (stored, typed):
        assert (report["lane"], report["project"], report["revision"]) == ("preview", "cooler", 1)
        assert report["artifact"] is None
    assert stored["sources_digest"] == same["sources_digest"] != typed["sources_digest"]
    listed = client.get(f"{API}/runs").json()["items"]
    assert [one["id"] for one in listed] == [same["id"], typed["id"], stored["id"]]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"cooler.py": None}, "preview_refused"),
        ({"cooler.py": " "}, "preview_refused"),
        ({"json.py": "x"}, "invalid_path"),
        ({"../x.py": "x"}, "invalid_path"),
        ({"cooler.py": "\ud800"}, "source_not_text"),
        ({"Cooler.py": "x"}, "paths_collide"),
        ({"cooler.py": 7}, "request_not_valid"),
        (["cooler.py"], "request_not_valid"),
    ],
)
def test_files_that_are_no_project_are_not_previewed(client: TestClient, project: str, files: Any, code: str) -> None:
    body = {"project": "cooler", "files": files, "messages": [{}]}
    content = json.dumps(body).encode()
    problem(client.post(f"{API}/runs", content=content, headers={"Content-Type": "application/json"}), 422, code)
    assert client.get(f"{API}/runs").json()["items"] == []


def test_files_belong_to_a_project(client: TestClient, digest: str) -> None:
    problem(run(client, artifact=digest, files={}), 422, "run_target")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "run_target"),
        ({"project": "cooler", "artifact": digest_of(b"")}, 422, "run_target"),
        ({"project": "nobody"}, 404, "project_unknown"),
        ({"artifact": digest_of(b"unknown")}, 404, "artifact_unknown"),
        ({"artifact": "latest"}, 422, "digest_malformed"),
        ({"artifact": 7}, 422, "request_not_valid"),
        ({"artifact": digest_of(b""), "messages": []}, 422, "request_not_valid"),
        ({"artifact": digest_of(b""), "messages": None}, 422, "request_not_valid"),
        ({"artifact": digest_of(b""), "messages": ["x"]}, 422, "request_not_valid"),
        ({"artifact": digest_of(b""), "message": {}}, 422, "request_not_valid"),
        ({"artifact": digest_of(b""), "configuration": {"k": 1}}, 422, "request_not_valid"),
        ({"artifact": digest_of(b""), "limits": {"time_ms": 0}}, 422, "request_not_valid"),
        ({"artifact": digest_of(b""), "limits": {"patience": 1}}, 422, "request_not_valid"),
    ],
)
def test_a_run_of_nothing_is_refused(client: TestClient, body: dict[str, Any], status: int, code: str) -> None:
    problem(run(client, **body), status, code)

    assert client.get(f"{API}/runs").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("part", "code", "status"),
    [
        ({"messages": [{"payload": "!", "payload_encoding": "base64"}]}, "run_input", 422),
        ({"messages": [{"payload": "abc", "payload_encoding": "hex"}]}, "run_input", 422),
        ({"messages": [{"bytes": "AAA", "encoding": "base64"}]}, "run_input", 422),
        ({"messages": [{"staged": None, "messages": []}]}, "run_input", 422),
        ({"messages": [{}] * 1_001}, "too_many_messages", 413),
        ({"limits": {"time_ms": 10**12}}, "limit_too_high", 413),
        ({"limits": {"memory_bytes": 2**70}}, "limit_too_high", 413),
        ({"state": [{"key": "k"}]}, "run_input", 422),
        ({"module_schemas": [{}]}, "run_input", 422),
    ],
)
def test_input_that_is_not_what_it_says_is_refused(
    client: TestClient, digest: str, part: dict[str, Any], code: str, status: int
) -> None:
    problem(run(client, artifact=digest, **part), status, code)

    assert client.get(f"{API}/runs").json()["items"] == []


RAW = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe",
    b'{"messages": [{"payload": "\xff"}]}',
    b'{"messages": [NaN]}',
    b'{"artifact": NaN, "messages": [{}]}',
    b'{"project": "\\ud83d", "messages": [{}]}',
    b'{"artifact": "\\ud83d", "messages": [{}]}',
    b'{"\\ud83d": 1, "project": "cooler", "messages": [{}]}',
    b'{"project": "cooler", "messages": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"project": ' * 50_000,
    b'{"project": "cooler", "limits": {"time_ms": ' + b"9" * 5_000 + b'}, "messages": [{}]}',
    b'{"project": "cooler", "limits": {"time_ms": 1e400}, "messages": [{}]}',
]


@pytest.mark.parametrize("body", RAW, ids=range(len(RAW)))
def test_hostile_json_is_a_problem_and_no_fault(client: TestClient, body: bytes) -> None:
    answer = client.post(f"{API}/runs", content=body, headers={"Content-Type": "application/json"})

    assert 400 <= answer.status_code < 500, answer.text[:300]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(answer.content) < 20_000


@pytest.mark.parametrize(
    "message",
    [
        rb'{"payload": "\ud83d"}',
        rb'{"\ud83d": "x"}',
        b'{"timestamp": {"secs": NaN}}',
        b'{"snapshot": {"width": Infinity}}',
        b'{"timestamp": {"secs": 1e999}}',
        b'{"payload": ' + b"[" * 900 + b"]" * 900 + b"}",
        b'{"timestamp": {"counter": ' + b"9" * 4_000 + b"}}",
    ],
)
def test_hostile_messages_are_a_problem_and_no_fault(client: TestClient, digest: str, message: bytes) -> None:
    body = b'{"artifact": "' + digest.encode() + b'", "messages": [' + message + b"]}"
    answer = client.post(f"{API}/runs", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json"), answer.text[:300]
    json.loads(answer.content)


def test_a_body_that_is_not_declared_as_json_is_refused(client: TestClient, digest: str) -> None:
    body = json.dumps({"artifact": digest, "messages": [{}]}).encode()
    for declared in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = client.post(f"{API}/runs", content=body, headers={"Content-Type": declared})
        problem(answer, 422, "request_not_valid")


def test_runs_come_in_pages_and_by_artifact(client: TestClient, digest: str) -> None:
    made = [run(client, artifact=digest).json()["id"] for _ in range(3)]
    first = client.get(f"{API}/runs?limit=2").json()
    second = client.get(f"{API}/runs?limit=2&after={first['next']}").json()

    assert [shown["id"] for shown in first["items"] + second["items"]] == sorted(made, reverse=True)
    assert second["next"] is None
    assert client.get(f"{API}/runs", params={"artifact": digest_of(b"other")}).json()["items"] == []


def test_a_run_that_has_ended(client: TestClient, digest: str) -> None:
    address = f"{API}/runs/{run(client, artifact=digest).json()['id']}"
    problem(client.post(f"{address}/cancel"), 409, "run_ended")

    assert client.delete(address).status_code == 204
    for answer in (client.get(address), client.delete(address), client.post(f"{address}/cancel")):
        problem(answer, 404, "run_unknown")


def test_a_list_of_runs_carries_no_results(client: TestClient, digest: str) -> None:
    run(client, artifact=digest)
    [listed] = client.get(f"{API}/runs").json()["items"]

    assert {"id", "status", "artifact", "error", "finished"} <= listed.keys()
    assert not {"init", "results", "state"} & listed.keys()


def test_a_call_that_is_answered_before_the_run_has_ended_says_so(
    client: TestClient, studio: Studio, digest: str
) -> None:
    studio.signals.close()
    answer = run(client, artifact=digest)

    assert (answer.status_code, answer.json()["finished"]) == (202, None)
