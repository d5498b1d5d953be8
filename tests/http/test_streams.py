"""Streams of events. The client in these tests sees a stream when it has ended, so every job here ends."""

import threading
from typing import Any

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from app.builds import claims
from app.db import events
from app.db.events import Event
from app.db.models import BuildStatus
from app.db.session import unit_of_work
from app.http.streams import last_seen
from app.http.studio import Studio
from tests.support.studio import a_build


def build_with_log(engine: Engine, lines: int, status: BuildStatus = BuildStatus.SUCCEEDED) -> str:
    with unit_of_work(engine) as session:
        build = a_build(session, status=status)
        events.append(session, build.id, [Event("log", {"text": f"line {number}"}) for number in range(1, lines + 1)])
        return build.id


def parsed(text: str) -> list[dict[str, str]]:
    """Events as a browser would see them, from their fields."""
    blocks = [block for block in text.split("\n\n") if block.strip() and not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


def stream(client: TestClient, build_id: str, query: str = "", **headers: str) -> list[dict[str, str]]:
    got = client.get(f"/api/v1/builds/{build_id}/events{query}", headers=headers)
    assert got.headers["Content-Type"].startswith("text/event-stream")
    return parsed(got.text)


def ids(seen: list[dict[str, str]]) -> list[int]:
    return [int(event["id"]) for event in seen]


def test_a_finished_job_is_told_whole_and_ended(client: TestClient, studio: Studio) -> None:
    seen = stream(client, build_with_log(studio.engine, 3))

    assert [event["event"] for event in seen] == ["log", "log", "log", "end"]
    assert ids(seen) == [1, 2, 3, 3]
    assert '"text":"line 1"' in seen[0]["data"].replace(": ", ":")


def test_a_reader_that_comes_back_goes_on_where_it_was(client: TestClient, studio: Studio) -> None:
    build_id = build_with_log(studio.engine, 5)

    assert ids(stream(client, build_id, **{"Last-Event-ID": "3"})) == [4, 5, 5]
    assert ids(stream(client, build_id, "?after=4")) == [5, 5]
    assert ids(stream(client, build_id, "?after=1", **{"Last-Event-ID": "4"})) == [5, 5], "the browser knows better"
    assert ids(stream(client, build_id, **{"Last-Event-ID": "5"})) == [5]


@pytest.mark.parametrize("given", ["", "x", "-1", "1.5", "²", "9" * 40, "1\u0661"])
def test_a_last_event_id_that_makes_no_sense_counts_as_none(given: str) -> None:
    assert last_seen(given, 7) == 7


@pytest.mark.parametrize("query", ["?after=-1", "?after=x", "?after=", f"?after={2**70}"])
def test_an_after_that_makes_no_sense_is_refused(client: TestClient, studio: Studio, query: str) -> None:
    got = client.get(f"/api/v1/builds/{build_with_log(studio.engine, 1)}/events{query}")

    assert (got.status_code, got.json()["code"]) == (422, "request_not_valid")


def test_more_events_than_one_look_takes_come_all(client: TestClient, studio: Studio) -> None:
    assert ids(stream(client, build_with_log(studio.engine, 1_203)))[:-1] == list(range(1, 1_204))


def test_what_happens_meanwhile_is_told_up_to_the_end(client: TestClient, studio: Studio) -> None:
    build_id = build_with_log(studio.engine, 1, BuildStatus.RUNNING)

    def work() -> None:
        for number in range(2, 6):
            with unit_of_work(studio.engine) as session:
                events.append(session, build_id, [Event("log", {"text": f"line {number}"})])
            studio.signals.notify(build_id)
        claims.finish(studio.engine, build_id, BuildStatus.FAILED)
        studio.signals.notify(build_id)

    worker = threading.Thread(target=work)
    worker.start()
    seen = stream(client, build_id)
    worker.join()

    assert ids(seen) == [1, 2, 3, 4, 5, 6, 6]
    assert [event["event"] for event in seen[-2:]] == ["status", "end"]


def test_a_server_that_goes_down_lets_its_readers_go(client: TestClient, studio: Studio) -> None:
    build_id = build_with_log(studio.engine, 1, BuildStatus.RUNNING)
    closing = threading.Timer(0.05, studio.signals.close)
    closing.start()
    seen = stream(client, build_id)
    closing.join()

    assert "end" not in [event["event"] for event in seen], "the browser shall come back"


@pytest.mark.parametrize("noun", ["builds", "runs"])
def test_an_unknown_job_has_no_stream(client: TestClient, noun: str) -> None:
    got = client.get(f"/api/v1/{noun}/unknown/events")

    assert (got.status_code, got.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_line_cannot_forge_an_event(client: TestClient, studio: Studio) -> None:
    hostile = "x\n\nevent: status\ndata: {}\nid: 99\r\rretry: 1\u2028y"
    with unit_of_work(studio.engine) as session:
        build = a_build(session, status="failed")
        events.append(session, build.id, [Event("log", {"text": hostile})])
    seen: list[dict[str, Any]] = stream(client, build.id)

    assert [(event["event"], event["id"]) for event in seen] == [("log", "1"), ("end", "1")]
