"""Every operator kind in a run: what goes in, what comes out, and what the host offers in between."""

import pytest

from tests.sandbox.running import answer, ask, run

pytestmark = pytest.mark.build


def test_a_message_arrives_with_all_that_was_given() -> None:
    message = ask("describe") | {
        "content_type": "application/json",
        "user_properties": [["unit", "F"], ["unit", "C"]],
        "timestamp": {"secs": 5, "nanos": 6, "counter": 7, "node_id": "line-1"},
        "schema": {"registry_reference": "aio-sr://ns/name:1"},
    }
    ran = run(
        "map",
        [message],
        configuration=[["b", "1"], ["a", "2"]],
        module_schemas=[{"name": "plant", "content_type": "application/json", "content": "{}"}],
    )
    assert answer(ran.results[0]) == {
        "topic": "plant/line",
        "as": "BufferOrBytes_Buffer",
        "content_type": "application/json",
        "properties": [["unit", "F"], ["unit", "C"]],
        "timestamp": [5, 6, 7, "line-1"],
        "schema": "MessageSchema_RegistryReference",
        "configuration": {"b": "1", "a": "2", "schema:plant": "{}"},
        "seen": 1,
    }


def test_the_output_shows_every_field_of_the_message() -> None:
    message = ask("echo") | {
        "content_type": "text/plain",
        "user_properties": [["k", "v"]],
        "timestamp": "2026-01-31T12:00:00.25Z",
        "schema": {"inline": {"name": "n", "content": "{}"}},
    }
    output = run("map", [message]).results[0]["output"]
    assert output == {
        "variant": "message",
        "topic": "plant/line",
        "payload": '{"do": "echo"}',
        "payload_encoding": "text",
        "content_type": "text/plain",
        "user_properties": [["k", "v"]],
        "timestamp": {"secs": 1769860800, "nanos": 250000000, "counter": 0, "node_id": "studio"},
        "schema": {"inline": {"name": "n", "content": "{}"}},
    }


def test_a_message_can_be_given_as_bytes_instead_of_buffers() -> None:
    assert answer(run("map", [ask("describe") | {"as": "bytes"}]).results[0])["as"] == "BufferOrBytes_Bytes"


def test_buffers_that_come_back_unread_show_their_bytes() -> None:
    ran = run("map", [ask("unread"), {"bytes": "00ff", "encoding": "hex"}])
    assert ran.results[0]["output"] == {"variant": "bytes", "bytes": '{"do": "unread"}', "encoding": "text"}
    assert ran.results[1]["output"] == {"variant": "bytes", "bytes": "AP8=", "encoding": "base64"}


def test_snapshots_go_in_and_come_out() -> None:
    picture = {"format": "image/raw", "width": 2, "height": 1, "frame": "ff00", "frame_encoding": "hex"}
    ran = run("map", [{"snapshot": picture, "timestamp": "2026-01-31T12:00:00Z"}, ask("picture")])
    same, made = (result["output"] for result in ran.results)
    assert same == {
        "variant": "snapshot",
        "format": "image/raw",
        "width": 2,
        "height": 1,
        "frame": "/wA=",
        "frame_encoding": "base64",
        "timestamp": {"secs": 1769860800, "nanos": 0, "counter": 0, "node_id": "studio"},
    }
    assert {**made, "timestamp": None} == {**same, "timestamp": None}


def test_a_schema_that_the_operator_attaches_is_shown() -> None:
    output = run("map", [ask("inline")]).results[0]["output"]
    assert output["schema"] == {"inline": {"name": "plant", "content": "{}"}}


def test_api_version_1_0_0_answers_with_bare_values() -> None:
    ran = run("plain", [{"payload": "hello"}, {"payload": "raise"}, {"payload": "x"}], api_version="1.0.0")
    assert ran.outcomes == ["output", "trap", "output"]
    assert ran.results[0]["output"]["payload"] == "HELLO"
    assert [result["reinitialised"] for result in ran.results] == [False, False, True]


def test_a_filter_passes_drops_or_refuses() -> None:
    ran = run("filter", [{"payload": "keep"}, {"payload": "no"}, {"payload": "refuse"}, {"payload": "keep"}])
    assert ran.outcomes == ["passed", "dropped", "error", "passed"]
    assert ran.results[2]["error"] == "neither"
    assert "error value" in ran.results[2]["explanation"]
    assert ran.results[3]["reinitialised"] is False


def test_a_branch_is_told_the_logical_time_and_names_its_arm() -> None:
    odd = {"payload": "", "hlc": {"secs": 1, "counter": 3}}
    own = {"payload": "", "timestamp": {"secs": 1, "counter": 5}}
    ran = run("branch", [odd, {"payload": "", "hlc": {"secs": 1}}, own])
    assert [result["arm"] for result in ran.results] == ["True", "False", "True"]
    assert ran.outcomes == ["arm"] * 3


