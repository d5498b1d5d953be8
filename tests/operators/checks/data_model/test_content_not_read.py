import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "content-not-read"
PAYLOAD = "m.payload.value.read() if isinstance(m.payload, types.BufferOrBytes_Buffer) else m.payload.value"
NODE = (
    "m.timestamp.node_id.value.read().decode() if isinstance(m.timestamp.node_id, types.BufferOrString_Buffer) "
    "else m.timestamp.node_id.value"
)


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("x = json.loads(m.payload)", f"x = json.loads({PAYLOAD})"),
        ("x = len(m.payload)", f"x = len({PAYLOAD})"),
        ("x = types.BufferOrBytes_Bytes(m.payload)", "x = m.payload"),
        ("x = types.BufferOrString_String(m.content_type)", "x = m.content_type"),
        ("x = types.BufferOrString_String(m.payload)", f"x = types.BufferOrString_String(({PAYLOAD}).decode())"),
        ("logger.log(logger.Level.INFO, 'c', m.payload)", f"logger.log(logger.Level.INFO, 'c', ({PAYLOAD}).decode())"),
    ],
)
def test_it_is_read(bad: str, good: str) -> None:
    first = "m = message.value\n"
    assert codes(in_process(first + bad)) == [(CODE, FIRST + 1)]
    assert fixed(in_process(first + bad)) == in_process(first + good)
    assert codes(in_process(first + good)) == []


def test_a_clock_takes_the_text_of_a_node() -> None:
    bad = "m = data.value\nx = hybrid_logical_clock.HybridLogicalClock(s, 0, m.timestamp.node_id)"
    assert codes(in_process(bad, "delay"), "delay") == [(CODE, FIRST + 1)]
    good = bad.replace("m.timestamp.node_id", NODE)
    assert fixed(in_process(bad, "delay"), "delay") == in_process(good, "delay")
    assert codes(in_process(good, "delay"), "delay") == []


def test_a_clock_made_to_be_the_timestamp_of_a_message_holds_the_node_as_it_is() -> None:
    bad = "m = message.value\nx = hybrid_logical_clock.HybridLogicalClock(s, 0, m.timestamp.node_id)"
    assert codes(in_process(bad)) == []
    token = bad + "\nstate_store.del_(b'k', fencing_token=x, timeout=None)"
    assert codes(in_process(token)) == [(CODE, FIRST + 1)]


def test_the_sentence() -> None:
    (found,) = findings(in_process("x = json.loads(message.value.payload)"))
    assert found.severity == "error"
    assert found.message == (
        "message.value.payload is not yet bytes: it holds a buffer that has to be read, or the bytes in its "
        "field value."
    )


@pytest.mark.parametrize(
    "good",
    [
        "x = json.loads(read(message.value.payload))",
        "x = json.loads(other.payload)",
        "x = str(message.value.payload)",
        "x = types.DataModel_BufferOrBytes(message.value.payload)",
        "x = json.loads(*parts)",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good)) == []
