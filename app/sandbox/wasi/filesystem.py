"""``wasi:filesystem``: folders in memory that can be read and nothing else.

There are no symbolic links, times are fixed, and whatever would change something answers ``read-only``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import wraps
from typing import Any, NoReturn

from app.sandbox.values.forms import Case, Own
from app.sandbox.wasi import nodes
from app.sandbox.wasi.descriptors import Descriptors
from app.sandbox.wasi.interface import Functions, Interface
from app.sandbox.wasi.streams import MAX_BYTES, Streams
from app.sandbox.wasi.tables import Table, Type
from app.sandbox.wasi.tree import Node, PathError, Tree, listed

_ACCESS = frozenset({"read"})
_CHANGES = ("write-via-stream", "append-via-stream", "set-size", "set-times", "write")
_CHANGES_OF_PATHS = (
    "create-directory-at",
    "set-times-at",
    "link-at",
    "remove-directory-at",
    "rename-at",
    "symlink-at",
    "unlink-file-at",
)


def _answering(work: Callable[..., Any]) -> Callable[..., Case]:
    """A function of the interface from one that returns the value or raises PathError."""

    @wraps(work)
    def answer(*arguments: Any) -> Case:
        try:
            return Case("ok", work(*arguments))
        except PathError as error:
            return Case("err", error.code)

    return answer


class Filesystem:
    """The functions over the files and folders that one instance has opened."""

    def __init__(self, tree: Tree | None, streams: Streams) -> None:
        self._descriptors, self._streams = Descriptors(tree), streams
        self._listings: Table[Iterator[tuple[str, Node]]] = Table(Type.DIRECTORY_ENTRY_STREAM)

    def interfaces(self) -> Iterator[Interface]:
        """``types`` and ``preopens``."""
        yield Interface("wasi:filesystem/preopens", {"get-directories": self._descriptors.preopened})
        types = {
            "descriptor": self._descriptors.table.resource,
            "directory-entry-stream": self._listings.resource,
        }
        yield Interface("wasi:filesystem/types", self._functions(), types)

    def show(self, tree: Tree | None) -> None:
        """Have these folders instead of those from before."""
        self._descriptors.show(tree)

    def withdraw(self) -> None:
        """Take all folders away, and what is open of them."""
        self._descriptors.withdrawn = True
        self._streams.withdraw_files()

    def clear(self) -> None:
        """Close everything."""
        self._descriptors.table.clear()
        self._listings.clear()

    def _functions(self) -> Functions:
        methods: Functions = {
            **dict.fromkeys(("advise", "sync-data", "sync"), _answering(self._accept)),
            **dict.fromkeys(_CHANGES, _answering(self._change)),
            **dict.fromkeys(_CHANGES_OF_PATHS, _answering(self._change_path)),
            "read-via-stream": _answering(self._stream),
            "get-flags": _answering(self._access),
            "get-type": _answering(lambda descriptor: nodes.kind(self._descriptors.node(descriptor))),
            "read": _answering(self._read),
            "read-directory": _answering(self._list),
            "stat": _answering(lambda descriptor: nodes.status(self._descriptors.node(descriptor))),
            "stat-at": _answering(lambda folder, _, path: nodes.status(self._descriptors.find(folder, path))),
            "open-at": _answering(self._open),
            "readlink-at": _answering(self._read_link),
            "is-same-object": self._are_same,
            "metadata-hash": _answering(lambda descriptor: nodes.identity(self._descriptors.node(descriptor))),
            "metadata-hash-at": _answering(
                lambda folder, _, path: nodes.identity(self._descriptors.find(folder, path))
            ),
        }
        return {
            **{f"[method]descriptor.{name}": function for name, function in methods.items()},
            "[method]directory-entry-stream.read-directory-entry": _answering(self._next_entry),
            "filesystem-error-code": lambda error: self._streams.errors[error],
        }

    def _accept(self, descriptor: int, *_: Any) -> None:
        self._descriptors.node(descriptor)

    def _access(self, descriptor: int) -> frozenset[str]:
        self._descriptors.node(descriptor)
        return _ACCESS

    def _are_same(self, one: int, other: int) -> bool:
        return self._descriptors.table[one] is self._descriptors.table[other]

    def _change(self, descriptor: int, *_: Any) -> NoReturn:
        self._descriptors.node(descriptor)
        raise PathError("read-only")

    def _change_path(self, folder: int, *_: Any) -> NoReturn:
        self._descriptors.find(folder, ".")
        raise PathError("read-only")

    def _open(self, folder: int, _: Collection[str], path: str, how: Collection[str], access: Collection[str]) -> Own:
        return self._descriptors.open(folder, path, how, access)

    def _read(self, descriptor: int, size: int, offset: int) -> tuple[bytes, bool]:
        content = self._descriptors.content(descriptor)
        found = content[offset : offset + min(size, MAX_BYTES)]
        return found, offset + len(found) >= len(content)

    def _stream(self, descriptor: int, offset: int) -> Own:
        return self._streams.open(self._descriptors.content(descriptor), offset)

    def _list(self, descriptor: int) -> Own:
        return self._listings.add(listed(self._descriptors.folder(descriptor)))

    def _next_entry(self, listing: int) -> tuple[str, str] | None:
        if self._descriptors.withdrawn:
            raise PathError("bad-descriptor")
        entry = next(self._listings[listing], None)
        return entry and (nodes.kind(entry[1]), entry[0])

    def _read_link(self, folder: int, path: str) -> str:
        self._descriptors.find(folder, path)
        raise PathError("invalid")
