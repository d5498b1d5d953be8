"""A project as plain files, in the folder layout of the published Python samples:

operators/<name>/<name>.py, …    the sources
schema/*.wit                     the interface definitions
operators/<name>/BUILD.md        the commands that build it without the studio
"""

from collections.abc import Mapping

from app.db.models import Project
from app.kit.archives import zipped as zip_of
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import World, world

BUILD = """# Building {name}

A {kind} operator for API version {api_version} of Azure IoT Operations data flow graphs.

It needs Python 3.11 or newer and exactly this version of the compiler, since later ones name the bindings differently:

    python3 -m venv .venv
    .venv/bin/pip install componentize-py==0.14.0

In the folder that holds `schema/` and `operators/`:

    .venv/bin/componentize-py -d schema -w {world} componentize {name} -p operators/{name} -o {name}.wasm

For completion and type checks in an editor, generate the bindings beside the sources:

    .venv/bin/componentize-py -d schema -w {world} bindings operators/{name}
"""


def zipped(project: Project, files: Mapping[str, bytes]) -> bytes:
    """The zip file of one revision's files."""
    target = world(Kind(project.kind), ApiVersion(project.api_version))
    folder = f"operators/{project.name}"
    sources = {f"{folder}/{path}": content for path, content in files.items()}
    schema = {f"schema/{path.name}": path.read_bytes() for path in sorted(target.wit_folder.glob("*.wit"))}
    return zip_of({f"{folder}/BUILD.md": _build_text(project, target), **sources, **schema})


def _build_text(project: Project, target: World) -> bytes:
    text = BUILD.format(name=project.name, kind=project.kind, api_version=project.api_version, world=target.name)
    return text.encode()
