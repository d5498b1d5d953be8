import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "message-fields"
COPIED = "content_type=m.content_type"


def test_missing_fields_are_copied_from_the_same_message_in_its_layout() -> None:
    bad = """
        m = message.value
        new = types.Message(
            timestamp=m.timestamp,
            topic=m.topic,  # where it goes
            payload=types.BufferOrBytes_Bytes(b"x")  # what it says
        )
    """
    good = """
        m = message.value
        new = types.Message(
            timestamp=m.timestamp,
            topic=m.topic,  # where it goes
            content_type=m.content_type,
            payload=types.BufferOrBytes_Bytes(b"x"),  # what it says
            properties=m.properties,
            schema=m.schema
        )
    """
    (found,) = findings(in_process(bad))
    assert (found.code, found.severity, found.place.line) == (CODE, "error", FIRST + 1)
    assert found.message == "types.Message lacks content_type, properties and schema."
    assert fixed(in_process(bad)) == in_process(good)
    assert codes(in_process(good)) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "types.Message(timestamp=m.timestamp, topic=t, payload=p)",
            "types.Message(timestamp=m.timestamp, topic=t, content_type=m.content_type, payload=p, "
            "properties=m.properties, schema=m.schema)",
        ),
        (
            "types.Message(topic=t, timestamp=s, payload=p,)",
            "types.Message(topic=t, timestamp=s, content_type=None, payload=p, "
            "properties=types.MessageProperties([]), schema=None,)",
        ),
        (
            "types.Message(s, t, new_payload)",
            "types.Message(s, t, content_type=None, payload=new_payload, properties=types.MessageProperties([]), "
            "schema=None)",
        ),
        (
            "types.Message(s, t, payload=p)",
            "types.Message(s, t, content_type=None, payload=p, properties=types.MessageProperties([]), schema=None)",
        ),
        (
            "types.Message(s, t, contentType=c, payload=p, properties=q, schema=None)",
            "types.Message(s, t, content_type=c, payload=p, properties=q, schema=None)",
        ),
        (
            "types.Snapshot(timestamp=m.timestamp, format=m.format, frame=f)",
            "types.Snapshot(timestamp=m.timestamp, format=m.format, width=m.width, height=m.height, frame=f)",
        ),
        (
            "types.Timestamp(timestamp=m.timestamp.timestamp, node_id=n)",
            "types.Timestamp(timestamp=m.timestamp.timestamp, counter=m.timestamp.counter, node_id=n)",
        ),
        ("hybrid_logical_clock.Timespec(5)", "hybrid_logical_clock.Timespec(5, nanos=0)"),
        (
            "hybrid_logical_clock.HybridLogicalClock(s, node_id='n')",
            "hybrid_logical_clock.HybridLogicalClock(s, counter=0, node_id='n')",
        ),
        ("state_store_types.Duration(seconds=1)", "state_store_types.Duration(seconds=1, nanos=0)"),
    ],
)
def test_what_is_put_in(bad: str, good: str) -> None:
    first = "m = message.value\nnew = "
    assert codes(in_process(first + bad)) == [(CODE, FIRST + 1)]
    assert fixed(in_process(first + bad)) == in_process(first + good)
    assert codes(in_process(first + good)) == []


def test_a_new_line_for_each_where_one_stands_already() -> None:
    bad = "new = types.Message(\n    s, t,\n    payload=p)"
    lines = ["s, t,", "content_type=None,", "payload=p,", "properties=types.MessageProperties([]),", "schema=None)"]
    assert fixed(in_process(bad)) == in_process("new = types.Message(\n    " + "\n    ".join(lines))


def test_the_class_is_spelt_as_the_file_can() -> None:
    source = "from map_impl.imports.types import Message\nm = Message(timestamp=s, topic=t, payload=p)\n"
    assert fixed(source, code=CODE) == (
        "from map_impl.imports.types import Message\n"
        "from map_impl.imports import types\n"
        "m = Message(timestamp=s, topic=t, content_type=None, payload=p, properties=types.MessageProperties([]), "
        "schema=None)\n"
    )


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("types.Message()", "types.Message lacks timestamp, topic, content_type, payload, properties and schema."),
        ("types.Message(topic=t)", "types.Message lacks timestamp, content_type, payload, properties and schema."),
        ("types.Message(s, t, c, p, q, None, 1)", "types.Message is given 1 too many."),
        ("types.Message(s, t, c, p, q, None, qos=1)", "types.Message has no qos."),
        ("types.BufferOrBytes_Bytes()", "types.BufferOrBytes_Bytes lacks value."),
        (
            "state_store_types.StateStoreError_Timeout(1)",
            "state_store_types.StateStoreError_Timeout is given 1 too many.",
        ),
        ("types.Error()", "types.Error lacks message."),
    ],
)
def test_what_cannot_be_known_is_only_told(bad: str, message: str) -> None:
    (found,) = findings(in_process(f"new = {bad}"))
    assert (found.code, found.message, found.fixable) == (CODE, message, False)
    assert fixed(in_process(f"new = {bad}")) == in_process(f"new = {bad}")


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "metrics.add_to_counter('n', metrics.CounterValue_U64(1))",
            "metrics.add_to_counter('n', metrics.CounterValue_U64(1), labels=None)",
        ),
        ("state_store.get(b'k')", "state_store.get(b'k', timeout=None)"),
        ("state_store.del_(b'k', timeout=t)", "state_store.del_(b'k', fencing_token=None, timeout=t)"),
        ("state_store.vdel(b'k', b'v')", "state_store.vdel(b'k', b'v', fencing_token=None, timeout=None)"),
        (
            "state_store.set(b'k', b'v', None, None)",
            "state_store.set(b'k', b'v', None, None, options=state_store_types.SetOptions("
            "state_store_types.SetConditions.UNCONDITIONAL, None))",
        ),
    ],
)
def test_the_hosts_functions_have_no_defaults(bad: str, good: str) -> None:
    assert codes(in_process(bad)) == [("host-arguments", FIRST)]
    assert fixed(in_process(bad)) == in_process(good)
    assert codes(in_process(good)) == []


def test_a_log_without_its_context_is_only_told() -> None:
    (found,) = findings(in_process("logger.log(logger.Level.INFO, 'text')"))
    assert (found.code, found.message, found.fixable) == ("host-arguments", "logger.log lacks message.", False)


@pytest.mark.parametrize(
    "good",
    [
        "new = types.Message(s, t, None, p, q, None)",
        "new = types.Message(*parts)",
        "new = types.Message(topic=t, **rest)",
        "types = read()\nnew = types.Message(topic=1)",
        "new = Message(topic=1)",
        "logger.log(level=logger.Level.INFO, context='c', message='m')",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good)) == []


def test_a_call_in_a_call() -> None:
    bad = in_process(
        "new = types.DataModel_Message(types.Message(timestamp=s, topic=t, payload=p), x=lambda: types.Error())"
    )
    assert [code for code, _ in codes(bad)] == [CODE, CODE, CODE]
    assert "schema=None" in fixed(bad)
