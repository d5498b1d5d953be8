"""Values in the forms of wasmtime's own conversion."""

from typing import Any

from wasmtime.component import Record, Variant
from wasmtime.component import _types as types

from app.sandbox.values import shapes as s
from app.sandbox.values.forms import Case


def understood(shape: s.Shape) -> bool:
    """Whether it converts values of a type.

    Where it does without tags it tells cases by the class of their values, wrongly for a bool beside an integer and for
    whatever stands beside an option or a case without a value.
    """
    if isinstance(shape, s.Variant | s.Result):
        payloads = s.cases(shape).values()
        plain = all(payload is None or isinstance(payload, s.Scalar | s.Record | s.List) for payload in payloads)
        understandable = all(payload is None or understood(payload) for payload in payloads)
        return plain and understandable and s.Scalar("bool") not in payloads
    if isinstance(shape, s.Option):
        return not isinstance(shape.payload, s.Option | s.Variant | s.Result) and understood(shape.payload)
    parts = s.members(shape) if isinstance(shape, s.Record | s.Tuple) else ()
    return understood(shape.element) if isinstance(shape, s.List) else all(understood(part) for part in parts)


def own(type_: Any, value: Any) -> Any:
    """Our form to wasmtime-py's."""
    if isinstance(type_, types.RecordType):
        record = Record()
        for (name, field), member in zip(type_.fields, value, strict=True):
            setattr(record, name, own(field, member))
        return record
    if isinstance(type_, types.TupleType):
        return tuple(own(part, member) for part, member in zip(type_.elements, value, strict=True))
    if isinstance(type_, types.ListType):
        return value if isinstance(value, bytes) else [own(type_.element, each) for each in value]
    if isinstance(type_, types.FlagsType):
        return set(value)
    return _cases(type_, value) if isinstance(type_, types.VariantLikeType) else value


def _cases(type_: Any, value: Any) -> Any:
    if isinstance(type_, types.OptionType):
        value = Case("none") if value is None else Case("some", value)
    payload = dict(type_._cases())[value.tag]
    content = None if payload is None else own(payload, value.value)
    return Variant(value.tag, content) if type_._tagged() else content
