import pytest
import yaml

from app.artifacts.next_steps import MEBIBYTE, next_steps, size_warning
from app.db.models import Artifact


def artifact(name: str = "my-Operator", kind: str = "map", size: int = MEBIBYTE) -> Artifact:
    return Artifact(
        digest="sha256:" + "0" * 64, name=name, size=size, kinds=[kind], api_version="1.1.0", mode="release",
        toolchain={}, report={}, origin="built",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["my-Operator", "source", "sink", "merge"])
@pytest.mark.parametrize("kind", ["map", "filter", "branch", "accumulate", "delay"])
def test_the_graph_is_yaml_whose_connections_lead_from_source_to_sink(name: str, kind: str) -> None:
    graph = yaml.safe_load(next_steps(artifact(name, kind), "x.wasm").graph)
    operations = {operation["name"]: operation for operation in graph["operations"]}
    assert len(operations) == len(graph["operations"]), "every name once"

    reached, waiting = set[str](), ["source"]
    while waiting:
        here = waiting.pop()
        reached.add(here)
        waiting += [
            link["to"]["name"]
            for link in graph["connections"]
            if link["from"]["name"] == here and link["to"]["name"] not in reached
        ]
    assert reached == set(operations)
    assert any(operation.get("module") == f"{name.lower()}:1.0.0" for operation in graph["operations"])
    assert graph["moduleRequirements"] == {"apiVersion": "1.1.0", "runtimeVersion": "1.1.0"}


def test_a_branch_has_both_arms_as_strings() -> None:
    graph = yaml.safe_load(next_steps(artifact(kind="branch"), "x.wasm").graph)

    assert [link["from"]["arm"] for link in graph["connections"] if "arm" in link["from"]] == ["False", "True"]


def test_the_push_command_names_file_repository_and_media_type() -> None:
    push = next_steps(artifact(), "my-Operator-012345.wasm").push.replace(" \\\n ", "")

    assert push == (
        "oras push <registry>/my-operator:1.0.0 "
        "--artifact-type application/vnd.module.wasm.content.layer.v1+wasm "
        "my-Operator-012345.wasm:application/wasm"
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (4 * MEBIBYTE, None),
        (16 * MEBIBYTE, None),
        (16 * MEBIBYTE + 1, "profile Medium"),
        (64 * MEBIBYTE, "profile Medium"),
        (64 * MEBIBYTE + 1, "profile High"),
        (256 * MEBIBYTE, "profile High"),
        (256 * MEBIBYTE + 1, "smaller"),
    ],
)
def test_a_large_component_comes_with_a_warning(size: int, words: str | None) -> None:
    warning = size_warning(size)

    assert warning is None if words is None else words in (warning or "")
