from typing import Any

import pytest

from app.errors import Invalid, LimitExceeded
from app.payloads import expectation

WHOLE: dict[str, Any] = {
    "outcome": "output",
    "output": {
        "payload": {"humidity": 85, "deep": [{"x": None}]},
        "topic": "t",
        "content_type": None,
        "user_properties": {"k": "v", "__ts.a": 1, "gone": None},
    },
    "outputs": [{"payload": "text"}, {"payload": {"base64": "AAEC"}}, {}],
    "arm": "True",
    "hlc": {"secs": 1, "node_id": "n"},
    "error": "too dry",
    "logs": [{"level": "info", "context": "c", "contains": "x"}, {"matches": "^a+$"}, {}],
    "metrics": [{"name": "n", "kind": "counter", "value": 1.5, "labels": {"a": "b"}}, {"name": "m", "value": "nan"}],
    "state": [{"key": "k", "value": None}, {"key": "AA==", "key_encoding": "base64", "value": "ff", "encoding": "hex"}],
    "select": ["payload.humidity", "user_properties.__ts", "payload.items.*.a\\.b"],
    "ignores": ["payload.at"],
    "tolerance": 0.5,
    "max_duration_us": 1_000,
    "max_memory_bytes": 2**40,
}


def test_every_member_is_kept_as_it_is_given() -> None:
    assert expectation.parse(WHOLE) == WHOLE


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_each_member_is_optional(name: str) -> None:
    one = {name: WHOLE[name]}

    assert expectation.parse(one) == one
    assert expectation.checks(one) is (name not in {"select", "ignores", "tolerance"})


def test_null_says_nothing_except_of_the_output() -> None:
    assert expectation.parse(dict.fromkeys(WHOLE)) == {"output": None}
    assert expectation.parse({}) == {}
    assert expectation.checks({"output": None})
    assert not expectation.checks({})


def test_a_number_stays_as_it_was_written() -> None:
    payload = expectation.parse({"output": {"payload": [85, 85.0, True]}})["output"]["payload"]

    assert [repr(value) for value in payload] == ["85", "85.0", "True"]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ([], "expect"),
        ("output", "expect"),
        ({"outcomes": "output"}, "expect"),
        ({"outcome": "fine"}, "expect.outcome"),
        ({"outcome": ["output"]}, "expect.outcome"),
        ({"output": "text"}, "expect.output"),
        ({"output": {"timestamp": 1}}, "expect.output"),
        ({"output": {"topic": 1}}, "expect.output.topic"),
        ({"output": {"payload": float("nan")}}, "expect.output.payload"),
        ({"output": {"payload": "\ud83d"}}, "expect.output.payload"),
        ({"output": {"user_properties": [["k", "v"]]}}, "expect.output.user_properties"),
        ({"outputs": {}}, "expect.outputs"),
        ({"outputs": [{}, None]}, "expect.outputs[1]"),
        ({"outputs": [{}] * 10_001}, "expect.outputs"),
        ({"arm": True}, "expect.arm"),
        ({"hlc": 7}, "expect.hlc"),
        ({"hlc": {"secs": -1}}, "expect.hlc.secs"),
        ({"hlc": {"secs": 1.5}}, "expect.hlc.secs"),
        ({"error": ["x"]}, "expect.error"),
        ({"logs": {}}, "expect.logs"),
        ({"logs": ["x"]}, "expect.logs[0]"),
        ({"logs": [{"message": "x"}]}, "expect.logs[0]"),
        ({"logs": [{"contains": 1}]}, "expect.logs[0].contains"),
        ({"logs": [{"contains": "x", "matches": "x"}]}, "expect.logs[0]"),
        ({"logs": [{"matches": "(unclosed"}]}, "expect.logs[0].matches"),
        ({"logs": [{"matches": "(?=ahead)"}]}, "expect.logs[0].matches"),
        ({"logs": [{"matches": "(((a{100}){100}){100})"}]}, "expect.logs[0].matches"),
        ({"logs": [{"matches": "x" * 60_000}]}, "expect.logs[0].matches"),
        ({"metrics": [{"value": 1}]}, "expect.metrics[0].name"),
        ({"metrics": [{"name": "n", "value": True}]}, "expect.metrics[0].value"),
        ({"metrics": [{"name": "n", "value": "many"}]}, "expect.metrics[0].value"),
        ({"metrics": [{"name": "n", "value": [1]}]}, "expect.metrics[0].value"),
        ({"metrics": [{"name": "n", "labels": {"a": 1}}]}, "expect.metrics[0].labels[0][1]"),
        ({"metrics": [{"name": "n", "labels": [["a"]]}]}, "expect.metrics[0].labels[0]"),
        ({"state": [{"key": "k"}]}, "expect.state[0]"),
        ({"state": [{"value": "k"}]}, "expect.state[0].key"),
        ({"state": [{"key": "k", "value": "x", "encoding": "hex"}]}, "expect.state[0].value"),
        ({"state": [{"key": "k", "value": "x", "encoding": ["hex"]}]}, "expect.state[0].value (its encoding)"),
        ({"state": [{"key": "%", "key_encoding": "base64", "value": None}]}, "expect.state[0].key"),
        ({"select": "payload"}, "expect.select"),
        ({"select": [7]}, "expect.select[0]"),
        ({"select": [""]}, "expect.select[0]"),
        ({"ignores": ["payload..a"]}, "expect.ignores[0]"),
        ({"ignores": ["a." * 10_000]}, "expect.ignores[0]"),
        ({"tolerance": -0.1}, "expect.tolerance"),
        ({"tolerance": "1"}, "expect.tolerance"),
        ({"tolerance": float("inf")}, "expect.tolerance"),
        ({"tolerance": True}, "expect.tolerance"),
        ({"max_duration_us": 0}, "expect.max_duration_us"),
        ({"max_memory_bytes": 2**64}, "expect.max_memory_bytes"),
    ],
)
def test_what_nobody_can_expect(given: Any, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        expectation.parse(given)

    assert (refused.value.code, refused.value.context["path"]) == ("expectation", path)
    assert refused.value.detail.startswith(f"{path}: ")


def test_a_payload_is_not_nested_without_end() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]

    with pytest.raises(Invalid) as refused:
        expectation.parse({"output": {"payload": deep}})
    assert "nested" in refused.value.detail


def test_an_expectation_has_a_largest_size() -> None:
    expectation.parse({"output": {"payload": "x" * (8 * 1024 * 1024 - 100)}})

    with pytest.raises(LimitExceeded) as refused:
        expectation.parse({"output": {"payload": "é" * (4 * 1024 * 1024)}})
    assert refused.value.code == "expectation_too_large"
