from textwrap import indent

import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

BUFFER, PLAIN = "buffer-only", "plain-only"
IS_BUFFER = "isinstance(m.payload, types.BufferOrBytes_Buffer)"
IS_BYTES = "isinstance(m.payload, types.BufferOrBytes_Bytes)"
IS_EITHER = "isinstance(m.payload, (types.BufferOrBytes_Buffer, types.BufferOrBytes_Bytes))"
READ = f"m.payload.value.read() if {IS_BUFFER} else m.payload.value"


def source(body: str) -> str:
    return in_process("m = message.value\n" + body)


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            f"if {IS_BUFFER}:\n    b = m.payload.value\n    x = b.read()  # all",
            f"if {IS_EITHER}:\n    b = m.payload.value\n    x = b if isinstance(b, bytes) else b.read()  # all",
        ),
        (
            f"if {IS_BUFFER}:\n    x = json.loads(m.payload.value.read())",
            f"if {IS_EITHER}:\n    x = json.loads({READ})",
        ),
        (
            f"if y and not {IS_BUFFER}:\n    return message\nx = m.payload.value.read().decode()",
            f"if y and not {IS_EITHER}:\n    return message\nx = ({READ}).decode()",
        ),
        (f"x = m.payload.value.read() if {IS_BUFFER} else b''", f"x = {READ}"),
        (
            f"x = json.loads(m.payload.value.read()) if {IS_BUFFER} else None",
            f"x = json.loads(m.payload.value.read()) if {IS_BUFFER} else json.loads(m.payload.value)",
        ),
        ("x = m.payload.value.read()", f"x = {READ}"),
        (
            "b = m.payload.value\nx = b.read().decode()",
            "b = m.payload.value\nx = (b if isinstance(b, bytes) else b.read()).decode()",
        ),
    ],
)
def test_bytes_are_let_in_too(bad: str, good: str) -> None:
    assert [code for code, _ in codes(source(bad))] == [BUFFER]
    assert fixed(source(bad)) == source(good)
    assert codes(source(good)) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (f"if {IS_BYTES}:\n    x = json.loads(m.payload.value)", f"if {IS_EITHER}:\n    x = json.loads({READ})"),
        (f"if {IS_BYTES}:\n    x = m.payload.value[0]", f"if {IS_EITHER}:\n    x = ({READ})[0]"),
        (
            f"x = m.payload.value if {IS_BYTES} else b''",
            f"x = m.payload.value if {IS_BYTES} else m.payload.value.read()",
        ),
        ("x = m.payload.value.decode()", f"x = ({READ}).decode()"),
        ("x = json.loads(m.payload.value)", f"x = json.loads({READ})"),
        ("b = m.payload.value\nx = json.loads(b)", f"b = {READ}\nx = json.loads(b)"),
    ],
)
def test_buffers_are_read_too(bad: str, good: str) -> None:
    assert [code for code, _ in codes(source(bad))] == [PLAIN]
    assert fixed(source(bad)) == source(good)
    assert codes(source(good)) == []


def test_texts() -> None:
    bad = "for k, v in m.properties.user_properties:\n    if isinstance(k, types.BufferOrString_Buffer):\n        {}"
    good = bad.replace("types.BufferOrString_Buffer", "(types.BufferOrString_Buffer, types.BufferOrString_String)")
    either = "if isinstance(k, types.BufferOrString_Buffer) else"
    for read, both in [
        ("x = k.value.read().decode()", f"x = k.value.read().decode() {either} k.value"),
        ("x = k.value.read()", f"x = k.value.read() {either} k.value.encode()"),
    ]:
        assert codes(source(bad.format(read))) == [(BUFFER, FIRST + 2)]
        assert fixed(source(bad.format(read))) == source(good.format(both))
        assert codes(source(good.format(both))) == []


def test_the_sentences() -> None:
    (found,) = findings(source("x = m.payload.value.read()"))
    assert (found.severity, found.message) == (
        "warning",
        "Only a buffer is read here, but plain bytes are what m.payload holds once another operator has made it.",
    )
    (found,) = findings(source("x = m.content_type.value.upper()"))
    assert found.message == (
        "Only plain text is taken here, but m.content_type is a buffer when it comes straight from a source."
    )


def test_the_shape_of_the_published_samples() -> None:
    """An if in an if, in a try that swallows; the parameter is named and counted as there."""
    bad = """
        try:
            if isinstance(message, types.DataModel_Message):
                m = message.value
                if isinstance(m.payload, types.BufferOrBytes_Buffer):
                    buffer = m.payload.value
                    payload_bytes = buffer.read()
                    payload_str = payload_bytes.decode("utf-8")
                    return types.DataModel_Message(read(payload_str, payload=m.payload))
        except KeyError as e:
            raise ValueError(e)
    """
    assert codes(in_process(bad)) == [(BUFFER, FIRST + 3)]
    mended = fixed(in_process(bad))
    assert "payload_bytes = buffer if isinstance(buffer, bytes) else buffer.read()\n" in mended
    assert fixed(mended) == mended