def test_a_delay_answers_with_a_logical_time() -> None:
    result = run("delay", [{"payload": "", "hlc": {"secs": 7, "nanos": 1, "counter": 2, "node_id": "n"}}]).results[0]
    assert result["outcome"] == "delayed"
    assert result["hlc"] == {"secs": 17, "nanos": 1, "counter": 2, "node_id": "n"}


def test_an_accumulate_starts_from_an_empty_message_and_goes_on_from_any() -> None:
    first = {"staged": None, "messages": [{"payload": "a"}, {"payload": "b", "as": "bytes"}]}
    second = {"staged": {"payload": "+a+b"}, "messages": [{"payload": "c"}]}
    ran = run("accumulate", [first, second, {"messages": []}])
    assert [result["output"]["payload"] for result in ran.results] == ["+a+b", "+a+b+c", ""]


def test_logs_of_every_level_belong_to_their_message() -> None:
    ran = run("map", [ask("log"), ask("describe")])
    levels = ["trace", "debug", "info", "warn", "error", "critical"]
    assert [line["level"] for line in ran.results[0]["logs"]] == levels
    assert ran.results[0]["logs"][3] == {"level": "warn", "context": "probe", "message": "at WARN"}
    assert ran.results[1]["logs"] == []
    assert ran.init["logs"] == [{"level": "info", "context": "init", "message": "ready"}]


def test_metrics_are_kept_and_a_change_of_type_is_refused() -> None:
    result = run("map", [ask("count")]).results[0]
    kept = [{name: value for name, value in metric.items() if name != "error"} for metric in result["metrics"]]
    assert kept[:3] == [
        {"name": "seen", "kind": "counter", "value": 2, "labels": [["topic", "a"]]},
        {"name": "size", "kind": "histogram", "value": 1.5, "labels": []},
        {"name": "not a number", "kind": "histogram", "value": "nan", "labels": []},
    ]
    assert [metric["error"] is None for metric in result["metrics"]] == [True, True, True, False, False]
    assert answer(result) == ["MetricsError_IncompatibleType"] * 2


def test_the_state_store_answers_and_its_changes_are_shown() -> None:
    steps = [
        ["get", "seeded"],
        ["set", "k", "v"],
        ["set", "k", "w", "ONLY_IF_DOES_NOT_EXIST"],
        ["set", "k", "v", "ONLY_IF_EQUAL_OR_DOES_NOT_EXIST"],
        ["vdel", "k", "other"],
        ["vdel", "k", "v"],
        ["del", "k"],
        ["get", "k"],
        ["set", "left", "x"],
        ["get", ""],
    ]
    ran = run("map", [ask("state", steps=steps)], state=[{"key": "seeded", "value": "s"}])
    refused = "StateStoreError_RequestError(value='the key length is zero')"
    assert answer(ran.results[0]) == ["s", True, False, True, -1, 1, 0, None, True, refused]
    changes = [(change["operation"], change["key"]) for change in ran.results[0]["state_changes"]]
    assert changes == [("set", "k"), ("set", "k"), ("vdel", "k"), ("set", "left")]
    assert [(entry["key"], entry["value"]) for entry in ran.finished["state"]] == [
        ("seeded", "s"),
        ("left", "x"),
    ]


def test_a_version_serves_as_a_fencing_token() -> None:
    assert answer(run("map", [ask("lock")]).results[0]) == ["a fencing token is required for this request"]


def test_state_outlives_a_trap_and_the_module_does_not() -> None:
    messages = [ask("state", steps=[["set", "k", "v"]]), ask("fail"), ask("state", steps=[["get", "k"]])]
    ran = run("map", [*messages, ask("describe")])
    assert answer(ran.results[2]) == ["v"]
    assert answer(ran.results[3])["seen"] == 2


def test_what_is_printed_is_kept_without_control_characters() -> None:
    result = run("map", [ask("say")]).results[0]
    assert result["stdout"] == "to stdout \ufffd[31m\n"
    assert result["stderr"] == "to stderr\n"


def test_a_megabyte_goes_in_and_comes_out() -> None:
    ran = run("map", [ask("length", text="x" * 1_000_000), ask("blob", size=900_000)])
    assert answer(ran.results[0]) == 1_000_000
    assert ran.results[1]["output"] == {"variant": "bytes", "bytes": "\x01" * 900_000, "encoding": "text"}


def test_times_and_memory_are_told() -> None:
    ran = run("map", [ask("describe")])
    assert ran.results[0]["duration_us"] > 0
    assert set(ran.finished["timings"]) == {"load_us", "init_us", "messages_us"}
    assert ran.finished["memory_bytes"] >= 0
    assert ran.finished["stopped"] is None
