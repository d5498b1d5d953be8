"""What ``wasi:filesystem`` tells about files and folders of a tree."""

from __future__ import annotations

from typing import Any

from app.sandbox.wasi.tree import File, Folder, Node, PathError

_CHANGED = (315_532_800, 0)  # 1980-01-01T00:00:00Z, the first moment that a zip file can name


def folder(node: Node) -> Folder:
    """The node, where it is a folder; else PathError."""
    if not isinstance(node, Folder):
        raise PathError("not-directory")
    return node


def file(node: Node) -> File:
    """The node, where it is a file; else PathError."""
    if not isinstance(node, File):
        raise PathError("is-directory")
    return node


def kind(node: Node) -> str:
    """Its descriptor-type."""
    return "regular-file" if isinstance(node, File) else "directory"


def status(node: Node) -> tuple[Any, ...]:
    """Its descriptor-stat: type, links, size, and the times of access, modification and change of status."""
    size = len(node.content) if isinstance(node, File) else 0
    return kind(node), 1, size, _CHANGED, _CHANGED, _CHANGED


def identity(node: Node) -> tuple[int, int]:
    """Its metadata-hash-value, which tells objects apart; the C library makes inode numbers of it."""
    return node.number, 0
