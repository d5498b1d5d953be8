"""A project as plain files, in the folder layout of the published Python samples:

operators/<name>/<name>.py, …           the sources
operators/<name>/operator_adapter.py    what joins them to the component
operators/<name>/requirements.lock      versions and hashes of its packages, once they are chosen
operators/<name>/<world>_impl/…         the bindings, for an editor
operators/<name>/BUILD.md               the commands that build it without the studio
schema/*.wit                            the interface definitions
"""

from collections.abc import Mapping, Sequence

from app.db.models import Project
from app.operators import adapter
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import World, world_for

LOCK = "requirements.lock"
FETCH = """
Before that, fetch the packages that `{lock}` names, with uv 0.13 or newer:

    uv pip install --target operators/{name}/packages --require-hashes --no-deps --only-binary :all: \\
        --python-version 3.12 --python-platform wasm32-pyodide2024 -r operators/{name}/{lock}
"""
BUILD = """# Building {name}

A {kind} operator for API version {api_version} of Azure IoT Operations data flow graphs.

It needs Python 3.11 or newer and exactly this version of the compiler, since later ones name the bindings differently:

    python3 -m venv .venv
    .venv/bin/pip install componentize-py==0.14.0

In the folder that holds `schema/` and `operators/`:

    .venv/bin/componentize-py -d schema -w {world} componentize {adapter} -p operators/{name}{packages} -o {name}.wasm
{fetch}
The module `{adapter}` stands between the compiler and `{name}.py`: the compiler makes one {entry_class} for
`init` and another for `process`, and the adapter gives both the same one, so that what `init` keeps on `self` is there
in `process`. It also imports what the operator imports only inside functions. An import that is added there later goes
into its list, or to the top of a file. To build without the adapter, name `{name}` in place of `{adapter}`
in the command.

The bindings lie beside the sources, for completion and type checks in an editor. The compiler makes its own; these are
made anew by:

    .venv/bin/componentize-py -d schema -w {world} bindings operators/{name}
"""


def exported(
    project: Project,
    files: Mapping[str, bytes],
    lazy_imports: Sequence[str],
    lock: str | None = None,
    bindings: Mapping[str, bytes] | None = None,
) -> dict[str, bytes]:
    """One revision's files by their paths in the layout, with the bindings beside them.

    ``lazy_imports`` are the modules that they, or their packages, import only inside functions; ``lock`` names the
    packages, None where there are none or where no build has chosen them yet.
    """
    target = world_for(Kind(project.kind), ApiVersion(project.api_version), files)
    folder = f"operators/{project.name}"
    sources = {f"{folder}/{path}": content for path, content in files.items()}
    schema = {f"schema/{path.name}": path.read_bytes() for path in sorted(target.wit_folder.glob("*.wit"))}
    joined = adapter.adapter_source(project.name, target.kind.entry_class, lazy_imports).encode()
    ours = {f"{folder}/BUILD.md": _build_text(project, target, lock), f"{folder}/{adapter.FILE}": joined}
    locked = {f"{folder}/{LOCK}": lock.encode()} if lock is not None else {}
    beside = {f"{folder}/{path}": content for path, content in (bindings or {}).items()}
    return {**beside, **ours, **sources, **schema, **locked}


def _build_text(project: Project, target: World, lock: str | None) -> bytes:
    text = BUILD.format(
        name=project.name,
        kind=project.kind,
        api_version=project.api_version,
        world=target.name,
        adapter=adapter.MODULE,
        entry_class=target.kind.entry_class,
        packages="" if lock is None else f" -p operators/{project.name}/packages",
        fetch="" if lock is None else FETCH.format(name=project.name, lock=LOCK),
    )
    return text.encode()
