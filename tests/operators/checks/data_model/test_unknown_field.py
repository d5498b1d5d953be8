import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "unknown-field"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("x = message.payload", "x = message.value.payload"),
        ("x = read(message.topic)", "x = read(message.value.topic)"),
        ("x = message.value.contentType", "x = message.value.content_type"),
        ("x = message.value.user_properties", "x = message.value.properties.user_properties"),
        ("x = message.value.timestamp.secs", "x = message.value.timestamp.timestamp.secs"),
        ("x = timestamp.seconds", "x = timestamp.timestamp.secs"),
        ("x = timestamp.timestamp.nanoseconds", "x = timestamp.timestamp.nanos"),
        ("m = types.Error('x')\nm.mesage", "m = types.Error('x')\nm.message"),
    ],
)
def test_the_field_that_was_meant(bad: str, good: str) -> None:
    (found,) = findings(in_process(bad, "branch"), "branch")
    assert (found.code, found.severity) == (CODE, "error")
    assert fixed(in_process(bad, "branch"), "branch") == in_process(good, "branch")
    assert codes(in_process(good, "branch"), "branch") == []


@pytest.mark.parametrize(
    ("bad", "fields"),
    [
        ("message.value.payload.read()", "types.BufferOrBytes has only value"),
        ("message.value.payload.decode()", "types.BufferOrBytes has only value"),
        ("message.value.content_type.lower()", "types.BufferOrString has only value"),
        ("message.items()", "types.DataModel has only value"),
        ("timestamp.isoformat()", "hybrid_logical_clock.HybridLogicalClock has only counter, node_id, timestamp"),
        (
            "message.value.headers",
            "a message has only content_type, format, frame, height, payload, properties, schema, timestamp, topic, "
            "width",
        ),
    ],
)
def test_the_rest_is_only_told(bad: str, fields: str) -> None:
    (found,) = findings(in_process(f"x = {bad}", "branch"), "branch")
    assert (found.code, found.place.line, found.fixable) == (CODE, FIRST, False)
    assert found.message.endswith(f"fails: {fields}.")


@pytest.mark.parametrize(
    "good",
    [
        "x = message.value.frame, message.value.payload.value",
        "x = message.value.value",
        "x = message.__class__",
        "if hasattr(message, 'payload'):\n    x = message.payload",
        "if isinstance(message, Other):\n    x = message.payload",
        "try:\n    x = message.payload\nexcept AttributeError:\n    x = 1",
        "message.cache = 1\nx = message.cache",
        "message = read(message)\nx = message.payload",
        "x = other.payload",
        "x = sorted(y, key=lambda message: message.payload)",
        "x = [message.payload for message in y]",
        "for message in x:\n    x = message.payload",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good, "branch"), "branch") == []


@pytest.mark.parametrize(
    "bad",
    [
        "x = message.payload\nmessage.payload = b''",
        "message.payload = read(message.payload)",
        "if x:\n    y = message.payload\nmessage.payload = y",
    ],
)
def test_a_field_that_is_only_set_afterwards(bad: str) -> None:
    assert CODE in [code for code, _ in codes(in_process(bad))]


@pytest.mark.parametrize(
    "good",
    [
        "for x in y:\n    if x:\n        z = message.payload\n    message.payload = z",
        "other.payload = 1\nx = message.payload",
        "x = message.payload\nother.payload = 1",
    ],
)
def test_a_field_that_may_have_been_set_before(good: str) -> None:
    assert codes(in_process(good)) == []


def test_a_field_set_beside_the_message_changes_nothing() -> None:
    (found,) = findings(in_process("message.payload = types.BufferOrBytes_Bytes(b'')"))
    assert (found.code, found.severity, found.place.line, found.fixable) == (CODE, "warning", FIRST, True)
    assert found.message == ("message.payload = … changes nothing in the message: types.DataModel has only value.")
    assert fixed(in_process("message.payload = b''")) == in_process(
        "message.value.payload = types.BufferOrBytes_Bytes(b'')"
    )
    assert codes(in_process("message.extra = 1")) == []
    assert codes(in_process("message.payload = 1\nread(message.payload)")) == []


def test_a_list_of_messages_is_no_message() -> None:
    (found,) = findings(in_process("x = messages.value.payload", "accumulate"), "accumulate")
    assert (found.code, found.place.line, found.fixable) == (CODE, FIRST, False)
    assert found.message == "messages.value fails: a list has only its items."
    for good in ("x = [one.value for one in messages]", "if isinstance(messages, Other):\n    x = messages.value"):
        assert codes(in_process(good, "accumulate"), "accumulate") == []
    assert codes(in_process("for messages in messages:\n    messages.value", "accumulate"), "accumulate") == []


def test_parameters_in_the_wrong_order_are_no_case_for_a_longer_path() -> None:
    source = in_process("x = timestamp.timestamp", "delay").replace(
        "(self, data, timestamp)", "(self, timestamp, data)"
    )
    (found,) = [one for one in findings(source, "delay") if one.code == CODE]
    assert not found.fixable


def test_a_parameter_that_becomes_its_own_value() -> None:
    assert codes(in_process("message = message.value\nx = message.payload", answer="read(message)")) == []
