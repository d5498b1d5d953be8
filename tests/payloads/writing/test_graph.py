from typing import Any

import pytest
import yaml

from app.payloads.writing.graph import graph_bytes
from app.payloads.writing.shapes import Operator

# The members of a graph file that the published schema knows; those of each object, required ones first.
TOP = ({"metadata", "moduleRequirements", "operations", "connections"}, {"moduleConfigurations", "schemas"})
METADATA = ({"$schema", "name", "version"}, {"description", "vendor"})
REQUIREMENTS = ({"apiVersion", "runtimeVersion"}, {"features"})
OPERATION = ({"name", "operationType"}, {"module"})
FROM = ({"name"}, {"arm", "schemaName"})
PARAMETER = ({"name"}, {"description", "required", "default"})


def closed(value: dict[str, Any], members: tuple[set[str], set[str]]) -> None:
    required, optional = members
    assert required <= set(value) <= required | optional


def graph(kind: str, configuration: dict[str, str] | None = None) -> dict[str, Any]:
    """A graph that has only members of the published schema."""
    made: dict[str, Any] = yaml.safe_load(graph_bytes(Operator("cooler", kind, "1.1.0"), configuration or {}))
    closed(made, TOP)
    closed(made["metadata"], METADATA)
    closed(made["moduleRequirements"], REQUIREMENTS)
    for operation in made["operations"]:
        closed(operation, OPERATION)
    for connection in made["connections"]:
        closed(connection["from"], FROM)
        assert set(connection["to"]) == {"name"}
    for entry in made["moduleConfigurations"]:
        for parameter in entry["parameters"].values():
            closed(parameter, PARAMETER)
    return made


@pytest.mark.parametrize("kind", ["map", "filter", "branch", "accumulate", "delay"])
def test_every_message_goes_from_the_source_through_the_operator_to_the_sink(kind: str) -> None:
    made = graph(kind)
    names = [operation["name"] for operation in made["operations"]]
    ways = [(connection["from"]["name"], connection["to"]["name"]) for connection in made["connections"]]

    assert made["operations"][1] == {"operationType": kind, "name": f"module-cooler/{kind}", "module": "cooler:1.0.0"}
    assert {name for way in ways for name in way} == set(names)
    assert {start for start, _ in ways} == set(names) - {"sink"}
    assert {end for _, end in ways} == set(names) - {"source"}


def test_both_arms_of_a_branch_are_joined_again() -> None:
    arms = [connection["from"]["arm"] for connection in graph("branch")["connections"] if "arm" in connection["from"]]

    assert arms == ["False", "True"]


def test_the_configuration_becomes_defaults_which_stay_texts() -> None:
    [entry] = graph("map", {"limit": "85", "on": "yes", "a: b": "- x"})["moduleConfigurations"]

    assert entry["name"] == "module-cooler/map"
    assert {key: (value["name"], value["default"]) for key, value in entry["parameters"].items()} == {
        "limit": ("limit", "85"),
        "on": ("on", "yes"),
        "a: b": ("a: b", "- x"),
    }
