"""How each kind of type is lifted: an expression for the Python value out of the words of the content."""

from __future__ import annotations

import keyword
from collections import namedtuple
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING, Any

from app.sandbox.values import shapes
from app.sandbox.values.forms import Case
from app.sandbox.values.frame import rep
from app.sandbox.values.native import MEMORY, SIZE
from app.sandbox.values.reading import named, octets, text
from app.sandbox.values.shapes import Shape

if TYPE_CHECKING:
    from app.sandbox.values.lift import LiftingCode

_NAME = 16  # bytes before a value that is a member of a record


def _scalar(code: LiftingCode, shape: shapes.Scalar, *words: str) -> str:
    convert = {"char": chr, "string": text}.get(shape.name)
    return f"{code.constant(convert)}({', '.join(words)})" if convert else words[0]


def _list(code: LiftingCode, shape: shapes.List, size: str, address: str) -> str:
    if shape == shapes.BYTES:
        return f"{code.constant(octets)}({size}, {address})"
    made = code.new()
    form, [words] = code.form([shape.element], code.nested + 1)
    memory = f"{code.constant(MEMORY)}[{address} : {address} + {size} * {SIZE}]"
    code.line(f"{made} = []")
    with code.block(
        f"for {', '.join(words)}, in {code.constant(Struct(form).iter_unpack)}({memory}) if {size} else ()"
    ):
        code.line(f"{made}.append({code.emit(shape.element, words)})")
    return made


def _record(code: LiftingCode, shape: shapes.Record, address: str) -> str:
    class_ = code.constant(_named(tuple(name for name, _ in shape.fields)))
    fields = code.unpacked(address, shapes.members(shape), _NAME)
    return f"{code.constant(tuple.__new__)}({class_}, ({', '.join(fields)},))"


@cache
def _named(names: tuple[str, ...]) -> Any:
    fields = [name.replace("-", "_") for name in names]
    return namedtuple("Record", [f"{name}_" if keyword.iskeyword(name) else name for name in fields])  # noqa: PYI024


def _tuple(code: LiftingCode, shape: shapes.Tuple, address: str) -> str:
    return f"({', '.join(code.unpacked(address, shape.elements))},)"


def _variant(code: LiftingCode, shape: shapes.Variant, size: str, tag: str, address: str) -> str:
    which = code.new()
    expression, values = named(code, [name for name, _ in shape.cases], size, tag)
    code.line(f"{which} = {expression}")
    tests = [f"{which} == {code.constant(value)}" for value in values]
    return _cases(code, [(test, *case) for test, case in zip(tests, shape.cases, strict=True)], address)


def _result(code: LiftingCode, shape: shapes.Result, is_ok: str, address: str) -> str:
    return _cases(code, [(is_ok, "ok", shape.ok), (f"not {is_ok}", "err", shape.err)], address)


def _cases(code: LiftingCode, cases: list[tuple[str, str, Shape | None]], address: str) -> str:
    made = code.new()
    for index, (test, tag, payload) in enumerate(cases):
        last = index == len(cases) - 1
        with code.block("else" if last and index else f"elif {test}" if index else f"if {test}"):
            code.line(f"{made} = {_case(code, tag, payload, address)}")
    return made


def _case(code: LiftingCode, tag: str, payload: Shape | None, address: str) -> str:
    if payload is None:
        return code.constant(Case(tag))
    [value] = code.unpacked(address, [payload])
    return f"{code.constant(tuple.__new__)}({code.constant(Case)}, ({code.constant(tag)}, {value}))"


def _enum(code: LiftingCode, shape: shapes.Enum, size: str, address: str) -> str:
    expression, values = named(code, shape.names, size, address)
    return f"{code.constant(dict(zip(values, shape.names, strict=True)))}[{expression}]"


def _option(code: LiftingCode, shape: shapes.Option, address: str) -> str:
    made = code.new()
    code.line(f"{made} = None")
    with code.block(f"if {address}"):
        code.line(f"{made} = {code.unpacked(address, [shape.payload])[0]}")
    return made


def _flags(code: LiftingCode, _shape: shapes.Flags, size: str, address: str) -> str:
    pairs = f"{code.constant(Struct('<QQ').iter_unpack)}({code.constant(MEMORY)}[{address} : {address} + {size} * 16])"
    return f"(frozenset([{code.constant(text)}(*pair) for pair in {pairs}]) if {size} else frozenset())"


def _handle(code: LiftingCode, _shape: shapes.Handle, handle: str) -> str:
    return f"{code.constant(rep)}(context, {handle})"


EMITTERS: dict[type[Any], Any] = {
    shapes.Scalar: _scalar,
    shapes.List: _list,
    shapes.Record: _record,
    shapes.Tuple: _tuple,
    shapes.Variant: _variant,
    shapes.Enum: _enum,
    shapes.Option: _option,
    shapes.Result: _result,
    shapes.Flags: _flags,
    shapes.Handle: _handle,
}
