"""What makes two builds the same: everything that goes into the component, and nothing else."""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.kit.digests import digest_of
from app.operators.adapter import TEMPLATE_DIGEST
from app.operators.own_tests import is_of_tests
from app.operators.worlds import World
from app.projects.files import tree_digest

# Raise it when the way of building changes in a way that the inputs below do not show.
KEY_VERSION = "3"
TOOLCHAIN = "componentize-py"


def toolchain() -> dict[str, str]:
    """The tools that make a component here, with their versions. The guest's CPython is the one 0.14.0 carries."""
    return {TOOLCHAIN: version(TOOLCHAIN), "cpython": "3.12.1"}


def build_key(
    sources: Mapping[str, bytes], world: World, app: str, mode: str, *, adapter: bool, packages: str | None = None
) -> str:
    """The digest that names a build's inputs; equal keys give the same stored artifact.

    What the adapter imports early follows from the sources, so its fixed text is enough here. ``packages`` is
    what ``packages.service.key_part`` says of the project's requirements.
    """
    inputs: dict[str, Any] = {
        "key": KEY_VERSION,
        "sources": tree_digest({path: digest_of(data) for path, data in sources.items()}),
        "app": app,
        "wit": folder_digest(world.wit_folder),
        "world": world.name,
        "toolchain": toolchain(),
        "mode": mode,
        "adapter": TEMPLATE_DIGEST if adapter else None,
        "packages": packages,
    }
    return digest_of(json.dumps(inputs, sort_keys=True).encode())


@lru_cache
def folder_digest(folder: Path) -> str:
    """One digest for all files of a folder that does not change while the studio runs."""
    state = hashlib.sha256()
    for path in sorted(folder.rglob("*.wit")):
        state.update(f"{path.relative_to(folder)}\0{digest_of(path.read_bytes())}\n".encode())
    return f"sha256:{state.hexdigest()}"


def python_sources(files: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The files that become part of the component of the project ``name``: modules only, since a component carries no
    data files, and none of its tests."""
    return {path: data for path, data in files.items() if path.endswith(".py") and not is_of_tests(path, name)}
