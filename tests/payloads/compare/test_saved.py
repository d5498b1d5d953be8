from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.paths import parse
from app.payloads.compare.saved import NothingToSave, changes, expectation_of
from app.payloads.compare.verdict import verdict
from tests.payloads.compare.reports import VALUES, message, report, result, text, unhurried, with_payload

Json = dict[str, Any]

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
PAYLOADS = st.one_of(
    VALUES.map(lambda value: {"payload": text(value)}),
    WORDS.map(lambda word: {"payload": word}),
    st.just({"payload": "/wA=", "payload_encoding": "base64"}),
)
OUTPUTS = st.builds(
    lambda payload, topic, properties: message(**{"topic": topic, "user_properties": properties, **payload}),
    PAYLOADS,
    WORDS,
    st.lists(st.tuples(st.one_of(WORDS, st.text("a.*\\", max_size=3)), WORDS).map(list), max_size=3),
)
LOGS = st.lists(
    st.fixed_dictionaries({"level": st.sampled_from(["info", "warn"]), "context": WORDS, "message": WORDS}), max_size=3
)
METRICS = st.lists(
    st.fixed_dictionaries(
        {
            "name": WORDS,
            "kind": st.just("counter"),
            "value": st.one_of(st.integers(0, 9), st.just("nan")),
            "labels": st.lists(st.tuples(WORDS, WORDS).map(list), max_size=2),
            "error": st.sampled_from([None, "refused"]),
        }
    ),
    max_size=3,
)
HLCS = st.fixed_dictionaries({"secs": st.integers(0, 2**64 - 1), "nanos": st.integers(0, 9), "node_id": WORDS})
RESULTS = st.one_of(
    st.builds(lambda output, logs, metrics: result(output=output, logs=logs, metrics=metrics), OUTPUTS, LOGS, METRICS),
    st.builds(lambda error: result("trap", error=error, explanation="It broke."), WORDS),
    st.builds(lambda hlc: result("delayed", hlc=hlc), HLCS),
    st.sampled_from([result("passed"), result("dropped"), result("arm", arm="True"), result("time_limit")]),
)
ENTRIES = st.fixed_dictionaries(
    {"key": st.sampled_from("abc"), "key_encoding": st.just("text"), "value": WORDS, "encoding": st.just("text")}
)
REPORTS = st.builds(
    lambda results, state: report(*results, state=state),
    st.lists(RESULTS, min_size=1, max_size=3),
    st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry["key"]),
)
OLD = st.fixed_dictionaries(
    {},
    optional={
        "outcome": st.just("output"),
        "output": st.one_of(st.none(), st.just({"payload": "old"})),
        "arm": st.just("False"),
        "error": st.just("old"),
        "hlc": st.just({"secs": 1, "node_id": "n"}),
        "logs": st.lists(st.just({"contains": "a"}), max_size=2),
        "metrics": st.lists(st.just({"name": "a"}), max_size=2),
        "state": st.lists(st.sampled_from("abd").map(lambda key: {"key": key, "value": "old"}), max_size=2),
        "outputs": st.lists(st.just({"payload": "old"}), max_size=2),
        "select": st.sampled_from([["payload.a"], ["topic"], ["payload.*.a", "user_properties"]]),
        "ignores": st.sampled_from([["payload.a"], ["topic"], ["state.a", "logs.0"]]),
        "tolerance": st.sampled_from([0, 0.5]),
        "max_duration_us": st.sampled_from([5, 50]),
        "max_memory_bytes": st.sampled_from([5, 5_000]),
    },
)


@unhurried
@given(REPORTS, st.one_of(st.none(), OLD))
def test_what_is_saved_passes_on_its_report(told: Json, old: Json | None) -> None:
    saved = expectation_of(told, old)
    found = verdict(saved, told)
    assert found.differences == []
    assert found.verdict == "passed"
    assert expectation_of(told, saved) == saved


@unhurried
@given(REPORTS, OLD)
def test_the_rules_stay(told: Json, old: Json) -> None:
    saved = expectation_of(told, old)
    for name in ("select", "ignores", "tolerance"):
        assert saved.get(name) == old.get(name)
        for path in saved.get("select", []):
            parse(path)


def test_what_is_saved_of_a_message() -> None:
    told = with_payload(' {"t": 21} ', user_properties=[["__ts", "17:0:n"], ["a.b", "1"], ["k", "1"], ["k", "2"]])
    assert expectation_of(told) == {
        "outcome": "output",
        "output": {
            "payload": ' {"t": 21} ',
            "topic": "sensors",
            "content_type": "application/json",
            "user_properties": {"a\\.b": "1", "k": ["1", "2"]},
        },
    }


