"""kill -9 of the server at the worst moments, and a start on what it left: one artifact, the whole log, no orphans."""

import json
from pathlib import Path

import pytest

from tests.e2e.operators import BOILING, ENDLESS, payload_of
from tests.support.api import Api, Json
from tests.support.polling import until
from tests.support.server import Server

pytestmark = pytest.mark.build

LIMITS = {"build_time_limit_s": 600, "run_time_limit_ms": 60_000}
AGAIN = "The studio stopped in the middle of this build. It starts again."


def killed_when(server: Server, build_id: str, phase: str) -> None:
    """Kill the server once a child works at this phase; ``kill`` fails where a child outlives it."""
    with Api(server.address) as api:
        until(lambda: api.get(f"/builds/{build_id}"), lambda build: build["phase"] == phase)
        until(server.children)
    server.kill()


def test_a_build_and_a_run_survive_two_kills_in_their_middle(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", tmp_path / "log", LIMITS)
    server.start()
    with Api(server.address) as api:
        api.project("phoenix")
        build_id = api.ask_build("phoenix", mode="debug")["id"]  # only there, the last phase takes long
    killed_when(server, build_id, "componentize")

    server.start()
    with Api(server.address) as api:
        until(lambda: api.get(f"/builds/{build_id}"), lambda build: build["phase"] == "precompile")
        digest = api.get(f"/builds/{build_id}")["artifact"]
        run_id = api.start_run(artifact=digest, messages=[BOILING])["id"]
        until(lambda: api.get(f"/runs/{run_id}"), lambda run: run["status"] == "running")
    killed_when(server, build_id, "precompile")

    with server, Api(server.address) as api:
        build, run = api.ended("builds", build_id), api.ended("runs", run_id)
        the_build_is_whole(api, build, digest)
        assert (run["status"], json.loads(payload_of(run["results"][0]))["temperature"]) == ("completed", 100.0)
        assert len(run["results"]) == 1
        until(server.children, lambda children: not children)
        assert list((tmp_path / "data" / "work").iterdir()) == []


def the_build_is_whole(api: Api, build: Json, digest: str) -> None:
    assert (build["status"], build["attempt"], build["cached"]) == ("succeeded", 3, False)
    assert build["artifact"] == digest
    assert [artifact["digest"] for artifact in api.get("/artifacts")["items"]] == [digest]
    assert [known["id"] for known in api.get(f"/artifacts/{digest}")["builds"]] == [build["id"]]
    assert {known["status"] for known in api.get("/projects/phoenix/builds")["items"]} == {"succeeded"}
    *events, end = api.events("builds", build["id"])
    assert [event.id for event in events] == list(range(1, len(events) + 1)) == list(range(1, end.data["last"] + 1))
    assert [event.data["text"] for event in events if event.kind == "log"].count(AGAIN) == 2
    statuses = [event.data["status"] for event in events if event.kind == "status"]
    assert statuses == ["queued", "running", "queued", "running", "queued", "running", "succeeded"]
    phases = [event.data["name"] for event in events if event.kind == "phase"]
    first, second = ["prepare", "bindings", "componentize"], ["inspect", "store", "precompile"]
    assert phases == [*first, *first, *second, "precompile"]  # the third attempt found the artifact stored


def test_a_stop_in_good_order_ends_what_is_at_work_and_the_next_start_goes_on(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", tmp_path / "log", LIMITS)
    with server, Api(server.address) as api:
        api.project("endless", source=ENDLESS)
        build_id = api.ask_build("endless")["id"]
        until(lambda: api.get(f"/builds/{build_id}"), lambda build: build["phase"] == "componentize")
        until(server.children)

    with server, Api(server.address) as api:
        until(lambda: api.get(f"/builds/{build_id}"), lambda build: build["phase"] == "componentize")
        build = api.call("POST", f"/builds/{build_id}/cancel").json()
        assert build["attempt"] == 2
        assert api.ended("builds", build_id)["status"] == "cancelled"


def test_whoever_follows_a_build_is_let_go_when_the_server_stops(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", tmp_path / "log")
    server.start()
    with Api(server.address) as api:
        api.project("endless", source=ENDLESS)
        events = api.events("builds", api.ask_build("endless")["id"])
        until(lambda: next(events), lambda event: event.kind == "log" and "Compiling" in event.data["text"])

        server.stop()

        assert list(events) == []  # the stream ends by itself, and not by a broken connection
