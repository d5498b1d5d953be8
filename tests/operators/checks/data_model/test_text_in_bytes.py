import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "text-in-bytes"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ('x = types.BufferOrBytes_Bytes("t")', 'x = types.BufferOrBytes_Bytes("t".encode())'),
        ('x = types.BufferOrBytes_Bytes(value="t" % 1)', 'x = types.BufferOrBytes_Bytes(value=("t" % 1).encode())'),
        ("x = types.BufferOrBytes_Bytes(json.dumps({}))", "x = types.BufferOrBytes_Bytes(json.dumps({}).encode())"),
        ("x = types.BufferOrBytes_Bytes({'a': 1})", "x = types.BufferOrBytes_Bytes(json.dumps({'a': 1}).encode())"),
        ("x = types.BufferOrBytes_Bytes(bytearray(5))", "x = types.BufferOrBytes_Bytes(bytes(bytearray(5)))"),
        ("x = types.BufferOrString_String(b't')", "x = types.BufferOrString_String(b't'.decode())"),
        ("x = types.BufferOrString_String({})", "x = types.BufferOrString_String(json.dumps({}))"),
        ('x = state_store.get("k", None)', 'x = state_store.get("k".encode(), None)'),
        ('x = state_store.vdel(f"{1}", b"v", None, None)', 'x = state_store.vdel(f"{1}".encode(), b"v", None, None)'),
        ("logger.log(logger.Level.INFO, 'c', b'm')", "logger.log(logger.Level.INFO, 'c', b'm'.decode())"),
        ("raise types.Err(types.Error(b'm'))", "raise types.Err(types.Error(b'm'.decode()))"),
    ],
)
def test_it_is_converted(bad: str, good: str) -> None:
    assert codes(in_process(bad)) == [(CODE, FIRST)]
    assert fixed(in_process(bad)) == in_process(good)
    assert codes(in_process(good)) == []


def test_the_sentences() -> None:
    (found,) = findings(in_process('x = types.BufferOrBytes_Bytes("t")'))
    assert (found.severity, found.message) == ("error", "types.BufferOrBytes_Bytes takes bytes, and this is text.")
    (found,) = findings(in_process('x = state_store.get("k", None)'))
    assert found.message == "key of state_store.get takes bytes, and this is text."


def test_json_is_imported_where_it_is_missing() -> None:
    bad = "from map_impl.imports import types\nx = types.BufferOrBytes_Bytes({})\n"
    assert fixed(bad, code=CODE) == (
        "from map_impl.imports import types\nimport json\nx = types.BufferOrBytes_Bytes(json.dumps({}).encode())\n"
    )


def test_what_a_name_holds() -> None:
    bad = in_process("text = json.dumps({})\nx = types.BufferOrBytes_Bytes(text)")
    assert codes(bad) == [(CODE, FIRST + 1)]
    assert "types.BufferOrBytes_Bytes(text.encode())" in fixed(bad)


@pytest.mark.parametrize(
    "bad", ["String_String(5)", "String_String(None)", "Bytes_Bytes([1, 2])", "Bytes_Bytes((1, 2))", "Bytes_Bytes(1.5)"]
)
def test_the_rest_is_only_told(bad: str) -> None:
    (found,) = findings(in_process(f"x = types.BufferOr{bad}"))
    assert (found.code, found.fixable) == (CODE, False)


@pytest.mark.parametrize(
    "good",
    [
        "x = types.BufferOrBytes_Bytes(b't')",
        "x = types.BufferOrBytes_Bytes(read())",
        "x = types.BufferOrBytes_Bytes(*parts)",
        "x = types.BufferOrString_String(str(5))",
        "text = 'a'\ntext = text.encode()\nx = types.BufferOrBytes_Bytes(text)",
        "x = get('k', None)",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good)) == []
