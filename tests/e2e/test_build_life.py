"""What happens to a build between asking for it and its end."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

import pytest

from tests.e2e.operators import BOILING, ENDLESS, PLAIN
from tests.e2e.ready import SAMPLE
from tests.support import processes
from tests.support.api import Api, Event, Json
from tests.support.polling import until
from tests.support.server import Server

pytestmark = pytest.mark.build

AT_ONCE = 8
PHASES = ["prepare", "bindings", "componentize", "inspect", "slim", "store", "precompile"]
DROPPED_AFTER = 4  # events


@dataclass
class Real:
    """A build that really was done, because the artifact of an earlier one was deleted. It was asked for by several
    callers at once, and followed by one that lost its line."""

    refused: Json
    gone: Json
    asked: list[Json]
    seen: list[Event] = field(default_factory=list)
    in_precompile: Json = field(default_factory=dict)
    downloaded: bytes = b""
    build: Json = field(default_factory=dict)


@pytest.fixture(scope="module")
def real(api: Api) -> Iterator[Real]:
    api.project(SAMPLE)
    before = api.artifact(SAMPLE)
    api.run(artifact=before, messages=[BOILING])
    refused = api.call("DELETE", f"/artifacts/{before}", 409).json()
    api.forget_artifact(before)
    gone = api.call("GET", f"/artifacts/{before}/component.wasm", 404).json()
    for older in api.artifacts_named(SAMPLE):  # of a template that has changed since
        api.forget_artifact(older)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        asked = list(threads.map(lambda _: api.ask_build(SAMPLE), range(AT_ONCE)))
    real = Real(refused, gone, asked)
    build_id = asked[0]["id"]
    real.seen = list(islice(api.events("builds", build_id), DROPPED_AFTER))
    for event in api.events("builds", build_id, last=real.seen[-1].id):
        real.seen.append(event)
        if event.kind == "phase" and event.data["name"] == "precompile":
            real.in_precompile = api.get(f"/builds/{build_id}")
            digest = real.in_precompile["artifact"]
            real.downloaded = api.call("GET", f"/artifacts/{digest}/component.wasm").content
    real.build = api.get(f"/builds/{build_id}")
    yield real
    api.call("DELETE", f"/projects/{SAMPLE}", 204, 404)


def test_equal_requests_at_the_same_time_are_one_build_with_one_artifact(api: Api, real: Real) -> None:
    assert len({build["id"] for build in real.asked}) == 1
    assert (real.build["status"], real.build["cached"], real.build["attempt"]) == ("succeeded", False, 1)
    assert api.artifacts_named(SAMPLE) == [real.build["artifact"]]


def test_an_artifact_is_deleted_once_no_result_refers_to_it_and_is_then_built_anew(api: Api, real: Real) -> None:
    assert real.refused["code"] == "artifact_in_use"
    assert "stored result" in real.refused["detail"]
    assert real.gone["code"] == "artifact_unknown"
    assert api.run(artifact=real.build["artifact"], messages=[BOILING])["status"] == "completed"
    api.forget_runs(real.build["artifact"])


def test_a_log_that_was_interrupted_misses_nothing_and_repeats_nothing(api: Api, real: Real) -> None:
    *events, end = real.seen
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    assert (end.kind, end.data["last"]) == ("end", len(events))
    assert real.seen == list(api.events("builds", real.build["id"]))


def test_the_log_tells_phases_and_statuses_in_order(real: Real) -> None:
    assert [event.data["name"] for event in real.seen if event.kind == "phase"] == PHASES
    assert [event.data["status"] for event in real.seen if event.kind == "status"] == ["queued", "running", "succeeded"]
    assert set(real.build["timings"]) == set(PHASES)
    assert all(seconds >= 0 for seconds in real.build["timings"].values())
    assert real.build["phase"] is None


def test_the_component_can_be_downloaded_before_the_build_has_told_its_end(real: Real) -> None:
    assert real.in_precompile["artifact"] == real.build["artifact"]
    assert real.downloaded.startswith(b"\0asm")


def test_the_same_inputs_again_are_answered_at_once_and_marked(api: Api, real: Real) -> None:
    answer = api.call("POST", f"/projects/{SAMPLE}/builds", 200).json()

    assert (answer["status"], answer["cached"], answer["artifact"]) == ("succeeded", True, real.build["artifact"])
    assert answer["id"] != real.build["id"]
    assert api.log(answer["id"]) == ["The same inputs were built before: this is the stored artifact."]
    builds = {build["id"]: build["cached"] for build in api.get(f"/artifacts/{answer['artifact']}")["builds"]}
    assert (builds[real.build["id"]], builds[answer["id"]]) == (False, True)


@dataclass
class Busy:
    """A build that goes on until it is stopped."""

    build_id: str
    children: set[processes.Process]


@pytest.fixture
def busy(api: Api, server: Server) -> Iterator[Busy]:
    """The one worker is at work on an endless build, so that other builds wait."""
    api.project("e2e-endless", source=ENDLESS)
    build = api.ask_build("e2e-endless")
    until(lambda: api.get(f"/builds/{build['id']}"), lambda now: now["phase"] == "componentize")
    yield Busy(build["id"], until(server.children))
    api.call("POST", f"/builds/{build['id']}/cancel", 200, 409)
    api.ended("builds", build["id"])
    api.call("DELETE", "/projects/e2e-endless", 204)


def test_a_cancelled_build_ends_with_every_process_it_had(api: Api, busy: Busy) -> None:
    answer = api.call("POST", f"/builds/{busy.build_id}/cancel").json()
    assert answer["status"] in {"cancelling", "cancelled"}

    build = api.ended("builds", busy.build_id)

    assert (build["status"], build["error"]["code"], build["artifact"]) == ("cancelled", "cancelled", None)
    until(lambda: [child for child in busy.children if processes.is_alive(child)], lambda alive: not alive)
    statuses = [event.data["status"] for event in api.events("builds", busy.build_id) if event.kind == "status"]
    assert statuses == ["queued", "running", "cancelling", "cancelled"]
    again = api.call("POST", f"/builds/{busy.build_id}/cancel", 409).json()
    assert again["code"] == "build_ended"


def test_a_newer_build_takes_the_place_of_an_older_one_that_waits(api: Api, busy: Busy) -> None:
    api.project("e2e-waiting", source=f"{PLAIN}\n# never built\n")
    older = api.ask_build("e2e-waiting")
    assert (older["status"], older["position"]) == ("queued", 0)
    assert api.ask_build("e2e-waiting")["id"] == older["id"]

    api.save("e2e-waiting", {"e2e-waiting.py": f"{PLAIN}\n# never built either\n"})
    newer = api.ask_build("e2e-waiting")

    replaced = api.get(f"/builds/{older['id']}")
    assert (replaced["status"], replaced["error"]["code"]) == ("cancelled", "superseded")
    assert (newer["status"], newer["revision"]) == ("queued", 2)
    cancelled = api.call("POST", f"/builds/{newer['id']}/cancel").json()
    assert (cancelled["status"], cancelled["finished"] is not None) == ("cancelled", True)
    assert [event.kind for event in api.events("builds", newer["id"])] == ["status", "status", "end"]
    assert api.get(f"/builds/{busy.build_id}")["status"] == "running"
    api.call("DELETE", "/projects/e2e-waiting", 204)
