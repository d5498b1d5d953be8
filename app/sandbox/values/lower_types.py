"""How each kind of type is lowered: lines for what its values point to, then a format and the words of the content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.sandbox.values import checks, shapes
from app.sandbox.values.checks import refusal
from app.sandbox.values.layout import FORMATS, kind, name_of
from app.sandbox.values.native import BODY
from app.sandbox.values.shapes import Shape

if TYPE_CHECKING:
    from app.sandbox.values.lower import LoweringCode

Words = tuple[str, list[str]]  # a struct format and what it packs


def _scalar(code: LoweringCode, shape: shapes.Scalar, value: str) -> Words:
    form = FORMATS[shape.name]
    if shape.name == "string":
        return form, _string(code, value)
    if shape.name in checks.CHECKS:
        return form, [f"{code.constant(checks.CHECKS[shape.name])}({value})"]
    return form, [value]


def _string(code: LoweringCode, value: str) -> list[str]:
    with code.block(f"if {value}.__class__ is not str"):
        code.line(f"{code.constant(checks.string)}({value})")
    content = code.new()
    code.line(f"{content} = {value}.encode()")
    code.line(f"keep({content})")
    return [f"len({content})", f"id({content}) + {BODY}"]


def _list(code: LoweringCode, shape: shapes.List, value: str) -> Words:
    if shape == shapes.BYTES:
        count, at = code.new(), code.new()
        code.line(f"{count}, {at} = frame.put({value})")
        return FORMATS["list"], [count, at]
    parts, each = code.new(), code.new()
    code.line(f"{parts} = []")
    with code.block(f"for {each} in {code.constant(checks.sequence)}({value})"):
        element = (kind(shape.element), code.emit(shape.element, each))
        code.line(f"{parts}.append({code.pack([element])})")
    return FORMATS["list"], [f"len({parts})", code.keep(f"b''.join({parts})")]


def _record(code: LoweringCode, shape: shapes.Record, value: str) -> Words:
    heads = [name_of(name) + kind(field) for name, field in shape.fields]
    content = code.members(heads, [field for _, field in shape.fields], value)
    return FORMATS["list"], [str(len(heads)), code.keep(content)]


def _tuple(code: LoweringCode, shape: shapes.Tuple, value: str) -> Words:
    content = code.members([kind(element) for element in shape.elements], shape.elements, value)
    return FORMATS["list"], [str(len(shape.elements)), code.keep(content)]


def _variant(code: LoweringCode, shape: shapes.Variant, value: str) -> Words:
    return "16sQ", _cases(code, {tag: (name_of(tag), payload) for tag, payload in shape.cases}, value)


def _result(code: LoweringCode, shape: shapes.Result, value: str) -> Words:
    return "8sQ8x", _cases(code, {"ok": (b"\1" + bytes(7), shape.ok), "err": (bytes(8), shape.err)}, value)


def _cases(code: LoweringCode, cases: dict[str, tuple[bytes, Shape | None]], value: str) -> list[str]:
    tag, content, head, address = (code.new() for _ in range(4))
    code.line(f"{tag}, {content} = {value} if {value}.__class__ is {code.constant(checks.Case)} else (None, None)")
    for index, (name, (written, payload)) in enumerate(cases.items()):
        with code.block(f"{'elif' if index else 'if'} {tag} == {code.constant(name)}"):
            code.line(f"{head} = {code.constant(written)}")
            code.line(f"{address} = {_payload(code, payload, content)}")
    with code.block("else"):
        code.line(f"raise {code.constant(refusal)}({code.constant('a Case out of ' + ', '.join(cases))}, {value})")
    return [head, address]


def _payload(code: LoweringCode, payload: Shape | None, content: str) -> str:
    if payload is None:
        return f"{code.constant(checks.nothing)}({content})"
    return code.keep(code.pack([(kind(payload), code.emit(payload, content))]))


def _enum(code: LoweringCode, shape: shapes.Enum, value: str) -> Words:
    names = {name: name_of(name) for name in shape.names}
    return "16s8x", [f"{code.constant(checks.enum(names))}({value})"]


def _flags(code: LoweringCode, shape: shapes.Flags, value: str) -> Words:
    names = {name: name_of(name) for name in shape.names}
    content = code.new()
    code.line(f"{content} = {code.constant(checks.flags(names))}({value})")
    return FORMATS["list"], [f"len({content}) // 16", code.keep(content)]


def _option(code: LoweringCode, shape: shapes.Option, value: str) -> Words:
    address = code.new()
    with code.block(f"if {value} is None"):
        code.line(f"{address} = 0")
    with code.block("else"):
        code.line(f"{address} = {_payload(code, shape.payload, value)}")
    return FORMATS["option"], [address]


def _handle(code: LoweringCode, shape: shapes.Handle, value: str) -> Words:
    return FORMATS["resource"], [f"frame.handle({shape.owned}, *{code.constant(checks.own)}({value}))"]


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
