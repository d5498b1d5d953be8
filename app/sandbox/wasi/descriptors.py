"""What a component has opened."""

from __future__ import annotations

from collections.abc import Collection

from app.sandbox.values.forms import Own
from app.sandbox.wasi import nodes
from app.sandbox.wasi.tables import Table, Type
from app.sandbox.wasi.tree import Folder, Node, PathError, Tree, find

_WRITING = ("write", "mutate-directory")


class Descriptors:
    """The open files and folders of one instance. Without a tree there is nothing to open.

    Once they are withdrawn it is as if there had never been any folder, which is how a component finds itself that was
    shown its folders while it was made: no path leads anywhere, and what was open is a bad descriptor. The folders
    themselves stay open, since the C library asks about them before it looks up a path.
    """

    def __init__(self, tree: Tree | None) -> None:
        self.show(tree)
        self.table: Table[Node] = Table(Type.DESCRIPTOR)
        self.withdrawn = False

    def show(self, tree: Tree | None) -> None:
        """Have this tree's folders to open."""
        self._folders = dict(tree.folders) if tree else {}

    def preopened(self) -> list[tuple[Own, str]]:
        """All folders of the tree, opened, with their names."""
        return [] if self.withdrawn else [(self.table.add(folder), name) for name, folder in self._folders.items()]

    def open(self, folder: int, path: str, how: Collection[str], access: Collection[str]) -> Own:
        """What openat(2) gives on a file system that is read-only; ``how`` are open-flags, ``access`` descriptor-flags.

        PathError where it fails.
        """
        found = self._find_to_open(folder, path, how)
        if "create" in how and "exclusive" in how:
            raise PathError("exist")
        if "directory" in how:
            nodes.folder(found)
        if "truncate" in how or any(word in access for word in _WRITING):
            raise PathError("is-directory" if isinstance(found, Folder) and "write" in access else "read-only")
        return self.table.add(found)

    def node(self, descriptor: int) -> Node:
        """What is open; PathError where it was withdrawn."""
        found = self.table[descriptor]
        if self.withdrawn and not self._is_top(found):
            raise PathError("bad-descriptor")
        return found

    def folder(self, descriptor: int) -> Folder:
        """Likewise, where it must be a folder whose entries can be found."""
        found = nodes.folder(self.node(descriptor))
        if self.withdrawn:
            raise PathError("no-entry")
        return found

    def content(self, descriptor: int) -> bytes:
        """The content of what is open, where it must be a file."""
        return nodes.file(self.node(descriptor)).content

    def find(self, descriptor: int, path: str) -> Node:
        """Where a path leads to from an open folder; PathError where it leads nowhere."""
        return find(self.folder(descriptor), path)

    def _is_top(self, node: Node) -> bool:
        return any(node is folder for folder in self._folders.values())

    def _find_to_open(self, folder: int, path: str, how: Collection[str]) -> Node:
        try:
            return self.find(folder, path)
        except PathError as error:
            if error.code == "no-entry" and "create" in how:
                self.find(folder, path.rpartition("/")[0] or ".")  # where it would be made, if it could
                raise PathError("read-only") from None
            raise
