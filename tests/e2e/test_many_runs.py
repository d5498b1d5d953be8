"""Many runs by twenty clients at once, a tenth of them hostile: each is answered rightly, and nothing grows.

STUDIO_TEST_RUNS says how many; a thousand take some minutes.
"""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.e2e.operators import payload_of, probe
from tests.e2e.ready import PROBE
from tests.support import processes
from tests.support.api import Api, Json
from tests.support.server import Server

pytestmark = pytest.mark.build

RUNS = int(os.environ.get("STUDIO_TEST_RUNS", "120"))
CLIENTS = 20
MOST_GROWTH = 192 << 20  # bytes, of the server and all its children: pools of allocators fill, leaks of runs add up
LIMITS = {"time_ms": 10_000, "memory_bytes": 64 << 20, "output_bytes": 200_000}


class Hostile(NamedTuple):
    """What it does, within which limits, and what that must be called."""

    do: str
    limits: dict[str, int]
    outcome: str


HOSTILE = (
    Hostile("spin", {"time_ms": 300}, "time_limit"),
    Hostile("allocate", {}, "memory_limit"),
    Hostile("leave", {}, "exit"),
    Hostile("fail", {}, "trap"),
    Hostile("flood", {}, "output_limit"),
    Hostile("log_without_end", {"host_calls": 20_000, "log_lines": 10}, "host_call_limit"),
)


@pytest.fixture(scope="module")
def digest(api: Api) -> Iterator[str]:
    """An operator that does what its messages ask for."""
    api.project(PROBE, source=probe())
    digest = api.artifact(PROBE)
    api.forget_runs(digest)
    yield digest
    api.forget_runs(digest)
    api.call("DELETE", f"/projects/{PROBE}", 204)


def ask(do: str, **arguments: Any) -> Json:
    return {"topic": "plant/line", "payload": json.dumps({"do": do, **arguments})}


def resident_bytes(server: Server) -> int:
    """Of the server and everything below it, as far as it still lives."""
    found = 0
    for process in [server.pid, *(process.pid for process in processes.below(server.pid))]:
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        found += sum(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("RssAnon:"))
    return found


def harmless(api: Api, digest: str, number: int) -> None:
    run = api.run(artifact=digest, messages=[ask("describe"), ask("length", text="x" * number)])
    assert run["status"] == "completed", run
    first, second = (json.loads(payload_of(result)) for result in run["results"])
    assert (first["seen"], second) == (1, number)


def hostile(api: Api, digest: str, number: int) -> None:
    wanted = HOSTILE[number // 10 % len(HOSTILE)]
    messages = [ask("describe"), ask(wanted.do), ask("describe")]
    run = api.run(artifact=digest, messages=messages, limits=LIMITS | wanted.limits)
    assert run["status"] == "completed", run
    assert [result["outcome"] for result in run["results"]] == ["output", wanted.outcome, "output"], run


def all_at_once(api: Api, digest: str, numbers: range) -> None:
    def one(number: int) -> None:
        (hostile if number % 10 == 9 else harmless)(api, digest, number)

    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(one, numbers))


def test_every_run_is_answered_rightly_and_memory_stays_level(server: Server, api: Api, digest: str) -> None:
    all_at_once(api, digest, range(RUNS // 2))
    before, children = resident_bytes(server), len(processes.below(server.pid))

    all_at_once(api, digest, range(RUNS // 2, RUNS))

    assert resident_bytes(server) < before + MOST_GROWTH
    assert len(processes.below(server.pid)) <= children + 2  # one that is just being replaced, in its wrapping


def test_a_run_that_is_cancelled_among_others_ends_and_harms_none(api: Api, digest: str) -> None:
    spinning = api.start_run(artifact=digest, messages=[ask("spin")], limits={"time_ms": 60_000})
    with ThreadPoolExecutor(5) as threads:
        others = [threads.submit(harmless, api, digest, number) for number in range(10)]
        api.call("POST", f"/runs/{spinning['id']}/cancel")
        for other in others:
            other.result()
    assert api.ended("runs", spinning["id"])["error"]["code"] == "cancelled"
