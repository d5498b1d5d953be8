import base64
from typing import Any

import pytest

from app.errors import Invalid, LimitExceeded
from app.payloads import inputs
from app.payloads.limits import Limits
from tests.payloads.support import LIMITS, message

SNAPSHOT = {"snapshot": {"format": "rgb24", "width": 1, "height": 1, "frame": "AAAA", "frame_encoding": "base64"}}
GOOD = [
    {},
    message("21.5"),
    message() | {"as": "bytes"},
    message("ff00", payload_encoding="hex"),
    message(user_properties=[["k", "v"], ["k", "w"]], timestamp="2026-01-31T12:00:00Z", content_type=None),
    message(hlc={"secs": 1, "nanos": 2, "counter": 3, "node_id": "n"}),
    message(schema={"inline": {"name": "s", "content": "{}"}}),
    SNAPSHOT,
    {"bytes": "/wA=", "encoding": "base64"},
    {"staged": None, "messages": [message(), SNAPSHOT]},
    {"staged": message(), "messages": []},
]


@pytest.mark.parametrize("given", GOOD)
def test_every_form_that_a_run_takes_is_kept(given: dict[str, Any]) -> None:
    assert inputs.checked([given, given], LIMITS)


def wrong(messages: Any) -> tuple[str, str]:
    with pytest.raises(Invalid) as refused:
        inputs.checked(messages, LIMITS, "cases[7].messages")
    assert refused.value.code == "case_input"
    assert refused.value.detail.startswith(str(refused.value.context["path"]))
    return str(refused.value.context["path"]).removeprefix("cases[7]."), refused.value.detail


@pytest.mark.parametrize(
    ("messages", "path"),
    [
        (None, "messages"),
        ({}, "messages"),
        ([], "messages"),
        ("text", "messages"),
        ([{}] * 10_001, "messages"),
        ([{}, 7], "messages[1]"),
        ([[[[[]]]]], "messages[0]"),
        ([{"payloads": ""}], "messages[0]"),
        ([{"topic": 7}], "messages[0].topic"),
        ([{"topic": "t" * 65_536}], "messages[0].topic"),
        ([{"payload": {"a": 1}}], "messages[0].payload"),
        ([{"payload": "\ud83d"}], "messages[0].payload"),
        ([{"payload": "xyz", "payload_encoding": "base64"}], "messages[0].payload"),
        ([{"payload": "abc", "payload_encoding": "hex"}], "messages[0].payload"),
        ([{"payload_encoding": "rot13"}], "messages[0].payload (its encoding)"),
        ([{"user_properties": {"k": "v"}}], "messages[0].user_properties"),
        ([{"user_properties": [["k"]]}], "messages[0].user_properties[0]"),
        ([{"timestamp": "yesterday"}], "messages[0].timestamp"),
        ([{"hlc": {"secs": -1}}], "messages[0].hlc.secs"),
        ([{"as": "text"}], "messages[0].as"),
        ([{"snapshot": []}], "messages[0].snapshot"),
        ([{"snapshot": {"width": 2**32}}], "messages[0].snapshot.width"),
        ([{"snapshot": {"frame": "%", "frame_encoding": "base64"}}], "messages[0].snapshot.frame"),
        ([{"bytes": 7}], "messages[0].bytes"),
        ([{"messages": None}], "messages[0].messages"),
        ([{"messages": [{}, {"schema": "x"}]}], "messages[0].messages[1].schema"),
        ([{"messages": [{"messages": []}]}], "messages[0].messages[0]"),
        ([{"staged": 7, "messages": []}], "messages[0].staged"),
        ([{"messages": [], "batches": "three"}], "messages[0].batches"),
    ],
)
def test_what_no_run_takes_is_refused_where_it_stands(messages: Any, path: str) -> None:
    assert wrong(messages)[0] == path


def test_a_payload_may_be_longer_than_a_run_takes() -> None:
    megabytes = 16 * 1024 * 1024
    kept = inputs.checked([message("x" * megabytes)], LIMITS)

    assert len(kept) > megabytes


def test_a_case_is_bounded_in_bytes_and_not_in_characters() -> None:
    limits = Limits(cases=1, case_bytes=1_000)
    inputs.checked([{"payload": "x" * 900}], limits)

    for payload in ("x" * 1_000, "é" * 500):
        with pytest.raises(LimitExceeded) as refused:
            inputs.checked([{"payload": payload}], limits)
        assert refused.value.code == "case_too_large"


def test_the_bytes_of_an_encoded_payload_are_bounded_too() -> None:
    limits = Limits(cases=1, case_bytes=1_000)

    with pytest.raises(Invalid) as refused:
        inputs.checked([{"payload": base64.b64encode(b"x" * 1_001).decode(), "payload_encoding": "base64"}], limits)
    assert "1,000" in refused.value.detail


def test_the_order_of_members_makes_no_other_case_but_a_payload_is_kept_as_typed() -> None:
    typed = '{ "b": 1.0,\n "a" : 85 }'

    one, other = ({"topic": "t", "payload": typed}, {"payload": typed, "topic": "t"})
    assert inputs.checked([one], LIMITS) == inputs.checked([other], LIMITS)
    assert r"{ \"b\": 1.0,\n \"a\" : 85 }" in inputs.checked([one], LIMITS)
