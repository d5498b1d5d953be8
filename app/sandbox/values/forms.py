"""What component values look like in Python, as far as Python has no form of its own for them.

    integers, floats, bool, char, string   int, float, bool, str
    list<u8>                               bytes; lowering also takes bytearray and memoryview
    list<T>                                list; lowering takes any sequence
    tuple                                  tuple; lowering takes any sequence
    record                                 named tuple; lowering takes any sequence, in the order of the declaration
    option<T>                              None or the value (``some(none)`` has no form of its own: it reads as None)
    enum, flags                            str, frozenset of str; lowering takes any collection of str
    variant, result                        Case
    own and borrow of a host's resource    lifted: its ``rep``, an int; lowered: Own

Nothing here knows wasmtime, so what serves an interface can be read and tested alone.
"""

from collections.abc import Callable
from typing import Any, NamedTuple


class Case(NamedTuple):
    """A case of a variant, or of a ``result``: ``ok`` or ``err``. ``value`` is None for a case without a payload."""

    tag: str
    value: Any = None


class Own(NamedTuple):
    """A handle to a resource of the host: number ``rep`` of those whose type has the number ``type``."""

    type: int
    rep: int


class Resource(NamedTuple):
    """A resource type that the host serves; ``drop(rep)`` is called when the component gives its handle up."""

    type: int
    drop: Callable[[int], None]
