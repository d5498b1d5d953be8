"""What the two folders of WIT have in common, and the only ways they may differ."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from app.operators.kinds import ApiVersion, Kind
from app.operators.schema_folder import WIT
from app.operators.worlds import world

SAME = ["hybrid_logical_clock.wit", "logger.wit", "metrics.wit", "state_store.wit", "state_store_types.wit"]


def code(api_version: str, name: str) -> str:
    """A WIT file without its comments, each run of white space one space."""
    text = (WIT / api_version / name).read_text(encoding="utf-8")
    return " ".join(re.sub("//.*", "", text).split())


@pytest.mark.parametrize("name", SAME)
def test_the_host_is_the_same_in_both_versions(name: str) -> None:
    assert (WIT / "1.0.0" / name).read_bytes() == (WIT / "1.1.0" / name).read_bytes()


def test_only_the_newer_version_has_a_schema_registry() -> None:
    names = {version: {path.name for path in (WIT / version).iterdir()} for version in ("1.0.0", "1.1.0")}
    assert names["1.1.0"] - names["1.0.0"] == {"schema_registry.wit", "schema_types.wit"}
    assert not names["1.0.0"] - names["1.1.0"]


def test_the_folder_with_the_schema_registry_differs_in_the_worlds_alone() -> None:
    plain, further = WIT / "1.1.0", WIT / "1.1.0-schema-registry"
    assert {path.name for path in plain.iterdir()} == {path.name for path in further.iterdir()}
    worlds = {f"{kind}.wit" for kind in Kind}
    for path in plain.iterdir():
        expected = code("1.1.0", path.name)
        if path.name in worlds:
            expected = expected.replace("import metrics;", "import metrics; import schema-registry;")
        assert code(further.name, path.name) == expected


def test_only_the_newer_version_has_an_error_record() -> None:
    assert code("1.1.0", "types.wit").replace(" record error { message: string, }", "") == code("1.0.0", "types.wit")


@pytest.mark.parametrize("api_version", ApiVersion)
def test_the_package_is_named_once(api_version: ApiVersion) -> None:
    packages = [
        line for path in (WIT / api_version).iterdir() for line in path.read_text().splitlines() if "package " in line
    ]
    expected = {"1.0.0": "package tinykube-graph:processor@1.0.0;", "1.1.0": "package wasm-graph:processor@1.1.0;"}
    assert [line for line in packages if not line.startswith("///")] == [expected[api_version]]
    assert expected[api_version] == f"package {world(Kind.MAP, api_version).package};"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("api_version", ApiVersion)
def test_every_kind_has_its_interface_and_world(kind: Kind, api_version: ApiVersion) -> None:
    text = code(api_version, f"{kind}.wit")
    name = "%map" if kind is Kind.MAP else kind  # map is a reserved word for newer tools
    assert f"interface {name} {{" in text
    assert "init: func(configuration: module-configuration) -> bool;" in text
    assert f"{kind.signature(api_version)};" in text
    assert f"world {kind}-impl {{ import state-store; import logger; import metrics; export {name}; }}" in text


@pytest.mark.parametrize("path", sorted(WIT.glob("*/*.wit")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_everything_declared_is_explained(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for above, line in pairwise(lines):
        if re.match(r" *(interface|world|record|variant|enum|resource|type|package) |.*: func\(", line):
            assert above.strip().startswith("///"), f"no comment above: {line}"
