"""``types``: the resource ``buffer``, bytes that stay with the host until the operator reads them."""

from itertools import count
from typing import ClassVar

from wasmtime.component import LinkerInstance, ResourceAny, ResourceHost, ResourceType

from app.sandbox.values import Storelike

_TYPE = 1  # tells our resource types apart; there is only this one
MAX_BUFFERS = 100_000


class TooManyBuffers(Exception):
    """The operator keeps more buffers than it may."""


class Buffers:
    """The buffers of one instance, by their ``rep``, the number that stands for a resource on the host's
    side."""

    interface: ClassVar[str] = "types"

    def __init__(self) -> None:
        self._contents: dict[int, bytes] = {}
        self._reps = count(1)

    def define(self, instance: LinkerInstance) -> None:
        """Add the resource and its method ``read``."""
        instance.add_resource("buffer", ResourceType.host(_TYPE), self._drop)
        instance.add_func("[method]buffer.read", self.content)

    def add(self, content: bytes) -> ResourceHost:
        """A new buffer, to hand to the operator; TooManyBuffers where it never drops them."""
        if len(self._contents) >= MAX_BUFFERS:
            raise TooManyBuffers
        rep = next(self._reps)
        self._contents[rep] = content
        return ResourceHost.own(rep, _TYPE)

    def content(self, store: Storelike, buffer: ResourceAny) -> bytes:
        """The bytes of a buffer; the operator may ask any number of times."""
        return self._contents[buffer.to_host(store).rep]

    def take(self, store: Storelike, buffer: ResourceAny) -> bytes:
        """The bytes of a buffer that came back. Its handle ends with ``to_host`` and no destructor runs:
        forget it here."""
        return self._contents.pop(buffer.to_host(store).rep)

    def clear(self) -> None:
        """Forget all of them: an instance that trapped never drops its own."""
        self._contents.clear()

    def __len__(self) -> int:
        return len(self._contents)

    def _drop(self, _store: Storelike, rep: int) -> None:
        self._contents.pop(rep, None)
