"""The resources that a component holds handles of, by the number that stands for each on the host's side."""

from __future__ import annotations

from enum import IntEnum
from itertools import count
from typing import Generic, TypeVar

from app.sandbox.values.forms import Own, Resource
from app.sandbox.wasi.interface import RuleBroken

T = TypeVar("T")

MAX_HANDLES = 1_024  # of each type; the C library inside a component knows 128 open files at most


class Type(IntEnum):
    """The numbers that tell our resource types apart; those of the operator interfaces are below 100."""

    ERROR = 100
    POLLABLE = 101
    INPUT_STREAM = 102
    OUTPUT_STREAM = 103
    TERMINAL_INPUT = 104
    TERMINAL_OUTPUT = 105
    DESCRIPTOR = 106
    DIRECTORY_ENTRY_STREAM = 107
    NETWORK = 108
    UDP_SOCKET = 109
    INCOMING_DATAGRAM_STREAM = 110
    OUTGOING_DATAGRAM_STREAM = 111
    TCP_SOCKET = 112
    RESOLVE_ADDRESS_STREAM = 113


class TooManyHandles(Exception):
    """The component keeps more resources than it may: it never lets go of them."""


class Table(Generic[T]):
    """All resources of one type of one instance."""

    def __init__(self, kind: Type) -> None:
        self._kind = int(kind)
        self._content: dict[int, T] = {}
        self._reps = count(1)
        self.resource = Resource(self._kind, self.drop)

    def add(self, value: T) -> Own:
        """Hand out a new resource; TooManyHandles where there are too many already."""
        if len(self._content) >= MAX_HANDLES:
            raise TooManyHandles
        rep = next(self._reps)
        self._content[rep] = value
        return Own(self._kind, rep)

    def __getitem__(self, rep: int) -> T:
        """What a handle stands for. A component cannot invent one: the engine knows all that it was given."""
        try:
            return self._content[rep]
        except KeyError:  # an interface that was imported with a handle of another type
            raise RuleBroken("the component gave a handle of another type") from None

    def drop(self, rep: int) -> None:
        """The component has let go of one."""
        self._content.pop(rep, None)

    def clear(self) -> None:
        """Forget all: an instance that trapped never drops its own."""
        self._content.clear()

    def __len__(self) -> int:
        return len(self._content)
