"""Edge cases made of a good case."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import Invalid, LimitExceeded
from app.payloads import inputs
from app.payloads.edges import DEEPEST, LONG_BYTES, MOST_FIELDS, edge_cases
from app.payloads.limits import Limits
from app.payloads.names import case_name
from app.payloads.stored import NewCase

LIMITS = Limits(cases=1_000, case_bytes=64 << 20)
PAYLOAD = '{"temperature": 85.0, "unit": "F", "ok": true, "place": {"hall": 3}, "tags": [1]}'
GOOD = {"topic": "t", "payload": PAYLOAD, "user_properties": [["k", "v"]], "hlc": {"secs": 1}}


def made(*messages: dict[str, Any], name: str = "hot") -> dict[str, dict[str, Any]]:
    """What is made of a case: the last message by what was done to it."""
    cases = edge_cases(NewCase(name, list(messages)))
    return {case.name.partition(": ")[2]: case.messages[-1] for case in cases}


def payload(message: dict[str, Any]) -> Any:
    return json.loads(message["payload"])


def test_every_kind_of_edge_is_there() -> None:
    assert list(made(GOOD)) == [
        "empty payload",
        "malformed payload",
        "not UTF-8",
        *("without temperature", "temperature as text"),
        *("without unit", "unit as a number"),
        *("without ok", "ok as text"),
        *("without place", "place as a list"),
        *("without tags", "tags as text"),
        *("without place.hall", "place.hall as text"),
        "bare bytes",
        "a snapshot",
        "very long",
    ]


def test_what_is_made_is_what_its_name_says() -> None:
    edges = made(GOOD)

    assert edges["empty payload"]["payload"] == ""
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        payload(edges["malformed payload"])
    with pytest.raises(UnicodeDecodeError):
        base64.b64decode(edges["not UTF-8"]["payload"]).decode()
    whole = json.loads(PAYLOAD)
    assert payload(edges["without temperature"]) == {k: v for k, v in whole.items() if k != "temperature"}
    assert payload(edges["temperature as text"]) == whole | {"temperature": "85.0"}
    assert payload(edges["ok as text"]) == whole | {"ok": "true"}
    assert payload(edges["unit as a number"]) == whole | {"unit": 0}
    assert payload(edges["without place.hall"]) == whole | {"place": {}}
    assert payload(edges["place.hall as text"]) == whole | {"place": {"hall": "3"}}
    assert base64.b64decode(edges["bare bytes"]["bytes"]) == PAYLOAD.encode()
    assert edges["a snapshot"]["snapshot"]["width"] == 1
    assert payload(edges["very long"]) == whole | {"padding": "x" * LONG_BYTES}


def test_all_else_of_the_case_stays_and_nothing_is_expected() -> None:
    before = {"topic": "first", "payload": "1"}
    cases = edge_cases(NewCase("hot", [before, GOOD], {"outcome": "output"}))

    assert all(case.messages[0] == before and case.expect is None for case in cases)
    empty = cases[0].messages[1]
    assert empty == GOOD | {"payload": "", "payload_encoding": "text"}
    assert {case.messages[1].get("hlc", {}).get("secs") for case in cases} == {1}


def test_the_last_message_of_a_batch_is_varied() -> None:
    batch = {"staged": None, "messages": [{"payload": "1"}, {"payload": "2"}]}
    edges = made(batch)

    assert edges["empty payload"]["messages"] == [{"payload": "1"}, {"payload": "", "payload_encoding": "text"}]
    assert "bytes" in edges["bare bytes"]["messages"][1]


@pytest.mark.parametrize("last", [{"bytes": ""}, {"snapshot": {}}, {"messages": []}, {"messages": [{"bytes": ""}]}])
def test_there_must_be_a_message(last: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="made of a message") as refused:
        made(GOOD, last)
    assert refused.value.code == "edges_of_no_message"


def test_a_large_payload_is_not_multiplied() -> None:
    with pytest.raises(LimitExceeded, match="1,048,576 bytes"):
        made({"payload": "x" * (2 << 20)})


def test_many_and_deep_fields_are_bounded() -> None:
    wide = made({"payload": json.dumps({f"f{n}": n for n in range(1_000)})})
    deep: Any = 1
    for _ in range(50):
        deep = {"a": deep}

    assert sum(name.startswith("without") for name in wide) == MOST_FIELDS
    assert sum(name.startswith("without") for name in made({"payload": json.dumps(deep)})) == DEEPEST


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "1", '"', "[1, 2]", '{"a": 1e999}', '{"a": NaN}', '"\\ud800"', "9" * 5_000, "{}"]
)
def test_any_payload_gives_edges(text: str) -> None:
    malformed = made({"payload": text})["malformed payload"]["payload"]

    with pytest.raises((ValueError, RecursionError)):
        json.loads(malformed)


@settings(deadline=None, max_examples=25)
@given(
    st.binary(max_size=200) | st.dictionaries(st.text(max_size=5), st.integers() | st.text(), max_size=5),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=200),
)
def test_every_edge_can_be_stored(value: bytes | dict[str, Any], name: str) -> None:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    message = {"payload": base64.b64encode(data).decode(), "payload_encoding": "base64"}
    cases = edge_cases(NewCase(name, [message]))

    assert len(cases) >= 6
    for case in cases:
        inputs.checked(case.messages, LIMITS)
        case_name(case.name)
