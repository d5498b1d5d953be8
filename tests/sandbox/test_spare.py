"""Guests that are made ahead: the same results as others', and nothing of the run before in them."""

import base64
import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from app.sandbox.guest import Guest
from app.sandbox.run_child import Worker
from tests.support import generic
from tests.support.generic import Report

OPERATOR = """
import gc, os, sys
from map_impl import exports
from map_impl.imports import logger, metrics, state_store
from map_impl.imports.state_store_types import SetConditions, SetOptions

FOUND = sorted(os.listdir("/0"))

class Map(exports.Map):
    def init(self, configuration):
        logger.log(logger.Level.INFO, "init", f"{FOUND} {dict(configuration.properties)}")
        return True

    def process(self, message):
        metrics.add_to_counter("seen", metrics.CounterValue_U64(1), None)
        before = state_store.get(b"key", None).response
        always = SetOptions(SetConditions.UNCONDITIONAL, None)
        state_store.set(b"key", (before or b"") + b"x", None, None, always)
        logger.log(logger.Level.INFO, "process", f"{before!r} {len(sys.modules)} {'warming' in sys.modules}")
        return message
"""
BROKEN = "raise RuntimeError('at import')\n"


@pytest.fixture
def worker() -> Iterator[Worker]:
    with contextlib.closing(Worker(lambda: None)) as made:
        yield made


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Guest]:
    """Every guest that a component was instantiated for."""
    guests: list[Guest] = []
    prepare = Guest.prepare

    def noting(guest: Guest) -> None:
        guests.append(guest)
        prepare(guest)

    monkeypatch.setattr(Guest, "prepare", noting)
    return guests


def do(worker: Worker, source: str = OPERATOR, kind: str = "map", **more: Any) -> Report:
    report = Report()
    sources = {
        "files": {"doubling.py": base64.b64encode(source.encode()).decode(), **more.pop("files", {})},
        "entry": "doubling",
        "adapter": None,
        "packages": None,
        "registry": more.pop("registry", False),
        "profile": False,
    }
    request = {
        "precompiled": str(generic.precompiled("1.1.0")),
        "kind": kind,
        "api_version": "1.1.0",
        "configuration": [],
        "module_schemas": [],
        "state": [],
        "messages": [{"payload": "1"}, {"payload": "2"}],
        "limits": generic.LIMITS,
        "init_time_ms": 10_000,
        "sources": sources,
    }
    worker.run(request | more, report)
    return report


def told(report: Report) -> Any:
    """A report without what no two runs have in common."""
    times = {"duration_us", "host_us", "memory_bytes", "output", "state_changes"}
    calls = [{name: value for name, value in each.items() if name not in times} for each in report.results]
    return (
        report.init_ok,
        [log["message"] for log in report.logs],
        calls,
        [entry["value"] for entry in report.finished["state"]],
    )


def test_a_guest_made_ahead_answers_as_one_that_was_not(worker: Worker, begun: list[Guest]) -> None:
    fresh = do(worker)
    worker.prepare()
    ahead = do(worker)

    assert told(ahead) == told(fresh)
    assert "b'x'" in fresh.logs[-1]["message"]
    assert len(begun) == 2


def test_files_configuration_and_state_are_those_of_the_run_itself(worker: Worker) -> None:
    do(worker, files={"of_before.py": ""}, configuration=[["of", "before"]])
    worker.prepare()
    report = do(worker, files={"new.py": ""}, configuration=[["of", "now"]])

    assert report.logs[0]["message"] == "['doubling.py', 'new.py'] {'of': 'now'}"
    assert report.finished["state"][0]["value"] == "xx"


def test_an_import_that_fails_is_told_in_the_same_words(worker: Worker) -> None:
    fresh = do(worker, BROKEN)
    worker.prepare()
    ahead = do(worker, BROKEN)

    assert ahead.init["stderr"] == fresh.init["stderr"]
    assert "at import" in ahead.init["stderr"]


def test_printing_is_bounded_as_while_a_component_is_built(worker: Worker) -> None:
    do(worker)
    worker.prepare()
    report = do(worker, "print('x' * 20_000)\n" + OPERATOR)

    assert (report.init["outcome"], report.init["stage"]) == ("output_limit", "load")


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "filter"},
        {"registry": True},
        {"seed": 1},
        {"clock": {"start": "2026-01-01T00:00:00Z"}},
        {"limits": generic.LIMITS | {"memory_bytes": 300 << 20}},
    ],
)
def test_a_run_that_it_does_not_fit_gets_one_of_its_own(
    worker: Worker, begun: list[Guest], other: dict[str, Any]
) -> None:
    do(worker)
    worker.prepare()
    before = len(begun)
    do(worker, **other)

    assert len(begun) > before


def test_what_it_weighs_counts_for_the_run_that_uses_it(worker: Worker) -> None:
    do(worker)  # what it loads stays
    fresh = do(worker).finished["memory_bytes"]
    worker.prepare()
    ahead = do(worker).finished["memory_bytes"]

    assert ahead > fresh / 2


def test_without_a_run_before_there_is_nothing_to_make(worker: Worker, begun: list[Guest]) -> None:
    worker.prepare()
    assert begun == []
