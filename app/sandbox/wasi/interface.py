"""What all interfaces here have in common: a name, functions, and resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.sandbox.values.forms import Resource

Functions = Mapping[str, Callable[..., Any]]


class RuleBroken(Exception):
    """The component asked for what the interface forbids it to ask for, where the interface knows no error value; it
    cannot go on.
    """


@dataclass(frozen=True)
class Interface:
    """One interface, offered to a linker: its name has its package but no version (``wasi:io/poll``). Resources that it
    takes from another interface are not among its ``types``; a linker knows them from there.
    """

    interface: str
    offered: Functions
    types: Mapping[str, Resource] = field(default_factory=dict)

    def functions(self) -> Functions:
        """Its functions by their names in WIT; each takes and gives lifted values."""
        return self.offered

    def resources(self) -> Mapping[str, Resource]:
        """Its resources by their names in WIT."""
        return self.types
