"""Loaded components of one child, the least recently used dropped first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from wasmtime import Engine, WasmtimeError
from wasmtime.component import Component

from app.kit.text import printable, truncate
from app.sandbox.refused import COMPONENT, Refused
from app.sandbox.values import Signatures

MOST_COMPONENTS = 6
MOST_BYTES = 512 << 20  # of their precompiled files
_MOST_REASON = 300


@dataclass(frozen=True)
class Loaded:
    """A component, what it imports, and the size of its precompiled file in bytes."""

    component: Component
    signatures: Signatures
    size: int


class Shelf:
    """Components by the path of their precompiled file, whose name stands for its content."""

    def __init__(self, engine: Engine, most: int = MOST_COMPONENTS, most_bytes: int = MOST_BYTES) -> None:
        self._engine, self._most, self._most_bytes = engine, most, most_bytes
        self._loaded: OrderedDict[str, Loaded] = OrderedDict()

    def get(self, path: str) -> Loaded:
        """The component, loaded now if need be; Refused for a file that this engine did not write."""
        found = self._loaded.pop(path, None) or self._load(path)
        self._loaded[path] = found
        self._make_room()
        return found

    def __len__(self) -> int:
        return len(self._loaded)

    def _load(self, path: str) -> Loaded:
        try:
            component = Component.deserialize_file(self._engine, path)
        except WasmtimeError as error:
            reason = truncate(printable(str(error).strip().partition("\n")[0]), _MOST_REASON)
            raise Refused(COMPONENT, f"The precompiled component cannot be loaded: {reason}.") from error
        return Loaded(component, Signatures(component, self._engine), Path(path).stat().st_size)

    def _make_room(self) -> None:
        """The one that was just asked for always stays."""
        while len(self._loaded) > 1 and (len(self._loaded) > self._most or self._bytes() > self._most_bytes):
            self._loaded.popitem(last=False)

    def _bytes(self) -> int:
        return sum(loaded.size for loaded in self._loaded.values())
