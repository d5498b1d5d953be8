"""A graph of one operator, for the published test tool: source, operator, sink."""

from app.payloads.writing.shapes import Json, Operator
from app.payloads.writing.texts import yaml_bytes

FILE = "graph.dataflow.yaml"
SCHEMA = "https://www.schemastore.org/aio-wasm-graph-config-1.0.0.json"
_VERSION = "1.0.0"


def graph_bytes(operator: Operator, configuration: dict[str, str]) -> bytes:
    """The graph file; ``configuration`` becomes the defaults of the operator's parameters, whose keys are their names.

    Fields as in the JSON schema that it names; the arms of a branch come together in a concatenate.
    """
    name = f"module-{operator.name}/{operator.kind}"
    operations: list[Json] = [
        {"operationType": "source", "name": "source"},
        {"operationType": operator.kind, "name": name, "module": f"{operator.name}:{_VERSION}"},
        *([{"operationType": "concatenate", "name": "both", "module": None}] if operator.kind == "branch" else []),
        {"operationType": "sink", "name": "sink"},
    ]
    return yaml_bytes(
        {
            "metadata": {"name": operator.name, "version": _VERSION, "$schema": SCHEMA},
            "moduleRequirements": {"apiVersion": operator.api_version, "runtimeVersion": operator.api_version},
            "moduleConfigurations": _configurations(name, configuration),
            "operations": operations,
            "connections": _connections(name, operator.kind),
        }
    )


def _configurations(name: str, configuration: dict[str, str]) -> list[Json]:
    parameters = {key: {"name": key, "default": value} for key, value in configuration.items()}
    return [{"name": name, "parameters": parameters}] if parameters else []


def _connections(name: str, kind: str) -> list[Json]:
    into = _connection({"name": "source"}, name)
    if kind != "branch":
        return [into, _connection({"name": name}, "sink")]
    arms = [_connection({"name": name, "arm": arm}, "both") for arm in ("False", "True")]
    return [into, *arms, _connection({"name": "both"}, "sink")]


def _connection(start: Json, end: str) -> Json:
    return {"from": start, "to": {"name": end}}
