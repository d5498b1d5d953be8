"""A build's own page, state by state. No worker runs: the rows are moved on by hand."""

from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.builds import claims
from app.db.events import Event, append
from app.db.models import BuildStatus
from app.db.session import unit_of_work

HX = {"HX-Request": "true"}
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def build(client: TestClient) -> str:
    """A build of the sample project, waiting."""
    return str(client.post("/api/v1/projects/temperature/builds", json={"force": True}).json()["id"])


@pytest.fixture
def at_work(build: str, engine: Engine) -> str:
    """The same build, in the phase componentize, with a line in its log."""
    assert claims.claim(engine, build)
    claims.note(engine, build, phase="componentize", timings={"prepare": 0.04, "bindings": 0.2})
    log(engine, build, HOSTILE)
    return build


def log(engine: Engine, build: str, *lines: str) -> None:
    with unit_of_work(engine) as session:
        append(session, build, [Event("log", {"text": line}) for line in lines])


def end(engine: Engine, build: str, status: BuildStatus, **values: Any) -> None:
    claims.finish(engine, build, status, **values)


def test_a_build_that_nobody_takes_says_so(client: TestClient, build: str) -> None:
    text = client.get(f"/builds/{build}").text

    assert "Build of revision 1" in text
    assert "No build worker is running" in text
    assert f'hx-get="/builds/{build}/state"' in text
    assert '<meta http-equiv="refresh"' in text


@pytest.mark.parametrize(("adapter", "words"), [(True, "adapter"), (False, "plain")])
def test_a_build_says_whether_it_has_the_adapter(client: TestClient, adapter: bool, words: str) -> None:
    asked = {"adapter": adapter, "force": True}
    build = client.post("/api/v1/projects/temperature/builds", json=asked).json()["id"]

    assert f"<dt>Instances</dt><dd>{words} " in client.get(f"/builds/{build}").text


def test_a_build_at_work_shows_phases_log_and_a_way_to_stop_it(client: TestClient, at_work: str) -> None:
    text = client.get(f"/builds/{at_work}").text

    assert "0.20 s" in text
    assert text.count("Waiting") == 4
    assert f'action="/builds/{at_work}/cancel"' in text
    assert f'hx-sse:connect="/builds/{at_work}/log' in text
    assert HOSTILE not in text
    assert "&lt;img src=x" in text


def test_the_fragment_asks_for_itself_only_while_the_build_goes_on(
    client: TestClient, at_work: str, engine: Engine
) -> None:
    going = client.get(f"/builds/{at_work}/state", headers=HX).text
    end(engine, at_work, BuildStatus.CANCELLED, error={"code": "cancelled", "title": "Cancelled", "detail": "It was."})
    ended = client.get(f"/builds/{at_work}/state", headers=HX).text

    assert "<html" not in going
    assert 'hx-trigger="every 1s"' in going
    assert "hx-trigger" not in ended
    assert "It was." in ended
    assert '<meta http-equiv="refresh"' not in client.get(f"/builds/{at_work}").text


def test_a_failed_build_names_the_phase_the_reason_and_the_line(
    client: TestClient, at_work: str, engine: Engine
) -> None:
    found = {
        "code": "x", "severity": "error", "path": "payload.py", "line": 3, "column": 1, "end_line": 3,
        "end_column": 2, "message": HOSTILE, "help": "Mend it.", "fixable": False,
    }  # fmt: skip
    error = {"code": "build_failed", "title": "The build failed", "detail": HOSTILE}
    end(engine, at_work, BuildStatus.FAILED, error=error, diagnostics=[found])

    text = client.get(f"/builds/{at_work}").text
    assert "The build failed in the phase “componentize”" in text
    assert 'href="/projects/temperature?file=payload.py#payload.py:3"' in text
    assert text.count("Not reached") == 4
    assert HOSTILE not in text
    assert "/component.wasm" not in text


def test_a_build_outlives_its_project(client: TestClient, at_work: str, engine: Engine) -> None:
    end(engine, at_work, BuildStatus.FAILED, error={"code": "x", "title": "The build failed", "detail": "So it is."})
    client.post("/projects/temperature/delete")

    text = client.get(f"/builds/{at_work}").text
    assert "(deleted)" in text
    assert 'href="/projects/temperature"' not in text


def test_the_log_is_text_to_keep(client: TestClient, at_work: str, engine: Engine) -> None:
    log(engine, at_work, "second", "third – ü")
    answer = client.get(f"/builds/{at_work}/log.txt")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="temperature-r1-')
    assert answer.text == f"{HOSTILE}\nsecond\nthird – ü\n"


def test_stopping_a_waiting_build_ends_it_at_once(client: TestClient, build: str) -> None:
    answer = client.post(f"/builds/{build}/cancel", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/builds/{build}")
    assert "Cancelled" in client.get(f"/builds/{build}").text


def test_stopping_a_build_at_work_is_told_until_it_has_stopped(client: TestClient, at_work: str) -> None:
    text = client.post(f"/builds/{at_work}/cancel", headers=HX).text

    assert "Cancelling" in text
    assert "<html" not in text
    assert "Cancel the build" not in text


def test_what_has_ended_cannot_be_stopped(client: TestClient, build: str) -> None:
    client.post(f"/builds/{build}/cancel")
    answer = client.post(f"/builds/{build}/cancel")

    assert answer.status_code == 409
    assert "nothing to cancel" in answer.text


@pytest.mark.parametrize("address", ["/builds/none", "/builds/none/state", "/builds/none/log.txt", "/builds/none/log"])
def test_an_unknown_build_is_a_page_that_says_so(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "There is no such build." in answer.text
