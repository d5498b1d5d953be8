"""``types``: the resource ``buffer``, bytes that stay with the host until the operator reads them."""

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from app.sandbox.recording import Recording
from app.sandbox.values.forms import Own, Resource
from app.sandbox.wasi.interface import RuleBroken

TYPE = 1  # tells the host's resource types apart
MAX_BUFFERS = 100_000


class TooManyBuffers(Exception):
    """The operator keeps more buffers than it may."""


class Buffers:
    """The buffers of one instance, by their ``rep``, the number that stands for a resource on the host's side."""

    interface = "types"

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._contents: dict[int, bytes] = {}
        self._read: set[int] = set()
        self._reps = count(1)
        self.recount()

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The method ``read``."""
        return {"[method]buffer.read": self.read}

    def resources(self) -> Mapping[str, Resource]:
        """The type ``buffer``."""
        return {"buffer": Resource(TYPE, self.drop)}

    def add(self, content: bytes) -> Own:
        """A new buffer, to hand to the operator; TooManyBuffers where it never drops them."""
        if len(self._contents) >= MAX_BUFFERS:
            raise TooManyBuffers
        rep = next(self._reps)
        self._contents[rep] = content
        self._given += 1
        return tuple.__new__(Own, (TYPE, rep))  # half the time of Own(TYPE, rep)

    def again(self, rep: int) -> Own:
        """A buffer that came back, to be handed to the operator once more."""
        self._given += 1
        return Own(TYPE, rep)

    def read(self, rep: int) -> bytes:
        """The bytes of a buffer; the operator may ask any number of times."""
        self.recording.called()
        self._reads += 1
        self._read.add(rep)
        return self._content(rep)

    def take(self, rep: int) -> bytes:
        """The bytes of a buffer that came back. Nobody else drops it from here on: it is forgotten."""
        if rep not in self._read:
            self._returned_unread += 1
        content = self._content(rep)
        self.drop(rep)
        return content

    def _content(self, rep: int) -> bytes:
        try:
            return self._contents[rep]
        except KeyError:  # an interface that was imported with a handle of another type
            raise RuleBroken("the component gave a handle of another type for a buffer") from None

    def drop(self, rep: int) -> None:
        """Forget a buffer."""
        self._contents.pop(rep, None)
        self._read.discard(rep)

    def clear(self) -> None:
        """Forget all of them: an instance that trapped never drops its own."""
        self._contents.clear()
        self._read.clear()

    def recount(self) -> None:
        """Begin to count anew, for the next call."""
        self._given = self._reads = self._returned_unread = 0

    def counts(self) -> dict[str, int]:
        """Since the latest ``recount``: how many buffers were ``given``, how often one was ``read``, and how many came
        back (``returned_unread``) that the operator had never read."""
        return {"given": self._given, "read": self._reads, "returned_unread": self._returned_unread}

    def __len__(self) -> int:
        return len(self._contents)
