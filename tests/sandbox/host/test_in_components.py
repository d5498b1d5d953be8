"""What real operators get from the host: state on the run's clock, schemas, buffers, limits, batches."""

import json
from typing import Any

import pytest

from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.sandbox.run_child import run_one
from tests.sandbox.running import LIMITS, Ran, answer, ask, run
from tests.support.built import built, precompiled
from tests.support.schemas import READS_SCHEMAS

NOON = "2026-01-31T12:00:00Z"
NOON_SECS = 1_769_860_800
MEASURED = {"duration_us", "host_us", "memory_bytes"}


def without_figures(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in result.items() if name not in MEASURED} for result in results]


def ask_registry(schemas: list[dict[str, Any]], *questions: str) -> Ran:
    further = world(Kind.MAP, ApiVersion.V1_1_0, schema_registry=True).wit_folder.name
    component = precompiled(built("map", further, {"reads.py": READS_SCHEMAS}, "reads"))
    ran = Ran()
    request = {
        "precompiled": str(component),
        "kind": "map",
        "api_version": "1.1.0",
        "configuration": [],
        "module_schemas": [],
        "state": [],
        "schemas": schemas,
        "messages": [{"payload": question} for question in questions],
        "limits": LIMITS,
        "init_time_ms": 5_000,
    }
    run_one(request, ran)
    return ran


@pytest.mark.build
def test_an_operator_reads_schemas() -> None:
    full = {
        "id": "plant:sensor",
        "version": "2",
        "name": "sensor",
        "namespace": "plant",
        "format": "delta",
        "content": "columns",
        "description": "d",
        "display_name": "Sensor",
        "hash": "h",
        "tags": [["site", "north"]],
    }
    plain = {"id": "a", "version": "1", "content": '{"type": "object"}'}
    ran = ask_registry([full, plain], "plant:sensor 2 1 0", "a 1 0 1", "a 2 1 0", "a 1 0 0")

    told = [json.loads(result["output"]["bytes"]) for result in ran.results]
    assert told == [
        {
            "description": "d",
            "display_name": "Sensor",
            "format": "SchemaFormat_Delta",
            "hash": "h",
            "name": "sensor",
            "namespace": "plant",
            "content": "columns",
            "type": "SchemaType_MessageSchema",
            "tags": [["site", "north"]],
            "version": "2",
            "is_json": False,
        },
        {
            "description": None,
            "display_name": None,
            "format": "SchemaFormat_Json",
            "hash": None,
            "name": "a",
            "namespace": "",
            "content": '{"type": "object"}',
            "type": "SchemaType_MessageSchema",
            "tags": [],
            "version": "1",
            "is_json": True,
        },
        {"error": "SchemaError_NotFound", "text": None},
        {"error": "SchemaError_Request", "text": "the timeout must be longer than zero"},
    ]
    assert [result["schema_lookups"] for result in ran.results] == [
        [{"id": "plant:sensor", "version": "2", "found": True}],
        [{"id": "a", "version": "1", "found": True}],
        [{"id": "a", "version": "2", "found": False}],
        [{"id": "a", "version": "1", "found": False}],
    ]


@pytest.mark.build
def test_schemas_that_nobody_asked_for_are_noted() -> None:
    schemas = [{"id": name, "version": "1", "content": "{}"} for name in ("a", "b", "c\x1b")]
    assert ask_registry([], "a 1 1 0").finished["notes"] == []
    assert ask_registry(schemas[:1], "b 1 1 0", "a 1 1 0").finished["notes"] == []
    (note,) = ask_registry(schemas, "a 1 1 0", "a 2 1 0", "b 1 0 0").finished["notes"]
    assert "never read: b (version 1), c" in note
    assert "\x1b" not in note


@pytest.mark.build
def test_of_many_schemas_only_some_are_named() -> None:
    schemas = [{"id": f"s{number}", "version": "1", "content": "{}"} for number in range(1_000)]
    (note,) = ask_registry(schemas, "a 1 1 0").finished["notes"]
    assert "s4 (version 1) and 995 more." in note
    assert len(note) < 400


def test_schemas_for_an_operator_without_the_registry_are_noted() -> None:
    schemas = [{"id": "a", "version": "1", "content": "{}"}]
    assert "without the schema registry" in run("map", [ask("describe")], schemas=schemas).finished["notes"][0]
    assert run("map", [ask("describe")]).finished["notes"] == []
    assert run("map", [ask("describe")], schemas=schemas, configuration=[["init", "refuse"]]).finished["notes"] == []


