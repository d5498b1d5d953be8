"""The results of a run with many inputs, a hundred at a time and each by itself, as fragments and as pages."""

from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.artifacts import service as artifacts
from app.db.events import Event, append
from app.db.models import RunStatus
from app.db.session import reading, unit_of_work
from app.runs import service
from app.runs.report import run_stretch
from app.runs.request import RunRequest
from app.settings import Settings
from tests.support.components import component
from tests.web.test_runs_page import HOSTILE, HX, INIT, RESULT

COUNT = 230


def result(number: int) -> dict[str, Any]:
    output = RESULT["output"] | {"payload": f'{{"number": {number}}}'}
    return RESULT | {"output": output, "logs": [{"level": "info", "context": "c", "message": HOSTILE}]}


@pytest.fixture
def run(client: TestClient, engine: Engine, settings: Settings) -> str:
    """A run that has ended with many results, written by hand."""
    digest = client.post("/api/v1/artifacts?name=theirs", content=component()).json()["digest"]
    request = RunRequest(messages=[{"topic": "a/b", "payload": '{"number": 0}'}] * COUNT)
    with unit_of_work(engine) as session:
        run = service.of_artifact(session, artifacts.get(session, digest), request, settings, "owner").id
        service.move(session, run, RunStatus.QUEUED, RunStatus.RUNNING)
        append(session, run, [Event("init", {"result": INIT})])
        append(session, run, [Event("result", {"index": at, "result": result(at + 1)}) for at in range(COUNT)])
        append(session, run, [Event("finished", {"memory_bytes": 1, "state": [], "timings": {}})])
        service.move(session, run, RunStatus.RUNNING, RunStatus.COMPLETED)
    return run


def test_the_next_hundred_are_a_fragment_or_a_page(client: TestClient, run: str) -> None:
    part = client.get(f"/runs/{run}/results?after=100", headers=HX).text
    assert "<html" not in part
    assert part.count('class="result-row"') == 100
    assert f'hx-get="/runs/{run}/results/101"' in part
    assert f'href="/runs/{run}/results?after=200"' in part
    assert "<html" in client.get(f"/runs/{run}/results?after=100").text


def test_the_last_ones_offer_no_more(client: TestClient, run: str) -> None:
    part = client.get(f"/runs/{run}/results?after=200", headers=HX).text
    assert part.count('class="result-row"') == 30
    assert "Show more" not in part
    assert "no results behind number 5000" in client.get(f"/runs/{run}/results?after=5000").text


def test_one_result_has_everything_that_belongs_to_it(client: TestClient, run: str) -> None:
    part = client.get(f"/runs/{run}/results/117", headers=HX).text
    assert part.lstrip().startswith("<article")
    assert "{\n  &#34;number&#34;: 117\n}" in part
    assert "&lt;img src=x" in part
    assert HOSTILE not in part
    assert '<code class="now">117</code>' in part
    assert "Result of input 117" in client.get(f"/runs/{run}/results/117").text


@pytest.mark.parametrize("number", ["0", "-1", "231", "99999999999999999999999"])
def test_a_result_that_is_not_there_is_not_found(client: TestClient, run: str, number: str) -> None:
    assert client.get(f"/runs/{run}/results/{number}").status_code == 404


@pytest.mark.parametrize("after", ["-1", "x", "99999999999999999999999"])
def test_a_number_that_is_none_is_refused(client: TestClient, run: str, after: str) -> None:
    assert client.get(f"/runs/{run}/results?after={after}").status_code == 422


def test_an_unknown_run_has_no_results(client: TestClient) -> None:
    assert client.get("/runs/none/results").status_code == 404
    assert client.get("/runs/none/results/1").status_code == 404


def test_no_more_results_are_read_than_are_shown(engine: Engine, run: str) -> None:
    with reading(engine) as session:
        report = run_stretch(session, service.get(session, run), 100, 100)

    results = report["results"]
    assert len(results) == COUNT
    assert "199" in results[198]["output"]["payload"]
    for unread in (98, 200):
        with pytest.raises(IndexError):
            results[unread]
