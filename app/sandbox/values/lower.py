"""Lowering: Python values to wasmtime's, by a function written once for each shape.

A value's content are 24 bytes, here a struct format and the expressions of its words. What they point to are bytes
objects that the frame keeps; nothing is allocated on wasmtime's side except handles. Whoever needs a value that
wasmtime owns clones the outcome.

Every refusal is a TypeError or a ValueError, and then nothing is left behind once the frame is abandoned.
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from struct import Struct
from typing import Any

from app.sandbox.values import checks, shapes
from app.sandbox.values.checks import diagnosis, refusal
from app.sandbox.values.code import Code
from app.sandbox.values.frame import Frame
from app.sandbox.values.layout import kind
from app.sandbox.values.lower_types import EMITTERS, Words
from app.sandbox.values.native import BODY
from app.sandbox.values.shapes import Shape

Lower = Callable[[Any, Frame], bytes]

_MOST_NESTED = 12  # blocks; Python takes 20 loops in one another
_MOST_NODES = 200  # in one function


@lru_cache(maxsize=4_096)
def arguments(parameters: tuple[Shape, ...]) -> Lower:
    """Compile ``lower(arguments, frame)``: the values of a sequence, one after the other."""
    heads = [kind(each) for each in parameters]
    return _compiled(shapes.Tuple(parameters), lambda code: code.members(heads, parameters, "value"))


@lru_cache(maxsize=4_096)
def one(shape: Shape) -> Lower:
    """Compile ``lower(value, frame)``: a single value, 32 bytes."""
    return _compiled(shape, lambda code: code.pack([(kind(shape), code.emit(shape, "value"))]))


@lru_cache(maxsize=4_096)
def _content(shape: Shape) -> Lower:
    """Only the content, where it would make another function too long."""
    return _compiled(shape, lambda code: code.pack([(b"", code.emit(shape, "value", inline=True))]))


def _compiled(shape: Shape, emit: Callable[["LoweringCode"], str]) -> Lower:
    code = LoweringCode("value", "frame")
    with code.block("try"):
        code.line("keep = frame.keep")
        code.line(f"return {emit(code)}")
    with code.block(f"except {code.constant((struct.error, OverflowError))}"):
        code.line(f"raise {code.constant(diagnosis)}({code.constant(shape)}, value) from None")
    return code.function()


class LoweringCode(Code):
    """With what lowering is made of."""

    def emit(self, shape: Shape, value: str, inline: bool = False) -> Words:
        """The content of the value that an expression gives."""
        if not inline and (self.nested > _MOST_NESTED or shapes.nodes(shape) > _MOST_NODES):
            return "24s", [f"{self.constant(_content(shape))}({value}, frame)"]
        words: Words = EMITTERS[type(shape)](self, shape, value)
        return words

    def pack(self, parts: Iterable[tuple[bytes, Words]]) -> str:
        """An expression that packs contents, each after its head."""
        form, words = "<", []
        for head, (more, content) in parts:
            form += f"{len(head)}s{more}"
            words += [self.constant(head), *content]
        return f"{self.constant(Struct(form).pack)}({', '.join(words)})"

    def keep(self, content: str) -> str:
        """An expression for the address of a bytes object, which the frame keeps."""
        kept = self.new()
        self.line(f"{kept} = {content}")
        self.line(f"keep({kept})")
        return f"id({kept}) + {BODY}"

    def members(self, heads: Sequence[bytes], members: Sequence[Shape], value: str) -> str:
        """An expression that packs the values of a sequence."""
        names = [self.new() for _ in members]
        with self.block(f"if {value}.__class__ in {self.constant(checks.NO_SEQUENCE)}"):
            self.line(f"raise {self.constant(refusal)}('a sequence of {len(members)}', {value})")
        self.line(f"[{', '.join(names)}] = {value}")
        words = [self.emit(member, name) for member, name in zip(members, names, strict=True)]
        return self.pack(zip(heads, words, strict=True))
