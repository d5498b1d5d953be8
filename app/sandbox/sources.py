"""The sources of a run in the preview lane: the folders that its component is shown, and how it loads them."""

from __future__ import annotations

import base64
import binascii
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.sandbox.checking import BadInput, record, text
from app.sandbox.wasi.tree import Tree

# The interface that the preview's component exports for the studio; its functions are ``load`` and ``take``.
LOADING = "studio:preview/loading"

_MEMBERS = ("files", "entry", "adapter", "packages", "registry", "profile")
_ADAPTER = "operator_adapter"  # as the build calls it; its name stands in tracebacks
_MOST_NAME = 200
_MOST_ADAPTER = 1 << 20
_MOST_PACKAGES = 512 << 20  # bytes, unpacked: more than the settings let in


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

    def arguments(self, kind: str) -> tuple[str, str, int, bool, bool]:
        """What ``load`` is called with."""
        return kind.capitalize(), self.app, len(self.files.folders), self.registry, self.profile


def parse_sources(value: Any, path: str = "sources") -> Sources | None:
    """``{files: {path: base64}, entry, adapter: text or null, packages: a zip file or null, registry,
    profile}``; None for none.

    BadInput where that is not so; ValueError for a path that is not plain; OSError or zipfile.BadZipFile where the
    packages cannot be read.
    """
    if value is None:
        return None
    given = record(value, path, _MEMBERS)
    adapter = given.get("adapter")
    parts = [_files(given.get("files"), f"{path}.files")]
    if adapter is not None:
        parts.append({f"{_ADAPTER}.py": text(adapter, f"{path}.adapter", _MOST_ADAPTER).encode()})
    if given.get("packages") is not None:
        parts.append(dict(_unpacked(Path(given["packages"]))))
    entry = text(given.get("entry"), f"{path}.entry", _MOST_NAME)
    tree = Tree({f"/{number}": part for number, part in enumerate(parts)})
    app = entry if adapter is None else _ADAPTER
    return Sources(tree, app, given.get("registry") is True, given.get("profile") is True)


def _files(value: Any, path: str) -> dict[str, bytes]:
    if not isinstance(value, dict):
        raise BadInput(path, "This must be an object of paths and contents.")
    return {name: _decoded(content, f"{path}[{name[:_MOST_NAME]}]") for name, content in value.items()}


def _decoded(content: Any, path: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise BadInput(path, "This is not base64.") from None


def _unpacked(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Every file; zipfile.BadZipFile beyond the bound, whatever the archive says of its sizes."""
    left = _MOST_PACKAGES
    with zipfile.ZipFile(archive) as opened:
        for member in opened.infolist():
            if not member.is_dir():
                with opened.open(member) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise zipfile.BadZipFile(f"more than {_MOST_PACKAGES:,} bytes unpacked")
                yield member.filename, content
