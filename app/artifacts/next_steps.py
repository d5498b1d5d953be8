"""What to do with a component outside the studio: publish it, and name it in a graph.

The media type and the form of the command are those of the product documentation, as are the broker's sizes:
its memory profile bounds the size of a module that can be pulled.
"""

from dataclasses import dataclass

from app.db.models import Artifact
from app.operators.kinds import Kind

MEBIBYTE = 1024 * 1024
MODULE_TYPE = "application/vnd.module.wasm.content.layer.v1+wasm"
# Broker memory profile -> largest message in MiB, smallest first. Python modules need Medium or more.
PROFILES = (("Tiny", 4), ("Low", 16), ("Medium", 64), ("High", 256))


@dataclass(frozen=True)
class NextSteps:
    """Texts to copy, and a warning where the size asks for one."""

    push: str
    graph: str
    warning: str | None


def next_steps(artifact: Artifact, file_name: str, version: str = "1.0.0") -> NextSteps:
    """The steps for one artifact, with the operator's name filled in."""
    name = artifact.name.lower()
    return NextSteps(
        push=_push(name, version, file_name),
        graph=_graph(name, version, artifact.kinds[0], artifact.api_version),
        warning=size_warning(artifact.size),
    )


def _push(name: str, version: str, file_name: str) -> str:
    parts = (
        f"oras push <registry>/{name}:{version}",
        f"--artifact-type {MODULE_TYPE}",
        f"{file_name}:application/wasm",
    )
    return " \\\n  ".join(parts)


def size_warning(size: int) -> str | None:
    """Which broker memory profile a component of this size needs, where the default would not do."""
    fitting = next((name for name, limit in PROFILES if size <= limit * MEBIBYTE), None)
    in_words = f"This component has {size / MEBIBYTE:.1f} MiB."
    if fitting is None:
        return f"{in_words} No memory profile of the MQTT broker takes more than 256 MiB: make it smaller."
    if fitting in {"Tiny", "Low"}:
        return None
    return f"{in_words} The MQTT broker needs the memory profile {fitting} or a larger one to pull it."


def _graph(name: str, version: str, kind: str, api_version: str) -> str:
    node = f"{name}-{kind}" if name in {"source", "sink", "merge"} else name
    operations = [
        ("source", "source", None),
        (node, kind, f"{name}:{version}"),
        *([("merge", "concatenate", "")] if kind == Kind.BRANCH else []),
        ("sink", "sink", None),
    ]
    return (
        "metadata:\n"
        "  $schema: https://www.schemastore.org/aio-wasm-graph-config-1.0.0.json\n"
        f"  name: graph-{name}\n"
        f"  version: {version}\n"
        "moduleRequirements:\n"
        f'  apiVersion: "{api_version}"\n'
        f'  runtimeVersion: "{api_version}"\n'
        "operations:\n"
        + "".join(_operation(*operation) for operation in operations)
        + "connections:\n"
        + _connections(node, kind)
    )


def _operation(name: str, kind: str, module: str | None) -> str:
    lines = f"  - operationType: {kind}\n    name: {name}\n"
    return lines if module is None else f"{lines}    module: {module}".rstrip() + "\n"


def _connections(name: str, kind: str) -> str:
    if kind != Kind.BRANCH:
        return _connection("source", name) + _connection(name, "sink")
    arms = "".join(_connection(name, "merge", arm) for arm in ("False", "True"))
    return _connection("source", name) + arms + _connection("merge", "sink")


def _connection(source: str, target: str, arm: str | None = None) -> str:
    # The runtime takes an arm only as a string: an unquoted True would be read as a boolean.
    quoted = f'      arm: "{arm}"\n' if arm else ""
    return f"  - from:\n      name: {source}\n{quoted}    to:\n      name: {target}\n"
