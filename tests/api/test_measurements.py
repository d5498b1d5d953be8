"""Measurements through the interface: what may be asked, what is stored, how they are found again. None is carried out:
the child's part is written by hand."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.db.events import Event, append
from app.db.session import unit_of_work
from app.http.studio import Studio
from app.runs import service
from tests.api.conftest import API, problem

MEASURED: dict[str, Any] = {
    "durations_us": [100, 200, 300, 400], "host_us": [10, 20, 30, 40], "memory": [[0, 1000], [3, 1660]],
    "outcomes": {"output": 4}, "failures": [], "profile": None,
}  # fmt: skip


def ask(client: TestClient, **body: Any) -> Any:
    headers = {"Prefer": "respond-async"}
    return client.post(f"{API}/runs", json={"messages": [{"payload": "x"}]} | body, headers=headers)


@pytest.mark.parametrize(
    "measure",
    [
        {"count": 0}, {"count": 10_001}, {"count": -1}, {"warm_up": -1}, {"warm_up": 10_001}, {"count": "many"},
        {"count": 1.5}, {"warm_up": None}, {"calls": 5}, [], 7, "500",
    ],
)  # fmt: skip
def test_a_measurement_beyond_its_bounds_is_refused(client: TestClient, digest: str, measure: Any) -> None:
    problem(ask(client, artifact=digest, measure=measure), 422, "request_not_valid")
    assert client.get(f"{API}/runs").json()["items"] == []


@pytest.mark.parametrize("measure", [{}, {"warm_up": 0, "count": 1}, {"warm_up": 10_000, "count": 10_000}])
def test_a_measurement_within_its_bounds_is_taken(client: TestClient, digest: str, measure: Any) -> None:
    answer = ask(client, artifact=digest, measure=measure)
    assert (answer.status_code, answer.json()["purpose"], answer.json()["measured"]) == (202, "measure", None)


def test_a_built_component_has_no_profile(client: TestClient, digest: str) -> None:
    problem(ask(client, artifact=digest, measure={"profile": True}), 422, "profile_needs_preview")


def test_what_was_measured_comes_with_its_summary(client: TestClient, digest: str, studio: Studio) -> None:
    run = ask(client, artifact=digest, measure={"count": 4}).json()["id"]
    with unit_of_work(studio.engine) as session:
        append(session, run, [Event("measured", MEASURED)])
    measured = client.get(f"{API}/runs/{run}").json()["measured"]

    assert measured["summary"] == {
        "count": 4, "throughput_per_s": 4000.0, "mean_us": 250.0, "p50_us": 200, "p90_us": 400, "p95_us": 400,
        "p99_us": 400, "max_us": 400, "host_share": 0.1, "memory_start": 1000, "memory_end": 1660,
        "growth_per_message_bytes": None,
    }  # fmt: skip
    assert measured | {"summary": None} == MEASURED | {"summary": None}


def test_measurements_are_found_among_the_runs(client: TestClient, digest: str) -> None:
    plain = ask(client, artifact=digest).json()["id"]
    first, second = (ask(client, artifact=digest, measure={}).json()["id"] for _ in range(2))

    def listed(query: str) -> list[str]:
        return [run["id"] for run in client.get(f"{API}/runs?{query}").json()["items"]]

    assert listed("purpose=measure") == [second, first]
    assert listed("purpose=run") == [plain]
    assert listed(f"purpose=measure&artifact={digest}") == [second, first]
    assert listed(f"purpose=measure&after={second}") == [first]
    assert listed("purpose=measure&project=temperature") == []
    problem(client.get(f"{API}/runs?purpose=play"), 422, "request_not_valid")
    problem(client.get(f"{API}/runs?project=nobody"), 404, "project_unknown")


def test_a_measurement_that_was_interrupted_is_measured_anew(client: TestClient, digest: str, studio: Studio) -> None:
    run = ask(client, artifact=digest, measure={"count": 4}).json()["id"]
    with unit_of_work(studio.engine) as session:
        row = service.get(session, run)
        row.status = type(row.status).RUNNING
        append(session, run, [Event("measured", MEASURED)])
    with unit_of_work(studio.engine) as session:
        service.requeue_interrupted(session)
    assert client.get(f"{API}/runs/{run}").json()["measured"] is None
