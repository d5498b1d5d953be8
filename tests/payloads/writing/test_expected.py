import json
from typing import Any

import pytest

from app.payloads.writing.expected import Expected, expected_of
from app.payloads.writing.lacking import Lack


def written(expect: dict[str, Any] | None, inputs: int = 1) -> Expected:
    expected, _ = expected_of(expect, inputs)
    assert expected is not None
    return expected


def lacks(expect: dict[str, Any] | None, inputs: int = 1) -> set[Lack]:
    return expected_of(expect, inputs)[1]


def test_an_output_is_an_object_of_which_only_what_was_named_is_compared() -> None:
    output = {
        "payload": '{"t": 85}',
        "topic": "out",
        "content_type": "application/json",
        "user_properties": {"otel/factoryId": "a"},
    }

    assert written({"output": output}) == Expected(
        {
            "topic": "out",
            "payload": '{"t": 85}',
            "properties": {"content-type": "application/json", "user-properties": {"otel/factoryId": "a"}},
        },
        ["topic", "payload", "properties.content-type", "properties.user-properties.otel/factoryId"],
        [],
    )
    assert lacks({"output": output}) == set()
    assert lacks({"output": output, "outcome": "output"}) == set()


@pytest.mark.parametrize("value", [{"t": 85.5, "é": None}, [1], 7, True, {"base64": "not base64!"}, {"base64": 7}])
def test_a_payload_that_was_given_as_json_is_its_text(value: Any) -> None:
    content = written({"output": {"payload": value}}).content

    assert isinstance(content, dict)
    assert json.loads(content["payload"]) == value


def test_a_payload_of_bytes_is_text_or_lacking() -> None:
    assert written({"output": {"payload": {"base64": "e30="}}}).content == {"payload": "{}"}
    assert expected_of({"output": {"payload": {"base64": "/w=="}}}, 1) == (None, {Lack.BYTES, Lack.NO_TEST})
    assert lacks({"output": {"payload": {"base64": "/w=="}, "topic": "t"}}) == {Lack.BYTES}


@pytest.mark.parametrize("expect", [{"output": None}, {"outcome": "dropped"}, {"outputs": []}])
def test_that_nothing_comes_out_is_an_empty_list(expect: dict[str, Any]) -> None:
    assert written(expect) == Expected([], [], [])
    assert lacks(expect) == set()


@pytest.mark.parametrize("expect", [{"output": None}, {"outcome": "dropped"}])
def test_of_several_inputs_the_last_one_alone_cannot_be_told(expect: dict[str, Any]) -> None:
    expected, without = expected_of(expect, 2)

    assert expected is None
    assert Lack.NO_TEST in without


@pytest.mark.parametrize("outcome", ["error", "trap"])
def test_why_nothing_comes_out_cannot_be_told(outcome: str) -> None:
    assert written({"outcome": outcome}).content == []
    assert lacks({"outcome": outcome}) == {Lack.OUTCOME}


def test_all_outputs_are_a_list_in_order() -> None:
    assert written({"outputs": [{"payload": "1"}, {"payload": "2"}]}, 2) == Expected(
        [{"payload": "1"}, {"payload": "2"}], ["payload"], []
    )


def test_of_outputs_that_name_different_things_the_common_ones_are_compared() -> None:
    expect = {"outputs": [{"payload": "1", "topic": "a"}, {"payload": "2"}]}

    assert written(expect).select == ["payload"]
    assert lacks(expect) == {Lack.UNLIKE}
    assert expected_of({"outputs": [{"topic": "a"}, {"payload": "2"}]}, 2) == (None, {Lack.UNLIKE, Lack.NO_TEST})


def test_paths_are_translated_and_those_without_a_word_are_noted() -> None:
    expect = {
        "output": {"payload": "{}"},
        "select": ["payload.a", "user_properties.k"],
        "ignores": ["payload.a.at", "payload.*.b"],
    }

    assert written(expect).select == ["payload.a", "properties.user-properties.k"]
    assert written(expect).ignores == ["payload.a.at"]
    assert lacks(expect) == {Lack.PATHS}
    assert expected_of({"output": {"payload": "{}"}, "select": ["payload.*"]}, 1) == (None, {Lack.PATHS, Lack.NO_TEST})


@pytest.mark.parametrize("key", ["a.b", "*", "a\\b", ""])
def test_a_user_property_that_no_path_reaches_is_left_out(key: str) -> None:
    expect = {"output": {"topic": "t", "user_properties": {key: "v", "k": "v"}}}

    assert written(expect).content == {"topic": "t", "properties": {"user-properties": {"k": "v"}}}
    assert lacks(expect) == {Lack.PATHS}


@pytest.mark.parametrize("expect", [None, {}, {"outcome": None}, {"output": {}}, {"ignores": ["payload"]}])
def test_who_expects_nothing_gets_no_test(expect: dict[str, Any] | None) -> None:
    assert expected_of(expect, 1) == (None, {Lack.NO_TEST})


@pytest.mark.parametrize(
    ("expect", "lack"),
    [
        ({"arm": "True"}, Lack.ARM),
        ({"hlc": {"secs": 1}}, Lack.TIME_STAMP),
        ({"error": "no"}, Lack.ERROR),
        ({"logs": [{"level": "info"}]}, Lack.LOGS),
        ({"metrics": [{"name": "n"}]}, Lack.METRICS),
        ({"state": [{"key": "k", "value": None}]}, Lack.STATE),
        ({"tolerance": 0.5}, Lack.TOLERANCE),
        ({"max_duration_us": 5}, Lack.CEILING),
        ({"max_memory_bytes": 5}, Lack.CEILING),
        ({"outcome": "arm"}, Lack.OUTCOME),
        ({"outcome": "time_limit"}, Lack.OUTCOME),
    ],
)
def test_what_has_no_place_there_is_named(expect: dict[str, Any], lack: Lack) -> None:
    assert lacks(expect) == {lack, Lack.NO_TEST}
    assert lacks(expect | {"output": {"payload": "{}"}}) == {lack}
