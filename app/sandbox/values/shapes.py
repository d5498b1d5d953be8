"""The types of component values as plain data, read from wasmtime once for each component.

Equal types are equal shapes, whichever component they come from, so code compiled for a shape serves them all.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import wasmtime.component as types


@dataclass(frozen=True, slots=True)
class Scalar:
    """bool, an integer, a float, ``char`` or ``string``, by its name in WIT."""

    name: str


@dataclass(frozen=True, slots=True)
class List:
    """``list<element>``."""

    element: "Shape"


@dataclass(frozen=True, slots=True)
class Record:
    """Members in the order of their declaration."""

    fields: tuple[tuple[str, "Shape"], ...]


@dataclass(frozen=True, slots=True)
class Tuple:
    """Members without names."""

    elements: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """Cases with their payloads, if they have any."""

    cases: tuple[tuple[str, "Shape | None"], ...]


@dataclass(frozen=True, slots=True)
class Enum:
    """Names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """``option<payload>``."""

    payload: "Shape"


@dataclass(frozen=True, slots=True)
class Result:
    """``result<ok, err>``; None stands for ``_``."""

    ok: "Shape | None"
    err: "Shape | None"


@dataclass(frozen=True, slots=True)
class Flags:
    """Names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handle:
    """``own`` or ``borrow`` of a resource."""

    owned: bool


Shape = Scalar | List | Record | Tuple | Variant | Enum | Option | Result | Flags | Handle

BYTES = List(Scalar("u8"))

_SCALARS: dict[type[types.ValType], Scalar] = {
    getattr(types, name.capitalize()): Scalar(name)
    for name in ("bool", "s8", "s16", "s32", "s64", "u8", "u16", "u32", "u64", "f32", "f64", "char", "string")
}


def shape(type_: Any) -> Shape:
    """The shape of one of wasmtime's types; TypeError for those that no interface here has, such as streams."""
    scalar = _SCALARS.get(type(type_))
    if scalar is not None:
        return scalar
    try:
        read = _COMPOSED[type(type_)]
    except KeyError:
        raise TypeError(f"values of the type {type(type_).__name__} cannot be given or taken") from None
    composed: Shape = read(type_)
    return composed


def optional(type_: Any) -> Shape | None:
    """The shape of a type, None where there is none."""
    return None if type_ is None else shape(type_)


_COMPOSED: dict[type[Any], Any] = {
    types.ListType: lambda of: List(shape(of.element)),
    types.RecordType: lambda of: Record(tuple((name, shape(field)) for name, field in of.fields)),
    types.TupleType: lambda of: Tuple(tuple(shape(element) for element in of.elements)),
    types.VariantType: lambda of: Variant(tuple((name, optional(payload)) for name, payload in of.cases)),
    types.EnumType: lambda of: Enum(tuple(of.names)),
    types.OptionType: lambda of: Option(shape(of.payload)),
    types.ResultType: lambda of: Result(optional(of.ok), optional(of.err)),
    types.FlagsType: lambda of: Flags(tuple(of.names)),
    types.OwnType: lambda _: Handle(owned=True),
    types.BorrowType: lambda _: Handle(owned=False),
}


def members(composed: Record | Tuple) -> tuple[Shape, ...]:
    """What a record or a tuple consists of."""
    return composed.elements if isinstance(composed, Tuple) else tuple(field for _, field in composed.fields)


def cases(of: Shape) -> dict[str, Shape | None]:
    """The cases of a variant or a result; none for other shapes."""
    if isinstance(of, Result):
        return {"ok": of.ok, "err": of.err}
    return dict(of.cases) if isinstance(of, Variant) else {}


@lru_cache(maxsize=4_096)
def nodes(of: Shape) -> int:
    """How many types a type consists of."""
    if isinstance(of, List):
        parts: tuple[Shape | None, ...] = (of.element,)
    elif isinstance(of, Option):
        parts = (of.payload,)
    else:
        parts = members(of) if isinstance(of, Record | Tuple) else tuple(cases(of).values())
    return 1 + sum(nodes(part) for part in parts if part is not None)