def test_names_that_were_imported_alone() -> None:
    bad = (
        "from map_impl.imports.types import BufferOrBytes_Buffer\n\n\n"
        "def read(content):\n    if isinstance(content, BufferOrBytes_Buffer):\n        return content.value.read()\n"
    )
    assert [one for one in codes(bad) if one[0] == BUFFER] == [(BUFFER, 5)]
    assert fixed(bad, code=BUFFER) == (
        "from map_impl.imports.types import BufferOrBytes_Buffer\nfrom map_impl.imports import types\n\n\n"
        "def read(content):\n    if isinstance(content, (BufferOrBytes_Buffer, types.BufferOrBytes_Bytes)):\n"
        "        return content.value.read() if isinstance(content, BufferOrBytes_Buffer) else content.value\n"
    )


@pytest.mark.parametrize(
    "bad",
    [
        f"if {IS_BUFFER}:\n    x = read(m.payload.value)",
        f"if {IS_BUFFER}:\n    b = m.payload.value\n    x = b.read()\n    y = read(b)",
        f"if {IS_BUFFER}:\n    with m.payload.value as b:\n        x = b.read()",
        f"x = b'' if not {IS_BUFFER} else m.payload.value.read()",
    ],
)
def test_where_it_is_not_clear_how_it_is_only_told(bad: str) -> None:
    found = [one for one in findings(source(bad)) if one.code == BUFFER]
    assert [one.fixable for one in found] == [False]
    assert fixed(source(bad), code=BUFFER) == source(bad)


@pytest.mark.parametrize(
    "good",
    [
        f"if {IS_BUFFER}:\n    x = m.payload.value.read()\nelse:\n    x = m.payload.value",
        f"if {IS_BUFFER}:\n    x = m.payload.value.read()\nelif {IS_BYTES}:\n    x = m.payload.value",
        f"if {IS_BUFFER}:\n    x = m.payload.value.read()\nelse:\n    x = read(m.payload)",
        f"x = m.payload.value\nif {IS_BUFFER}:\n    x = x.read()",
        f"if not {IS_BUFFER}:\n    x = m.payload.value\nelse:\n    x = m.payload.value.read()",
        f"if not {IS_BYTES}:\n    x = m.payload.value.read()\nelse:\n    x = m.payload.value",
        f"if {IS_BUFFER}:\n    return read(m.payload.value.read())\nx = m.payload.value",
        f"x = {READ}",
        "p = m.payload\nx = p.value.read() if isinstance(p, types.BufferOrBytes_Buffer) else p.value",
        "x = m.payload.value\nif hasattr(x, 'read'):\n    x = x.read()",
        "b = m.payload.value\nx = b if isinstance(b, bytes) else b.read()",
        "x = (isinstance(m.payload.value, bytes) and m.payload.value) or m.payload.value.read()",
        "kind = type(m.payload.value)\nx = m.payload.value.read() if kind is types.Buffer else m.payload.value",
        "x = m.payload.value\nx = getattr(x, 'read', lambda: x)()",
        "try:\n    x = m.payload.value.read()\nexcept AttributeError:\n    x = m.payload.value",
        "match m.payload:\n    case types.BufferOrBytes_Buffer(value=b):\n        x = b.read()\n"
        "    case types.BufferOrBytes_Bytes(value=b):\n        x = b",
        "match m.payload:\n    case types.BufferOrBytes_Buffer():\n        x = m.payload.value.read()\n"
        "    case _:\n        x = m.payload.value",
        f"if {IS_BUFFER}:\n    x = 1",
        f"is_buffer = {IS_BUFFER}\nx = m.payload.value.read() if is_buffer else m.payload.value",
        f"assert {IS_BUFFER}",
        "x = m.payload.value",
        "x = read(m.payload.value)",
        "x = other.value.read()",
        "b = m.payload.value\nif y:\n    b = m.topic.value\nx = b.read()",
        "if is_buffer(m.payload):\n    x = m.payload.value.read()",
        "x = lambda: m.payload.value.read()",
        "x = state_store.get(b'k', None).response.value",
    ],
)
def test_what_is_right_or_not_sure(good: str) -> None:
    assert [one for one in codes(source(good)) if one[0] in {BUFFER, PLAIN}] == []


def test_messages_of_an_accumulate() -> None:
    body = "for one in messages:\n    x = json.loads(one.value.payload.value.read())"
    assert codes(in_process(body, "accumulate"), "accumulate") == [(BUFFER, FIRST + 1)]


def test_a_helper_that_is_annotated() -> None:
    helper = "def read(content: types.BufferOrBytes):\n    return content.value.read()\n"
    assert codes(in_process("x = 1") + "\n" + indent(helper, "    "))[-1][0] == BUFFER
    exact = helper.replace("BufferOrBytes)", "BufferOrBytes_Buffer)")
    assert codes(in_process("x = 1") + "\n" + indent(exact, "    ")) == []
