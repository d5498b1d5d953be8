"""What the values of one call are made of while they are lent to wasmtime."""

import ctypes
from typing import Any

from app.sandbox.values import checks, native
from app.sandbox.values.native import MEMORY, SIZE, U8

KEPT_BYTES = (4 << 20) + (64 << 10)  # of list<u8>, for the next call: 130 MB of memory, since a byte takes 32
_SPARE = 4_096  # for the small contents beside a large one


class Area:
    """Room for the elements of list<u8>: each is 32 bytes of which one differs, so the others are written once."""

    __slots__ = ("_marked", "_memory", "at", "count", "end")

    def __init__(self, count: int) -> None:
        self.count = count
        self._memory = (ctypes.c_ubyte * (count * SIZE))()
        self.at = self._marked = ctypes.addressof(self._memory)
        self.end = self.at + count * SIZE

    def reset(self) -> None:
        """Everything is free again."""
        self.at = ctypes.addressof(self._memory)

    def put(self, content: Any, count: int) -> int:
        """The address of a copy of ``count`` bytes, which must have room."""
        at = self.at
        end = self.at = at + count * SIZE
        if end > self._marked:
            MEMORY[self._marked : end : SIZE] = U8 * ((end - self._marked) // SIZE)
            self._marked = end
        if count:
            MEMORY[at + native.CONTENT : end : SIZE] = content
        return at


class Frame:
    """Keeps the parts of lowered values until ``clear``. ``context`` is the address of the store's context.

    ``keep`` holds a bytes object whose address was written somewhere.
    """

    __slots__ = ("_areas", "_handles", "_kept", "_kept_bytes", "context", "keep")

    def __init__(self, context: int = 0, kept_bytes: int = KEPT_BYTES) -> None:
        self.context = context
        self._kept: list[bytes] = []
        self.keep = self._kept.append
        self._areas: list[Area] = []
        self._handles: list[int] = []
        self._kept_bytes = kept_bytes

    def put(self, content: Any) -> tuple[int, int]:
        """The count and address of the elements of a list<u8> with this content; TypeError for other values."""
        if content.__class__ is not bytes:
            content = checks.octets(content)
        count = len(content)
        areas = self._areas
        if not areas or areas[-1].end - areas[-1].at < count * SIZE:
            before = areas[-1].count if areas else 0
            areas.append(Area(max(count + _SPARE, 2 * before if before < _SPARE << 8 else 0)))
        return count, areas[-1].put(content, count)

    def handle(self, owned: bool, type_: int, rep: int) -> int:
        """The address of a new handle to a resource of ours."""
        host = native.host_new(owned, rep, type_)
        slot = (ctypes.c_uint64 * 1)()
        try:
            native.check(native.host_to_any(self.context, host, ctypes.addressof(slot)))
        finally:
            native.host_delete(host)
        self._handles.append(slot[0])
        return slot[0]

    def abandon(self) -> None:
        """Give everything back where no call took the values: no destructor runs, resources stay the host's."""
        for handle in self._handles:
            rep(self.context, handle)
        self.clear()

    def clear(self) -> None:
        """Give everything back after a call."""
        self._kept.clear()
        if self._handles:
            for handle in self._handles:
                native.any_delete(handle)
            self._handles.clear()
        if self._areas:
            self._shrink()

    def _shrink(self) -> None:
        """Keep the last area, the largest, if it is not too large."""
        last = self._areas[-1]
        last.reset()
        self._areas[:] = [last] if last.count <= self._kept_bytes else []


def rep(context: int, handle: int) -> int:
    """The ``rep`` of a handle to a resource of ours; the handle ends with it, and no destructor runs."""
    slot = (ctypes.c_uint64 * 1)()
    native.check(native.any_to_host(context, handle, ctypes.addressof(slot)))
    try:
        return int(native.host_rep(slot[0]))
    finally:
        native.host_delete(slot[0])
