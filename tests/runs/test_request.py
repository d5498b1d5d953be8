from typing import Any

import pytest

from app.errors import Invalid, LimitExceeded
from app.runs.limits import USUAL
from app.runs.request import RunRequest
from app.settings import Settings

MESSAGE = {"topic": "sensors", "payload": "{}"}


def refusal(settings: Settings, kind: str = "map", **parts: Any) -> Invalid:
    with pytest.raises(Invalid) as refused:
        RunRequest(**({"messages": [MESSAGE]} | parts)).for_child(kind, settings)
    assert refused.value.code == "run_input"
    return refused.value


def test_a_request_becomes_what_the_child_takes(settings: Settings) -> None:
    request = RunRequest([MESSAGE], {"b": "2", "a": "1"}, limits={"time_ms": 100})

    assert request.for_child("map", settings) == {
        "configuration": [["b", "2"], ["a", "1"]],
        "module_schemas": [],
        "state": [],
        "messages": [MESSAGE],
        "schemas": [],
        "clock": None,
        "seed": None,
        "limits": USUAL | {"time_ms": 100},
        "init_time_ms": 5_000,
        "wall_s": settings.run_wall_limit_s,
        "measure": None,
    }


def test_a_stored_request_is_the_same_request() -> None:
    request = RunRequest([MESSAGE], {"a": "1"}, [{"name": "n", "content": "c"}], [{"key": "k", "value": ""}], {})

    assert RunRequest(**request.as_json()) == request


@pytest.mark.parametrize("message", [
    {"payload": "not base64!", "payload_encoding": "base64"},
    {"payload": "abc", "payload_encoding": "base64"},
    {"payload": "0", "payload_encoding": "hex"},
    {"payload": "zz", "payload_encoding": "hex"},
    {"payload": "x", "payload_encoding": "utf-16"},
    {"payload": 7},
    {"payload": "\ud83d"},
    {"payload": None},
    {"topic": ["a"]},
    {"topic": "\udfff"},
    {"topic": "x" * 65_536},
    {"payload": "x" * (8 * 1024 * 1024 + 1)},
    {"timestamp": "yesterday"},
    {"timestamp": "2026-02-30T00:00:00Z"},
    {"timestamp": {"secs": -1}},
    {"timestamp": {"secs": 2**64}},
    {"timestamp": {"secs": 1.5}},
    {"timestamp": {"nanos": 1}},
    {"user_properties": [["only a key"]]},
    {"user_properties": {"k": "v"}},
    {"user_properties": [["k", "v"]] * 257},
    {"as": "string"},
    {"payloads": "a typing mistake"},
    {"bytes": "zz", "encoding": "hex"},
    {"snapshot": {"width": -1}},
    {"snapshot": {"width": True}},
    {"snapshot": None},
    {"schema": {"inline": {}, "registry_reference": "x"}},
    "just a text",
    None,
    [],
])  # fmt: skip
def test_a_message_that_is_not_what_it_says_is_named_by_its_place(settings: Settings, message: Any) -> None:
    error = refusal(settings, messages=[MESSAGE, message])

    assert error.context["path"].startswith("messages[1]")
    assert error.detail.startswith(error.context["path"])
    error.detail.encode()


@pytest.mark.parametrize(
    "parts",
    [
        {"configuration": {"k": "\ud800"}},
        {"configuration": {str(number): "" for number in range(1_001)}},
        {"state": [{"key": "", "value": "x"}]},
        {"state": [{"key": "k", "value": "x", "encoding": "rot13"}]},
        {"state": [{"key": "k", "value": "x" * (4 * 1024 * 1024 + 1)}]},
        {"module_schemas": [{"content": "no name"}]},
        {"module_schemas": [{"name": "n", "content": "c", "extra": 1}]},
        {"limits": {"time_ms": 0}},
    ],
)
def test_so_is_everything_else(settings: Settings, parts: dict[str, Any]) -> None:
    assert refusal(settings, **parts).context["path"].split(".")[0].split("[")[0] == next(iter(parts))


def test_accumulate_takes_batches_and_nothing_else_does(settings: Settings) -> None:
    batch = {"staged": None, "messages": [MESSAGE, MESSAGE]}

    RunRequest([batch]).for_child("accumulate", settings)
    refusal(settings, "accumulate")
    refusal(settings, "map", messages=[batch])


def test_a_run_takes_a_bounded_number_of_messages(settings: Settings) -> None:
    few = settings.model_copy(update={"run_max_messages": 2})
    RunRequest([MESSAGE] * 2).for_child("map", few)

    with pytest.raises(LimitExceeded) as refused:
        RunRequest([MESSAGE] * 3).for_child("map", few)
    assert refused.value.code == "too_many_messages"
