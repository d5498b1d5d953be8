"""Python functions written by the program itself, as ``dataclasses`` and ``namedtuple`` do.

A message has dozens of values of a few words each; in one function without calls they cost a third of what a function
for each of them costs. Nothing that a component says becomes source: names, tags and classes are constants that the
source calls ``c1``, ``c2`` and so on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Code:
    """A function that grows line by line."""

    def __init__(self, *parameters: str) -> None:
        self._lines = [f"def compiled({', '.join(parameters)}):"]
        self._depth = 1
        self._count = 0
        self._constants: dict[str, Any] = {}

    def line(self, text: str) -> None:
        """Add a line to the block that is open."""
        self._lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Open a block such as ``if x``."""
        self.line(f"{head}:")
        self._depth += 1
        yield
        self._depth -= 1

    def new(self) -> str:
        """The name of a variable that is not used yet."""
        self._count += 1
        return f"v{self._count}"

    def constant(self, value: Any) -> str:
        """The name of a constant."""
        self._count += 1
        self._constants[f"c{self._count}"] = value
        return f"c{self._count}"

    @property
    def nested(self) -> int:
        """How many blocks are open."""
        return self._depth

    def function(self) -> Callable[..., Any]:
        """What was written so far."""
        namespace = dict(self._constants)
        exec("\n".join(self._lines), namespace)  # noqa: S102  no text of others is in it, see above
        made: Callable[..., Any] = namespace["compiled"]
        return made
