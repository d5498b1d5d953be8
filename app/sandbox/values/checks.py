"""What a Python value must be to be lowered, and what is said where it is not."""

import reprlib
import struct
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from app.sandbox.values import shapes
from app.sandbox.values.forms import Case as Case
from app.sandbox.values.forms import Own
from app.sandbox.values.layout import FORMATS
from app.sandbox.values.shapes import Shape

NO_SEQUENCE = frozenset({str, bytes, bytearray, memoryview, dict, set, frozenset})

_SURROGATES = range(0xD800, 0xE000)
_CLASSES: dict[str, tuple[type, ...]] = {"f32": (int, float), "f64": (int, float)}


def refusal(expected: str, value: Any) -> TypeError:
    """The value is of another class."""
    return TypeError(f"expected {expected}, not {reprlib.repr(value)}")


def boolean(value: Any) -> bool:
    """The value itself."""
    if not isinstance(value, bool):
        raise refusal("bool", value)
    return value


def character(value: Any) -> int:
    """Its code point."""
    if not isinstance(value, str) or len(value) != 1:
        raise refusal("char", value)
    if ord(value) in _SURROGATES:
        raise ValueError(f"char cannot hold {value!r}")
    return ord(value)


CHECKS: dict[str, Callable[[Any], Any]] = {"bool": boolean, "char": character}


def string(value: Any) -> str:
    """The value itself; a subclass of str will do."""
    if not isinstance(value, str):
        raise refusal("string", value)
    return value


def octets(value: Any) -> bytes:
    """The value as bytes, without a copy where it is."""
    if not isinstance(value, bytes | bytearray | memoryview):
        raise TypeError(f"expected bytes for list<u8>, not {type(value).__name__}")
    return value if type(value) is bytes else bytes(value)


def sequence(value: Any) -> Sequence[Any]:
    """The value itself."""
    if type(value) in NO_SEQUENCE or not isinstance(value, Sequence):
        raise refusal("a sequence", value)
    return value


def own(value: Any) -> Own:
    """The value itself."""
    if not isinstance(value, Own) or not all(isinstance(number, int) for number in value):
        raise refusal("Own", value)
    if not all(0 <= number < 1 << 32 for number in value):
        raise ValueError(f"a handle's numbers have 32 bits: {value}")
    return value


def nothing(value: Any) -> int:
    """The address of no payload."""
    if value is not None:
        raise refusal("a case without a value", value)
    return 0


def enum(names: Mapping[str, bytes]) -> Callable[[Any], bytes]:
    """A check that gives what is written for a name."""

    def check(value: Any) -> bytes:
        try:
            return names[value]
        except (TypeError, KeyError):
            raise refusal(f"one of {', '.join(names)}", value) from None

    return check


def flags(names: Mapping[str, bytes]) -> Callable[[Any], bytes]:
    """A check that gives what is written for a collection of names."""

    def check(value: Any) -> bytes:
        if isinstance(value, str | bytes) or not isinstance(value, Collection):
            raise refusal("a collection of flags", value)
        unknown = [flag for flag in value if not isinstance(flag, str) or flag not in names]
        if unknown:
            raise refusal(f"flags out of {', '.join(names)}", unknown[0])
        return b"".join([written for flag, written in names.items() if flag in value])

    return check


def diagnosis(shape: Shape, value: Any) -> TypeError | ValueError:
    """Which number of a value could not be packed. Whatever else can be wrong with a value was found before that."""
    found = _search(shape, value)
    return ValueError("a number does not fit") if found is None else found


def _search(shape: Shape, value: Any) -> TypeError | ValueError | None:
    if isinstance(shape, shapes.Scalar):
        return _number(shape.name, value)
    found = (_search(part, of) for part, of in _parts(shape, value))
    return next((error for error in found if error is not None), None)


def _parts(shape: Shape, value: Any) -> list[tuple[Shape, Any]]:
    if isinstance(shape, shapes.List):
        return [] if shape == shapes.BYTES else [(shape.element, each) for each in value]
    if isinstance(shape, shapes.Record | shapes.Tuple):
        return list(zip(shapes.members(shape), value, strict=False))
    if isinstance(shape, shapes.Option):
        return [] if value is None else [(shape.payload, value)]
    payload = shapes.cases(shape).get(value.tag) if isinstance(value, Case) else None
    return [] if payload is None else [(payload, value.value)]


def _number(name: str, value: Any) -> TypeError | ValueError | None:
    if name in CHECKS or name == "string":
        return None
    try:
        struct.pack("<" + FORMATS[name], value)
    except (struct.error, OverflowError):
        fits = isinstance(value, _CLASSES.get(name, (int,)))
        return ValueError(f"{name} cannot hold {reprlib.repr(value)}") if fits else refusal(name, value)
    return None
