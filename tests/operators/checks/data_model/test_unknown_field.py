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


def test_a_parameter_that_becomes_its_own_value() -> None:
    assert codes(in_process("message = message.value\nx = message.payload", answer="read(message)")) == []