def test_keys_expire_on_the_runs_clock() -> None:
    messages = [
        ask("state", steps=[["set", "k", "v"], ["get", "k"]]),
        ask("sleep", seconds=59),
        ask("state", steps=[["get", "k"]]),
        ask("sleep", seconds=2),
        ask("state", steps=[["get", "k"]]),
    ]
    ran = run("map", messages, clock={"start": NOON})
    assert [answer(result) for result in ran.results] == [[True, "v"], "awake", ["v"], "awake", [None]]
    (change,) = ran.results[0]["state_changes"]
    assert change["version"]["secs"] == NOON_SECS
    assert change["expires"].startswith("2026-01-31T12:01:00.")
    assert ran.finished["state"] == []


def test_a_message_without_a_time_has_that_of_the_runs_clock() -> None:
    ran = run("map", [ask("sleep", seconds=3_600), ask("describe")], clock={"start": NOON})
    secs, nanos, counter, node = answer(ran.results[1])["timestamp"]
    assert (secs, counter, node) == (NOON_SECS + 3_600, 0, "studio")
    assert 0 < nanos < 10**9


def test_a_run_with_a_clock_and_a_seed_repeats_itself() -> None:
    messages = [ask("describe"), ask("lock"), ask("count"), ask("fail"), ask("state", steps=[["get", "lock"]])]
    first, second = (run("map", messages, clock={"start": NOON}, seed=7) for _ in range(2))
    assert without_figures(first.results) == without_figures(second.results)
    assert first.finished["state"] == second.finished["state"] != []


def test_the_final_state_begins_the_next_run() -> None:
    steps = [["set", "k", "v"], ["set", "j", "w"]]
    first = run("map", [ask("state", steps=steps)], clock={"start": NOON})
    again = {"state": first.finished["state"], "clock": {"start": "2026-01-31T12:00:30Z"}}
    ran = run(
        "map",
        [ask("state", steps=[["get", "k"]]), ask("sleep", seconds=31), ask("state", steps=[["get", "j"]])],
        **again,
    )
    assert [answer(result) for result in ran.results] == [["v"], "awake", [None]]


def test_buffers_are_counted() -> None:
    ran = run("map", [ask("describe"), {**ask("describe"), "as": "bytes"}, ask("unread"), {"bytes": "x"}, ask("echo")])
    assert [result["buffers"] for result in ran.results] == [
        {"given": 2, "read": 2, "returned_unread": 0},
        {"given": 0, "read": 0, "returned_unread": 0},
        {"given": 2, "read": 1, "returned_unread": 0},
        {"given": 1, "read": 0, "returned_unread": 1},
        {"given": 2, "read": 1, "returned_unread": 1},
    ]
    assert ran.results[3]["output"] == {"variant": "bytes", "bytes": "x", "encoding": "text"}


def test_calls_of_the_host_are_counted_and_have_an_end() -> None:
    limits = {**LIMITS, "host_calls": 1_000, "log_lines": 3}
    ran = run("map", [ask("log"), ask("log_without_end"), ask("log")], limits=limits)
    assert ran.outcomes == ["output", "host_call_limit", "output"]
    assert [len(result["logs"]) for result in ran.results] == [3, 3, 3]
    assert [result["truncated"] for result in ran.results] == [True, True, True]
    assert ran.results[0]["host_calls"] == 7  # a buffer read, six lines
    assert "1,000" in ran.results[1]["explanation"]
    assert ran.results[2]["reinitialised"]


def test_the_state_store_has_a_quota() -> None:
    limits = {**LIMITS, "state_bytes": 10}
    ran = run("map", [ask("state", steps=[["set", "k", "x" * 9], ["set", "j", ""], ["get", "k"]])], limits=limits)
    assert answer(ran.results[0]) == [
        True,
        "StateStoreError_RequestError(value='the quota has been exceeded')",
        "x" * 9,
    ]
    assert ran.results[0]["truncated"] is False


@pytest.mark.parametrize(("batches", "calls"), [("one", 1), ("each", 5), ("random", None)])
def test_an_accumulate_may_be_called_in_parts(batches: str, calls: int | None) -> None:
    messages = [{"payload": letter} for letter in "abcde"]
    staged = {"payload": "0"}
    request = [{"staged": staged, "messages": messages, "batches": batches}]
    first, second = (run("accumulate", request, seed=3) for _ in range(2))
    (result,) = first.results
    assert result["output"]["payload"] == "0+a+b+c+d+e"
    assert result["calls"] == (calls or second.results[0]["calls"])
