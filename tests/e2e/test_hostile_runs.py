"""Operators that misbehave in ``process``: each is stopped, what it did before is shown, and the next message runs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.operators import payload_of, probe
from tests.e2e.ready import PROBE
from tests.support.api import Api, Json

pytestmark = pytest.mark.build

LIMITS = {"time_ms": 3_000, "memory_bytes": 64 * 1024 * 1024, "output_bytes": 100_000}


@pytest.fixture(scope="module")
def digest(api: Api) -> Iterator[str]:
    """An operator that does what its messages ask for."""
    api.project(PROBE, source=probe())
    digest = api.artifact(PROBE)
    yield digest
    api.forget_runs(digest)
    api.call("DELETE", f"/projects/{PROBE}", 204)


def ask(do: str, **arguments: Any) -> Json:
    return {"payload": json.dumps({"do": do, **arguments})}


def survived(api: Api, digest: str, do: str, **limits: int) -> Json:
    """The result of a message that misbehaves, between two that do not."""
    messages = [ask("describe"), ask(do), ask("describe")]
    run = api.run(artifact=digest, messages=messages, limits=LIMITS | limits)
    assert run["status"] == "completed", run
    before, result, after = run["results"]
    assert json.loads(payload_of(before))["seen"] == json.loads(payload_of(after))["seen"] == 1
    assert [entry["reinitialised"] for entry in run["results"]] == [False, False, True]
    assert result["output"] is None
    assert result["explanation"]
    hostile: Json = result
    return hostile


def test_an_endless_loop(api: Api, digest: str) -> None:
    result = survived(api, digest, "spin")
    assert (result["outcome"], result["stdout"]) == ("time_limit", "spinning\n")
    assert "3 s" in result["explanation"]
    assert result["logs"][0]["message"] == "before the loop"


def test_growth_without_end(api: Api, digest: str) -> None:
    result = survived(api, digest, "allocate", time_ms=30_000)
    assert result["outcome"] == "memory_limit"
    assert "64 MiB" in result["explanation"]


def test_leaving_the_process(api: Api, digest: str) -> None:
    result = survived(api, digest, "leave")
    assert (result["outcome"], result["stdout"]) == ("exit", "leaving\n")


@pytest.mark.parametrize("do", ["flood", "log_without_end"])
def test_output_without_end(api: Api, digest: str, do: str) -> None:
    result = survived(api, digest, do, time_ms=30_000)
    assert (result["outcome"], result["truncated"]) == ("output_limit", True)
    assert "97.7 KiB" in result["explanation"]
    assert result["stdout"] or result["logs"]


def test_a_huge_answer(api: Api, digest: str) -> None:
    messages = [ask("blob", size=200_000), ask("describe")]
    run = api.run(artifact=digest, messages=messages, limits=LIMITS)
    assert [result["outcome"] for result in run["results"]] == ["output_limit", "output"]
    assert run["results"][0]["output"] is None


def test_an_uncaught_exception(api: Api, digest: str) -> None:
    result = survived(api, digest, "fail")
    assert (result["outcome"], result["stdout"]) == ("trap", "about to fail\n")
    assert result["error"].startswith("ValueError: not today")
    assert [frame["path"] for frame in result["traceback"]] == ["e2e-probe.py", "e2e-probe.py"]
    assert result["traceback"][-1]["function"] == "fail"
    assert "wasm backtrace" in result["wasm_backtrace"]


def test_an_init_that_raises_is_a_failed_run(api: Api, digest: str) -> None:
    run = api.run(artifact=digest, configuration={"init": "raise"}, messages=[ask("describe")])
    assert (run["status"], run["init"]["ok"], run["init"]["outcome"], run["results"]) == ("failed", False, "trap", [])
    assert "no threshold" in run["init"]["error"]
