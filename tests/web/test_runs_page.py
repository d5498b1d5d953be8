"""A run's own page, state by state. No run is carried out: the rows and events are written by hand."""

from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.artifacts import service as artifacts
from app.db.events import Event, append
from app.db.models import Run, RunStatus
from app.db.session import unit_of_work
from app.runs import service
from app.runs.request import RunRequest
from app.settings import Settings
from tests.support.components import component

HX = {"HX-Request": "true"}
HOSTILE = "<img src=x onerror=alert(1)>"
RESULT: dict[str, Any] = {
    "outcome": "output", "arm": None, "hlc": None, "error": None, "explanation": None, "traceback": [],
    "output": {"variant": "message", "topic": "t", "payload": HOSTILE, "payload_encoding": "text", "content_type": None,
               "user_properties": [],
               "timestamp": {"secs": 0, "nanos": 0, "counter": 0, "node_id": ""}, "schema": None},
    "logs": [{"level": "info", "context": "c", "message": HOSTILE}], "metrics": [], "state_changes": [], "stdout": "",
    "stderr": "", "duration_us": 210, "reinitialised": False, "wasm_backtrace": None, "truncated": False,
}  # fmt: skip
INIT: dict[str, Any] = {
    "ok": True, "outcome": None, "error": None, "explanation": None, "traceback": [], "logs": [], "metrics": [],
    "state_changes": [], "stdout": "", "stderr": "", "duration_us": 90, "wasm_backtrace": None, "truncated": False,
}  # fmt: skip


@pytest.fixture
def run(client: TestClient, engine: Engine, settings: Settings) -> str:
    """A run that nobody has taken: its row was written past the queue."""
    content = component()
    digest = client.post("/api/v1/artifacts?name=theirs", content=content).json()["digest"]
    request = RunRequest(messages=[{"topic": "a/b", "payload": HOSTILE}])
    with unit_of_work(engine) as session:
        return service.of_artifact(session, artifacts.get(session, digest), request, settings, "owner").id


def move(engine: Engine, run: str, before: RunStatus, after: RunStatus, **values: Any) -> None:
    with unit_of_work(engine) as session:
        assert service.move(session, run, before, after, **values)


def complete(engine: Engine, run: str) -> None:
    """End the run with one result."""
    move(engine, run, RunStatus.QUEUED, RunStatus.RUNNING)
    with unit_of_work(engine) as session:
        append(session, run, [Event("init", {"result": INIT}), Event("result", {"index": 0, "result": RESULT})])
        append(session, run, [Event("finished", {"memory_bytes": 14_000_000, "state": [], "timings": {}})])
    move(engine, run, RunStatus.RUNNING, RunStatus.COMPLETED)


def test_a_waiting_run_asks_for_itself_again(client: TestClient, run: str) -> None:
    text = client.get(f"/runs/{run}").text

    assert "Queued" in text
    assert f'hx-get="/runs/{run}/state"' in text
    assert f'action="/runs/{run}/cancel"' in text
    assert '<meta http-equiv="refresh"' in text


def test_a_completed_run_shows_what_came_out(client: TestClient, engine: Engine, run: str) -> None:
    complete(engine, run)
    text = client.get(f"/runs/{run}").text

    assert "Completed" in text
    assert "13.4 MiB" in text
    assert "&lt;img src=x" in text
    assert HOSTILE not in text
    assert f'href="/api/v1/runs/{run}"' in text
    assert "hx-trigger" not in text
    assert client.get(f"/api/v1/runs/{run}").json()["status"] == "completed"


def test_a_stopped_run_says_by_what(client: TestClient, engine: Engine, run: str) -> None:
    error = {"code": "run_time_limit", "title": "The run was stopped", "detail": f"It took too long. {HOSTILE}"}
    move(engine, run, RunStatus.QUEUED, RunStatus.STOPPED, error=error)
    text = client.get(f"/runs/{run}").text

    assert "It took too long." in text
    assert HOSTILE not in text


def test_what_it_was_given_is_shown_and_bounded(client: TestClient, engine: Engine, run: str) -> None:
    with unit_of_work(engine) as session:
        row = session.get_one(Run, run)
        row.request = {**row.request, "messages": [{"payload": "long " * 10_000 + "\x1b[31m"}]}
    text = client.get(f"/runs/{run}").text

    assert 20_000 < len(text) < 40_000
    assert "\x1b" not in text


def test_a_run_can_be_stopped(client: TestClient, run: str) -> None:
    answer = client.post(f"/runs/{run}/cancel", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/runs/{run}")
    assert "Stopped" in client.get(f"/runs/{run}").text
    again = client.post(f"/runs/{run}/cancel", headers=HX)
    assert again.status_code == 409
    assert "<html" not in again.text


def test_a_run_at_work_is_stopped_soon(client: TestClient, engine: Engine, run: str) -> None:
    move(engine, run, RunStatus.QUEUED, RunStatus.RUNNING)
    text = client.post(f"/runs/{run}/cancel", headers=HX).text

    assert "Cancelling" in text
    assert "Stop it" not in text


def test_a_result_goes_only_after_a_question_and_frees_its_artifact(
    client: TestClient, engine: Engine, run: str
) -> None:
    complete(engine, run)
    digest = client.get(f"/api/v1/runs/{run}").json()["artifact"]
    assert f'action="/runs/{run}/delete"' in client.get(f"/runs/{run}/delete").text

    answer = client.post(f"/runs/{run}/delete", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/artifacts/{digest}")
    assert client.get(f"/runs/{run}").status_code == 404
    assert client.post(f"/artifacts/{digest}/delete", follow_redirects=False).status_code == 303


def test_a_run_that_goes_on_is_not_deleted(client: TestClient, run: str) -> None:
    assert "Cancel it first" in client.get(f"/runs/{run}/delete").text
    assert client.post(f"/runs/{run}/delete").status_code == 409


@pytest.mark.parametrize("address", ["/runs/none", "/runs/none/state", "/runs/none/delete"])
def test_an_unknown_run_is_a_page_that_says_so(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "There is no such run." in answer.text
