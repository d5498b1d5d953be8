"""What a run logged: chosen by level on the page, and as text to keep."""

from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.artifacts import service as artifacts
from app.db.events import Event, append
from app.db.session import unit_of_work
from app.runs import service
from app.runs.request import RunRequest
from app.settings import Settings
from app.web.run_logs import AT_ONCE
from tests.support.components import component
from tests.web.test_result import call, message, shown
from tests.web.test_runs_page import INIT, RESULT


def entry(level: str, text: str) -> dict[str, str]:
    return {"level": level, "context": "here", "message": text}


def logged(*entries: dict[str, str]) -> str:
    return shown(call("output", output=message("{}"), logs=list(entries)))


@pytest.fixture
def run(client: TestClient, engine: Engine, settings: Settings) -> str:
    """A run with more results than are read at once; the first and the last one logged."""
    digest = client.post("/api/v1/artifacts?name=theirs", content=component()).json()["digest"]
    last = AT_ONCE * 2
    results: list[dict[str, Any]] = [{**RESULT, "logs": []} for _ in range(last + 1)]
    results[0]["logs"] = [entry("info", "two\nlines"), entry("error", "\x1b[31mred \u202e")]
    results[last]["logs"] = [entry("debug", "<b>last</b>")]
    with unit_of_work(engine) as session:
        run = service.of_artifact(session, artifacts.get(session, digest), RunRequest([]), settings, "owner").id
        append(session, run, [Event("init", {"result": {**INIT, "logs": [entry("warn", "began")]}})])
        append(session, run, [Event("result", {"index": at, "result": each}) for at, each in enumerate(results)])
    return run


def test_all_lines_are_given_as_text(client: TestClient, run: str) -> None:
    answer = client.get(f"/runs/{run}/logs.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.text == (
        "init warn here: began\n"
        "1 info here: two\n    lines\n"
        "1 error here: \ufffd[31mred [U+202E]\n"
        f"{AT_ONCE * 2 + 1} debug here: <b>last</b>\n"
    )


def test_a_run_without_results_has_no_lines(client: TestClient, run: str, engine: Engine, settings: Settings) -> None:
    digest = client.get(f"/api/v1/runs/{run}").json()["artifact"]
    with unit_of_work(engine) as session:
        empty = service.of_artifact(session, artifacts.get(session, digest), RunRequest([]), settings, "owner").id
    assert client.get(f"/runs/{empty}/logs.txt").text == ""
    assert client.get("/runs/nothing/logs.txt").status_code == 404


def test_the_levels_that_came_can_be_chosen_from() -> None:
    text = logged(entry("info", "a"), entry("error", "b"), entry("info", "c"))
    assert '<option value="error">error and above</option>' in text
    assert '<option value="warn">' not in text
    assert text.count('data-level="info"') == 2
    assert "data-log-level" not in logged(entry("info", "a"), entry("info", "b"))


def test_a_level_that_nobody_knows_is_shown_and_is_no_markup() -> None:
    text = logged(entry('"><script>', "a"), entry("info", "b"))
    assert "<script>" not in text
    assert "&#34;&gt;&lt;script&gt;" in text


def test_many_lines_are_cut_and_the_rest_can_be_had() -> None:
    text = logged(*(entry("info", f"line {number}") for number in range(300)))
    assert "The first 200 of 300 lines." in text
    assert "logs.txt" in text
