"""The Tests tab: what runs a project's own tests and how they went. The rows are written by hand; real runs are in
tests/api and tests/e2e."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.db import events
from app.db.events import Event
from app.db.models import OwnTestResult, OwnTestRun, RunStatus
from app.db.session import reading, unit_of_work
from app.http.studio import Studio
from app.operators.kinds import Kind
from app.operators.samples.beginning import first_tests
from app.projects import service as projects
from app.runs.testing import service
from app.runs.testing.counting import EMPTY
from tests.support.studio import a_project

HX = {"HX-Request": "true"}
HERE = "/projects/cooler/tests"
HOSTILE = "<img src=x onerror=alert(1)>"
Json = dict[str, Any]


@pytest.fixture
def project(studio: Studio) -> None:
    """A project with one file of tests."""
    with unit_of_work(studio.engine) as session:
        made = a_project(session)
        projects.change_files(session, made, made.head, {"test_a.py": b"def test_a(): pass\n"})


def a_run(studio: Studio, *verdicts: str, status: RunStatus = RunStatus.COMPLETED, **values: Any) -> str:
    """A run with these results."""
    with unit_of_work(studio.engine) as session:
        made = projects.get(session, "cooler")
        run = service.ask(session, made, None, studio.settings, "owner")
        run.status, run.total = status, len(verdicts)
        run.counts = EMPTY | {verdict: verdicts.count(verdict) for verdict in verdicts}
        for name, value in values.items():
            setattr(run, name, value)
        for position, verdict in enumerate(verdicts, 1):
            session.add(OwnTestResult(run_id=run.id, position=position, **a_result(verdict, position)))
        return run.id


def a_result(verdict: str, position: int) -> Json:
    bad = verdict in {"failed", "broken"}
    frames = [
        {"path": "test_a.py", "line": 7, "function": "test_x"},
        {"path": "/python/json.py", "line": 3, "function": "f"},
    ]
    error = {"type": "AssertionError", "message": f"assert 1 == 2\n{HOSTILE}", "frames": frames} if bad else None
    report = {
        "error": error,
        "logs": [{"level": "info", "context": "op", "message": HOSTILE}],
        "stdout": f"printed {HOSTILE}",
        "stderr": "",
        "truncated": False,
    }
    reason = "later" if verdict == "skipped" else None
    about = {"path": "test_a.py", "name": f"test_{position}[{HOSTILE}]", "line": 5, "verdict": verdict}
    return about | {"duration_us": 1_500, "memory_bytes": 1, "reason": reason, "report": report}


def shown(client: TestClient) -> str:
    answer = client.get(HERE, headers=HX)
    assert answer.status_code == 200
    assert HOSTILE not in answer.text
    return answer.text


def test_a_project_without_tests_is_told_what_they_are_and_gets_a_first_one(client: TestClient, studio: Studio) -> None:
    with unit_of_work(studio.engine) as session:
        project = a_project(session)
    assert "A test is a function that calls your operator" in shown(client)

    answer = client.post(f"{HERE}/first", follow_redirects=False)
    path, text = first_tests(Kind(project.kind), "cooler")
    assert answer.headers["Location"] == f"/projects/cooler?file={path}"
    assert client.get(f"/api/v1/projects/cooler/files/{path}").text == text
    assert client.get("/api/v1/projects/cooler").json()["revision"] == 2
    client.post(f"{HERE}/first")  # what is there stays as it is
    assert client.get("/api/v1/projects/cooler").json()["revision"] == 2
    assert "No tests yet" not in shown(client)


@pytest.mark.usefixtures("project")
def test_results_have_their_verdict_in_words_with_places_that_lead_to_the_line(
    client: TestClient, studio: Studio
) -> None:
    run = a_run(studio, "passed", "skipped", "failed")
    text = shown(client)

    for words in ("1 passed", "1 failed", "1 skipped", "Left out: later", "AssertionError", "Run this test again"):
        assert words in text
    assert 'href="/projects/cooler?file=test_a.py#test_a.py:7"' in text
    assert "<code>/python/json.py:3</code>" in text
    assert "file=/python" not in text
    assert text.index("test_3") < text.index("test_1")  # what is not good comes first
    assert f'name="only_failed_of" value="{run}"' in text
    assert "Tests: 1 failed, 1 passed" in text


@pytest.mark.usefixtures("project")
def test_all_good_offers_no_second_look_and_no_tests_are_not_green(client: TestClient, studio: Studio) -> None:
    a_run(studio, "passed")
    text = shown(client)
    assert 'data-tone="ok"' in text
    assert "only_failed_of" not in text

    a_run(studio)
    text = shown(client)
    assert "No tests were found" in text
    assert 'data-tone="ok"' not in text


@pytest.mark.usefixtures("project")
def test_results_of_an_older_text_say_so(client: TestClient, studio: Studio) -> None:
    a_run(studio, "passed")
    assert "These results are for" not in shown(client)
    with unit_of_work(studio.engine) as session:
        made = projects.get(session, "cooler")
        projects.change_files(session, made, made.head, {"cooler.py": b"x = 2\n"})

    assert "These results are for revision 2; the project is at revision 3." in shown(client)


@pytest.mark.usefixtures("project")
def test_an_operator_that_cannot_be_loaded_is_told_with_its_line(client: TestClient, studio: Studio) -> None:
    found = {"severity": "error", "code": "build-import", "message": "It fails.", "path": "cooler.py", "line": 4}
    whole = found | {"help": "Mend it.", "column": None, "id": "x-1", "fixable": False}
    error = {"code": "tests_not_loaded", "title": "The operator cannot be loaded", "detail": "So it is."}
    a_run(studio, status=RunStatus.FAILED, total=None, error=error | {"diagnostics": [whole]})
    text = shown(client)

    assert "The operator cannot be loaded" in text
    assert "cooler.py:4" in text


@pytest.mark.usefixtures("project")
def test_a_run_is_asked_for_with_the_text_as_it_is_typed_and_can_be_stopped(
    client: TestClient, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(studio.queue, "dispatch", lambda job, row: asked.append((job, row)))
    typed = {"path": "test_a.py", "content": "def test_b(): pass\r\n"}
    answer = client.post(f"{HERE}/runs", data=typed | {"tests_in": "test_a.py"}, headers=HX)

    assert answer.status_code == 200
    assert "hx-sse:connect" in answer.text
    [(job, run_id)] = asked
    assert job == service.JOB
    with reading(studio.engine) as session:
        run = session.get_one(OwnTestRun, run_id)
        assert run.request["files"] == ["test_a.py"]
        assert run.request["sources"]["files"] == {"test_a.py": "def test_b(): pass\n"}
    stopped = client.post(f"{HERE}/runs/{run_id}/cancel", headers=HX).text
    assert "Cancelled" in stopped
    assert "Stopped" in stopped


@pytest.mark.usefixtures("project")
def test_what_cannot_be_asked_for_is_said_on_the_spot(client: TestClient, studio: Studio) -> None:
    good = a_run(studio, "passed")
    answer = client.post(f"{HERE}/runs", data={"only_failed_of": good}, headers=HX)
    assert (answer.status_code, "No test failed in that run" in answer.text) == (409, True)
    answer = client.post(f"{HERE}/runs", data={"tests_in": "gone.py"}, headers=HX)
    assert (answer.status_code, "no file of tests gone.py" in answer.text) == (422, True)


@pytest.mark.usefixtures("project")
def test_progress_is_followed_until_the_end(client: TestClient, studio: Studio) -> None:
    run = a_run(studio, "passed", "failed")
    with unit_of_work(studio.engine) as session:
        events.append(session, run, [Event("progress", {})])
    told = client.get(f"{HERE}/runs/{run}/follow").text

    assert "2 of 2 tests" in told
    assert "event: done" in told
    assert client.get(f"{HERE}/runs/gone/follow").status_code == 404


@pytest.mark.usefixtures("project")
def test_without_javascript_there_is_a_page_with_all_of_it(client: TestClient, studio: Studio) -> None:
    a_run(studio, "failed")
    text = client.get(HERE).text
    assert "<h1" in text
    assert "hx-post" not in text.partition('id="project-tests"')[2]
    a_run(studio, status=RunStatus.QUEUED, total=None)
    assert 'http-equiv="refresh"' in client.get(HERE).text
    assert f'href="{HERE}"' in client.get("/projects/cooler").text
