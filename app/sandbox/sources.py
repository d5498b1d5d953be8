"""The sources of a run in the preview lane: the folders that its component is shown, and how it loads them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.sandbox.archives import Archives
from app.sandbox.checking import BadInput, record, text
from app.sandbox.wasi.tree import MAX_PATH, Tree

# The interface that the preview's component exports for the studio: ``name``, ``warm``,
# ``load`` and ``take``, in this order; for tests ``tests`` and ``test`` behind ``load``.
LOADING = "studio:preview/loading"

_MEMBERS = ("files", "entry", "adapter", "packages", "registry", "profile")
_ADAPTER = "operator_adapter"  # as the build calls it; its name stands in tracebacks
_MOST_NAME = 200
_MOST_ADAPTER = 1 << 20


@dataclass(frozen=True)
class Sources:
    """``files`` has the folders as a build shows them to its guest: ``/0`` the operator's, then the adapter's and the
    packages', if there are any. ``app`` is the module that holds the operator's class, or what stands for it.
    ``registry`` says whether the operator's world imports the schema registry.
    """

    files: Tree
    app: str
    registry: bool
    profile: bool
    entry: str

    def arguments(self, kind: str, *, tests: bool = False) -> tuple[str, str, int, bool, bool]:
        """What ``load`` is called with; ``tests`` says whether a file of tests is to follow."""
        return kind.capitalize(), self.app, len(self.files.folders), self.profile, tests


def parse_sources(value: Any, archives: Archives, path: str = "sources") -> Sources | None:
    """``{files: {path: base64}, entry, adapter: text or null, packages: a zip file or null, registry,
    profile}``; None for none. ``archives`` unpacks the packages.

    BadInput where that is not so; Refused for packages that cannot be used.
    """
    if value is None:
        return None
    given = record(value, path, _MEMBERS)
    adapter = given.get("adapter")
    parts: list[Mapping[str, bytes]] = [_files(given.get("files"), f"{path}.files")]
    if adapter is not None:
        parts.append({f"{_ADAPTER}.py": text(adapter, f"{path}.adapter", _MOST_ADAPTER).encode()})
    if given.get("packages") is not None:
        parts.append(archives.get(text(given["packages"], f"{path}.packages", MAX_PATH)))
    entry = text(given.get("entry"), f"{path}.entry", _MOST_NAME)
    tree = _tree(parts, f"{path}.files")
    app = entry if adapter is None else _ADAPTER
    return Sources(tree, app, given.get("registry") is True, given.get("profile") is True, entry)


def _tree(parts: Sequence[Mapping[str, bytes]], path: str) -> Tree:
    try:
        return Tree({f"/{number}": part for number, part in enumerate(parts)})
    except ValueError as error:  # of the files: the names in an archive were looked at before
        raise BadInput(path, f"These cannot be files of one folder: {error}.") from error


def _files(value: Any, path: str) -> dict[str, bytes]:
    if not isinstance(value, dict):
        raise BadInput(path, "This must be an object of paths and contents.")
    return {name: _decoded(content, f"{path}[{name[:_MOST_NAME]}]") for name, content in value.items()}


def _decoded(content: Any, path: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise BadInput(path, "This is not base64.") from None
