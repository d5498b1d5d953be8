"""What the preview's component is made of, and the digest that names all of it.

guest/                    Python that becomes part of the component; it runs nowhere else
wit/<API version>.wit     the world that exports every kind, laid into the package of that version
wit/loading.wit           the studio's own interface, a package beside it
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from app.operators.adapter import MODULE as ADAPTER
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world

APP = "preview_app"
WORLD = "preview-impl"
TOOLCHAIN = "componentize-py"

_PARTS = Path(__file__).parent
_GUEST = _PARTS / "guest"
_LOADING = _PARTS / "wit" / "loading.wit"

# Raise it when the way of making changes in a way that the inputs below do not show.
_VERSION = "1"


@cache
def inputs_digest(api_version: ApiVersion) -> str:
    """64 hexadecimal digits that change with anything the component is made of: toolchain, interfaces, guest."""
    inputs = {
        "version": _VERSION,
        "toolchain": version(TOOLCHAIN),
        "api_version": api_version,
        "wit": _contents([*_interfaces(api_version).rglob("*.wit"), _world_file(api_version), _LOADING]),
        "guest": _contents(_GUEST.glob("*.py")),
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def lay_out(folder: Path, api_version: ApiVersion) -> dict[str, object]:
    """Write everything below ``folder`` and answer the build child's request; the result is to be ``component_in`` it.

    The first of its source folders is empty: it stands for the project's, so that the guest's own modules are in ``/1``
    and no frame of theirs is taken for one of a project.
    """
    wit, empty, guest = folder / "wit", folder / "empty", folder / "guest"
    shutil.copytree(_interfaces(api_version), wit)
    shutil.copy(_world_file(api_version), wit / "preview.wit")
    (wit / "deps" / "loading").mkdir(parents=True)
    shutil.copy(_LOADING, wit / "deps" / "loading")
    empty.mkdir()
    guest.mkdir()
    for source in _GUEST.glob("*.py"):
        shutil.copy(source, guest)
    places = {"wit": str(wit), "sources": [str(empty), str(guest)], "output": str(component_in(folder))}
    return {"world": WORLD, "app": APP, **places}


@cache
def own_frame() -> re.Pattern[str]:
    """A traceback's lines about a function of the guest's own modules, or about the adapter and its import of the
    project. A package's module may have one's name and lie in the same folder: its top-level code is left alone."""
    guest = "|".join(re.escape(path.name) for path in sorted(_GUEST.glob("*.py")))
    source = r"(?:\n(?P=edge)    .*)*"
    importing = r'(?:\n(?P=edge)  File "/python/importlib/__init__\.py", line \d+, in import_module)?'
    functions = rf'/1/(?:{guest})", line \d+, in (?!<module>).*{source}'
    adapter = rf'/1/{ADAPTER}\.py", line \d+, in .*{source}{importing}'
    return re.compile(rf'^(?P<edge>[ |]*)  File "(?:{functions}|{adapter})(?:\n|\Z)', re.MULTILINE)


def component_in(folder: Path) -> Path:
    """Where the component lies once it is made."""
    return folder / "component.wasm"


def _interfaces(api_version: ApiVersion) -> Path:
    """With the schema registry where the version has one: an operator may use it or not."""
    return world(Kind.MAP, api_version, schema_registry=api_version is not ApiVersion.V1_0_0).wit_folder


def _world_file(api_version: ApiVersion) -> Path:
    return _PARTS / "wit" / f"{api_version}.wit"


def _contents(paths: Iterable[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
