"""Lifting: wasmtime's values to Python's, by a function written once for each shape.

Whoever holds several values unpacks the content of all of them at once: ``FORMATS`` say what a value adds to the
struct format, and an emitter makes an expression for the Python value out of the variables that it was unpacked into.
Nothing is deleted here but handles, which end as they are read.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from struct import Struct
from typing import Any

from app.sandbox.values import shapes
from app.sandbox.values.code import Code
from app.sandbox.values.layout import FORMATS, word
from app.sandbox.values.lift_types import EMITTERS
from app.sandbox.values.native import CONTENT, MEMORY
from app.sandbox.values.shapes import Shape

Read = Callable[[int, int], Any]

_MOST_NESTED = 12  # blocks; Python takes 20 loops in one another
_MOST_NODES = 200  # in one function


@lru_cache(maxsize=4_096)
def arguments(parameters: tuple[Shape, ...]) -> Read:
    """Compile ``read(address, context)``: values that lie one after the other."""
    code = LiftingCode("address", "context")
    code.line(f"return [{', '.join(code.unpacked('address', parameters))}]")
    return code.function()


@lru_cache(maxsize=4_096)
def one(shape: Shape) -> Read:
    """Compile ``read(address, context)``: a single value."""
    code = LiftingCode("address", "context")
    code.line(f"return {code.unpacked('address', [shape])[0]}")
    return code.function()


@lru_cache(maxsize=4_096)
def _content(shape: Shape) -> Callable[[bytes, int], Any]:
    """From a copy of the content, where it would make another function too long."""
    form = FORMATS[word(shape)]
    code = LiftingCode("content", "context")
    names = [code.new() for _ in range(_words(form))]
    code.line(f"{', '.join(names)}, = {code.constant(Struct('<' + form).unpack)}(content)")
    code.line(f"return {EMITTERS[type(shape)](code, shape, *names)}")
    return code.function()


def _words(form: str) -> int:
    return sum(not letter.isdigit() and letter != "x" for letter in form)


class LiftingCode(Code):
    """With what lifting is made of."""

    def unpacked(self, address: str, parts: Sequence[Shape], gap: int = 0) -> list[str]:
        """Expressions for values that lie one after the other, ``gap`` bytes before each."""
        if not parts:
            return []
        form, words = self.form(parts, self.nested, gap)
        names = ", ".join(name for names in words for name in names)
        self.line(f"{names}, = {self.constant(Struct(form).unpack_from)}({self.constant(MEMORY)}, {address})")
        return [self.emit(part, names) for part, names in zip(parts, words, strict=True)]

    def form(self, parts: Sequence[Shape], nested: int, gap: int = 0) -> tuple[str, list[list[str]]]:
        """A struct format for values, and the variables for what it unpacks, ``nested`` blocks deep."""
        forms = ["24s" if _apart(part, nested) else FORMATS[word(part)] for part in parts]
        words = [[self.new() for _ in range(_words(form))] for form in forms]
        return "<" + "".join(f"{gap + CONTENT}x{form}" for form in forms), words

    def emit(self, shape: Shape, words: list[str]) -> str:
        """An expression for the value whose content was unpacked."""
        if _apart(shape, self.nested):
            return f"{self.constant(_content(shape))}({words[0]}, context)"
        expression: str = EMITTERS[type(shape)](self, shape, *words)
        return expression


def _apart(shape: Shape, nested: int) -> bool:
    return nested > _MOST_NESTED or shapes.nodes(shape) > _MOST_NODES
