import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "value-not-wrapped"
BYTES = "types.BufferOrBytes_Bytes"
TEXT = "types.BufferOrString_String"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('message.value.payload = b"x"', f'message.value.payload = {BYTES}(b"x")'),
        ('message.value.payload = "x"', f'message.value.payload = {BYTES}("x".encode())'),
        ('message.value.payload = "x" + "y"', f'message.value.payload = {BYTES}(("x" + "y").encode())'),
        ("message.value.payload = json.dumps({})", f"message.value.payload = {BYTES}(json.dumps({{}}).encode())"),
        ("message.value.payload = {'a': 1}", f"message.value.payload = {BYTES}(json.dumps({{'a': 1}}).encode())"),
        ('message.value.topic = f"a/{x}"', f'message.value.topic = {BYTES}(f"a/{{x}}".encode())'),
        ('message.value.content_type = "a/b"', f'message.value.content_type = {TEXT}("a/b")'),
        ('message.value.content_type = b"a/b"', f'message.value.content_type = {TEXT}(b"a/b".decode())'),
        ('new = types.InlineSchema("n", c)', f'new = types.InlineSchema({TEXT}("n"), c)'),
        (
            'new = types.MessageSchema_RegistryReference("r")',
            f'new = types.MessageSchema_RegistryReference({TEXT}("r"))',
        ),
        ("new = types.DataModel_BufferOrBytes(b'x')", f"new = types.DataModel_BufferOrBytes({BYTES}(b'x'))"),
        ('new = types.Snapshot(s, "rgb", 1, 1, b"x")', f'new = types.Snapshot(s, {TEXT}("rgb"), 1, 1, {BYTES}(b"x"))'),
        (
            "metrics.add_to_counter('n', len(x), None)",
            "metrics.add_to_counter('n', metrics.CounterValue_U64(len(x)), None)",
        ),
        (
            "metrics.record_to_histogram('n', 1.5, None)",
            "metrics.record_to_histogram('n', metrics.HistogramValue_F64(1.5), None)",
        ),
    ],
)
def test_it_is_wrapped(bad: str, good: str) -> None:
    assert set(codes(in_process(bad))) == {(CODE, FIRST)}
    assert fixed(in_process(bad)) == in_process(good)
    assert codes(in_process(good)) == []


def test_in_a_message() -> None:
    bad = """
        m = message.value
        new = types.Message(
            m.timestamp,
            b"topic",
            "application/json",
            payload=json.dumps({}),  # text
            properties=m.properties,
            schema=None,
        )
    """
    assert codes(in_process(bad)) == [(CODE, FIRST + 3), (CODE, FIRST + 4), (CODE, FIRST + 5)]
    assert findings(in_process(bad))[1].message == (
        "content_type of types.Message must be types.BufferOrString_Buffer or types.BufferOrString_String, "
        "and this is bare text."
    )
    mended = fixed(in_process(bad))
    assert f'    {BYTES}(b"topic"),\n' in mended
    assert f"payload={BYTES}(json.dumps({{}}).encode()),  # text\n" in mended
    assert codes(mended) == []
    assert fixed(mended) == mended


@pytest.mark.parametrize(
    "first",
    ["m = message.value", "m = types.Message(s, t, None, p, q, None)"],
)
def test_whatever_holds_the_message(first: str) -> None:
    assert codes(in_process(f"{first}\nm.payload = b'x'")) == [(CODE, FIRST + 1)]


def test_the_parameter_rebound_to_its_own_value() -> None:
    assert codes(in_process("message = message.value\nmessage.payload = b'x'", answer="read(message)")) == [
        (CODE, FIRST + 1)
    ]


def test_dataclasses_replace() -> None:
    source = "from dataclasses import replace\n" + in_process("new = replace(message.value, payload=b'x', schema=None)")
    assert codes(source) == [(CODE, FIRST + 1)]
    assert f"replace(message.value, payload={BYTES}(b'x'), schema=None)" in fixed(source)


@pytest.mark.parametrize(
    "bad",
    [
        "message.value.timestamp = 5",
        "message.value.payload = 5",
        "message.value.payload = None",
        "message.value.payload = types.BufferOrString_String('x')",
        "new = types.DataModel_Message(b'x')",
        "new = types.DataModel_Message(types.BufferOrBytes_Bytes(b'x'))",
        "new = state_store.get(b'k', 5)",
        "metrics.add_to_counter('n', metrics.HistogramValue_U64(1), None)",
    ],
)
def test_the_rest_is_only_told(bad: str) -> None:
    (found,) = findings(in_process(bad))
    assert (found.code, found.place.line, found.fixable) == (CODE, FIRST, False)


def test_a_clock_of_the_graph_is_no_timestamp_of_a_message() -> None:
    (found,) = findings(in_process("message.value.timestamp = timestamp", "branch"), "branch")
    assert found.severity == "error"
    assert found.message == (
        "timestamp of the message must be types.Timestamp, and this is hybrid_logical_clock.HybridLogicalClock."
    )


def test_a_clock_of_the_operators_own_may_be_one() -> None:
    made = "hybrid_logical_clock.HybridLogicalClock(a, 0, message.value.timestamp.node_id)"
    (found,) = findings(in_process(f"message.value.timestamp = {made}"))
    assert (found.code, found.severity, found.fixable) == (CODE, "warning", False)


@pytest.mark.parametrize(
    "good",
    [
        "message.value.content_type = None",
        "message.value.schema = None",
        "message.value.payload = message.value.topic",
        "message.value.payload = read(b'x')",
        "self.payload = b'x'\nself.topic = 'x'",
        "other = read()\nother.payload = b'x'",
        "new = types.DataModel_Message(message.value)",
        "new = types.MessageSchema_Inline(types.InlineSchema(n, c))",
        "m = message.value\nm = read(m)\nm.payload = b'x'",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good)) == []


def test_assignments_that_go_round_in_circles() -> None:
    codes(in_process("a = b.value\nb = a.value\na.payload = b'x'"))
    codes(in_process("a = a.value.value\na.payload = b'x'"))