def test_it_fails_when_the_operator_changes() -> None:
    saved = expectation_of(with_payload('{"t": 21}'))
    assert [each["path"] for each in verdict(saved, with_payload('{"t": 22}')).differences] == ["payload.t"]
    assert verdict(saved, report(result("trap"))).verdict == "failed"


def test_bytes_and_pictures() -> None:
    told = report(result(output={"variant": "bytes", "bytes": "/wA=", "encoding": "base64"}))
    assert expectation_of(told)["output"] == {"payload": {"base64": "/wA="}}


def test_an_error_without_what_changes_from_run_to_run() -> None:
    told = report(result("trap", error="TypeError: <object at 0x7f0012345678> is not a reading"))
    assert expectation_of(told) == {"outcome": "trap", "error": "TypeError: <object at "}


def test_more_is_saved_only_where_it_was_expected() -> None:
    told = report(
        result(
            output=message(),
            logs=[{"level": "info", "context": "c", "message": "21 degrees"}],
            metrics=[{"name": "m", "kind": "counter", "value": 1, "labels": [], "error": None}],
        ),
        state=[{"key": "k", "key_encoding": "text", "value": "2", "encoding": "text"}],
    )
    assert set(expectation_of(told)) == {"outcome", "output"}
    kept: Json = {
        "logs": [{"matches": r"^\d+ degrees"}],
        "metrics": [{"name": "m"}],
        "state": [{"key": "k", "value": "2.0"}],
    }
    assert {name: expectation_of(told, kept)[name] for name in kept} == kept
    old: Json = {
        "logs": [{"contains": "22"}],
        "metrics": [{"name": "n"}],
        "state": [{"key": "k", "value": "1"}, {"key": "gone", "value": "1"}],
        "outputs": [],
        "max_duration_us": 1,
        "max_memory_bytes": 1_000,
    }
    saved = expectation_of(told, old)
    assert saved["logs"] == [{"level": "info", "context": "c", "contains": "21 degrees"}]
    assert saved["metrics"] == [{"name": "m", "kind": "counter", "value": 1, "labels": []}]
    assert saved["state"] == [
        {"key": "k", "key_encoding": "text", "value": "2", "encoding": "text"},
        {"key": "gone", "value": None},
    ]
    assert saved["outputs"] == [saved["output"]]
    assert "max_duration_us" not in saved
    assert saved["max_memory_bytes"] == 1_000


def test_outputs_that_are_not_known_are_not_saved() -> None:
    told = report(result("passed"))
    assert "outputs" not in expectation_of(told, {"outputs": []})
    assert expectation_of(told, {"outputs": []}, [{"topic": "in", "payload": "x"}])["outputs"] == [
        {"payload": "x", "topic": "in"}
    ]


def test_a_case_that_did_not_run_has_nothing_to_save() -> None:
    with pytest.raises(NothingToSave) as caught:
        expectation_of(report(status="failed", init={"ok": False, "explanation": "init answered false."}))
    assert caught.value.sentence == (
        "There is no result to save. init answered false. "
        "If that is right, choose it as the outcome that the case expects."
    )


def test_a_refusal_is_saved_anew_where_one_is_expected() -> None:
    begun = {"ok": False, "outcome": "trap", "error": "ValueError: no at 0x7f0011223344", "logs": [], "metrics": []}
    told = report(status="failed", init=begun)
    saved = expectation_of(told, {"outcome": "init_refused", "error": "old"})
    assert saved == {"outcome": "init_failed", "error": "ValueError: no at "}
    assert verdict(saved, told).verdict == "passed"


@unhurried
@given(REPORTS, REPORTS)
def test_changes_tell_two_expectations_apart(one: Json, other: Json) -> None:
    before, after = expectation_of(one), expectation_of(other)
    assert changes(before, before) == []
    assert {each["path"] for each in changes(before, after)} == {each["path"] for each in changes(after, before)}
    if verdict(before, other).verdict == "failed":
        assert changes(before, after)


def test_changes_reach_into_payloads() -> None:
    before = {"output": {"payload": '{"t": 21, "u": "C"}', "topic": "t"}, "arm": "True"}
    after = {"output": {"payload": '{"u": "C", "t": 22}', "topic": "t"}, "outputs": [{"payload": "[1]"}]}
    assert changes(before, after) == [
        {"path": "output.payload.t", "expected": "21", "actual": "22", "note": ""},
        {"path": "arm", "expected": '"True"', "actual": None, "note": ""},
        {"path": "outputs", "expected": None, "actual": '[{"payload": [1]}]', "note": ""},
    ]
    assert [each["path"] for each in changes(None, after)] == ["output", "outputs"]
    assert changes(None, None) == []
