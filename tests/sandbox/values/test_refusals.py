"""Values that a type does not take: a clear word, no call, nothing left behind; and the function goes on working."""

import re
from typing import Any

import pytest

from app.sandbox.values import shapes as s
from app.sandbox.values.forms import Case, Own
from tests.sandbox.values.wat import Guest

RECORD = s.Record((("a", s.Scalar("u8")), ("b", s.Scalar("string"))))
VARIANT = s.Variant((("none", None), ("text", s.Scalar("string")), ("number", s.Scalar("u32"))))

REFUSED: list[tuple[s.Shape, Any, type[Exception], str]] = [
    (s.Scalar("u16"), 65_536, ValueError, "u16 cannot hold 65536"),
    (s.Scalar("u64"), -1, ValueError, "u64 cannot hold -1"),
    (s.Scalar("s8"), 128, ValueError, "s8 cannot hold 128"),
    (s.Scalar("s64"), 10**400, ValueError, "s64 cannot hold 1"),
    (s.Scalar("u32"), 1.0, TypeError, "expected u32, not 1.0"),
    (s.Scalar("u32"), None, TypeError, "expected u32, not None"),
    (s.Scalar("f32"), 1e300, ValueError, "f32 cannot hold 1e"),
    (s.Scalar("f64"), "1", TypeError, "expected f64, not '1'"),
    (s.Scalar("bool"), 1, TypeError, "expected bool, not 1"),
    (s.Scalar("char"), "ab", TypeError, "expected char, not 'ab'"),
    (s.Scalar("char"), "\ud800", ValueError, "char cannot hold"),
    (s.Scalar("string"), b"bytes", TypeError, "expected string, not b'bytes'"),
    (s.Scalar("string"), "half a \ud83d", ValueError, "surrogates not allowed"),
    (s.BYTES, "text", TypeError, "expected bytes for list<u8>, not str"),
    (s.BYTES, [1, 2], TypeError, "expected bytes for list<u8>, not list"),
    (s.List(s.Scalar("u16")), b"ab", TypeError, "expected a sequence, not b'ab'"),
    (s.List(s.Scalar("u16")), {1, 2}, TypeError, "expected a sequence"),
    (s.List(s.Scalar("u16")), iter([1]), TypeError, "expected a sequence"),
    (s.List(s.Scalar("u16")), [1, 70_000], ValueError, "u16 cannot hold 70000"),
    (RECORD, (1,), ValueError, "not enough values to unpack"),
    (RECORD, (1, "b", 3), ValueError, "too many values to unpack"),
    (RECORD, {"a": 1, "b": "b"}, TypeError, "expected a sequence of 2"),
    (RECORD, "ab", TypeError, "expected a sequence of 2"),
    (RECORD, 5, TypeError, "cannot unpack non-iterable int"),
    (RECORD, (256, "b"), ValueError, "u8 cannot hold 256"),
    (VARIANT, Case("other"), TypeError, "expected a Case out of none, text, number, not Case"),
    (VARIANT, Case("none", 1), TypeError, "expected a case without a value, not 1"),
    (VARIANT, Case("text"), TypeError, "expected string, not None"),
    (VARIANT, Case("number", 2**32), ValueError, "u32 cannot hold 4294967296"),
    (VARIANT, ("text", "a"), TypeError, "expected a Case"),
    (VARIANT, Case([], 1), TypeError, "expected a Case"),  # type: ignore[arg-type]
    (s.Result(None, None), Case("error"), TypeError, "expected a Case out of ok, err"),
    (s.Enum(("red", "green")), "blue", TypeError, "expected one of red, green, not 'blue'"),
    (s.Enum(("red", "green")), ["red"], TypeError, "expected one of red, green"),
    (s.Flags(("r", "w")), {"x"}, TypeError, "expected flags out of r, w, not 'x'"),
    (s.Flags(("r", "w")), "r", TypeError, "expected a collection of flags"),
    (s.Flags(("r", "w")), [["r"]], TypeError, "expected flags out of"),
    (s.Handle(owned=True), 7, TypeError, "expected Own, not 7"),
    (s.Handle(owned=True), Own(1, 2**32), ValueError, "a handle's numbers have 32 bits"),
    (s.Handle(owned=True), Own("buffer", 1), TypeError, "expected Own"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("shape", "value", "error", "text"), REFUSED, ids=range(len(REFUSED)))
def test_a_value_of_another_type_is_refused(shape: s.Shape, value: Any, error: type[Exception], text: str) -> None:
    guest = Guest(s.Tuple((shape, s.Handle(owned=True))))
    called: list[Any] = []
    guest.host.answer = called.append
    relay = guest.function("relay")
    with pytest.raises(error) as refused:
        relay([(value, Own(1, 1))])
    assert type(refused.value) in {error, UnicodeEncodeError}
    assert text in str(refused.value)
    assert (called, guest.host.dropped) == ([], [])


@pytest.mark.parametrize(("shape", "value", "error", "text"), REFUSED, ids=range(len(REFUSED)))
def test_so_is_a_host_that_answers_with_one(shape: s.Shape, value: Any, error: type[Exception], text: str) -> None:
    guest = Guest(shape)
    guest.host.answer = lambda _: [value]
    with pytest.raises(error, match=re.escape(text)):
        guest.function("relay")(b"" if shape == s.Scalar("u8") else [])


@pytest.mark.parametrize("arguments", [(), ([], [])])
def test_another_number_of_arguments_is_refused(arguments: tuple[Any, ...]) -> None:
    echo = Guest(s.Scalar("u16")).function("echo")
    with pytest.raises(TypeError, match=f"expected 1 argument, not {len(arguments)}"):
        echo(*arguments)
    assert echo([1]) == [1]


def test_handles_that_were_not_given_after_all_stay_the_hosts() -> None:
    guest = Guest(s.Tuple((s.Handle(owned=True), s.Scalar("u8"))))
    echo = guest.function("echo")
    for rep in range(10_000):  # more than would fit if each kept its place in the store's table of handles
        with pytest.raises(ValueError, match="u8 cannot hold 256"):
            echo([(Own(1, rep), 256)])
    assert guest.host.dropped == []
    assert echo([(Own(1, 5), 255)]) == [(5, 255)]


def test_a_handle_of_another_type_is_refused_by_wasmtime() -> None:
    guest = Guest(s.Handle(owned=True))
    with pytest.raises(Exception, match=r"(?i)resource"):
        guest.function("echo")([Own(2, 1)])


def test_a_function_of_a_closed_store_is_not_called() -> None:
    guest = Guest(s.Scalar("u16"))
    echo = guest.function("echo")
    guest.store.close()
    with pytest.raises(ValueError, match="already closed"):
        echo([1])
