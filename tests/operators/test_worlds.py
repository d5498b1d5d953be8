import pytest

from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import all_worlds, world, world_for


def test_the_world_of_a_map_operator() -> None:
    newer = world(Kind.MAP, ApiVersion.V1_1_0)
    assert (newer.name, newer.module, newer.package) == ("map-impl", "map_impl", "wasm-graph:processor@1.1.0")
    assert newer.export == "wasm-graph:processor/map@1.1.0"
    assert newer.imports == {
        "wasm-graph:processor/hybrid-logical-clock@1.1.0",
        "wasm-graph:processor/logger@1.1.0",
        "wasm-graph:processor/metrics@1.1.0",
        "wasm-graph:processor/state-store-types@1.1.0",
        "wasm-graph:processor/state-store@1.1.0",
        "wasm-graph:processor/types@1.1.0",
    }


def test_the_older_version_has_another_package_name() -> None:
    older = world(Kind.DELAY, ApiVersion.V1_0_0)
    assert (older.name, older.package) == ("delay-impl", "tinykube-graph:processor@1.0.0")
    assert older.export == "tinykube-graph:processor/delay@1.0.0"
    assert all(name.startswith("tinykube-graph:processor/") for name in older.imports)


def test_there_are_ten_worlds_and_each_has_its_folder() -> None:
    worlds = all_worlds()
    assert len({target.export for target in worlds}) == 10
    assert all((target.wit_folder / f"{target.kind}.wit").is_file() for target in worlds)


REGISTRY = {"wasm-graph:processor/schema-registry@1.1.0", "wasm-graph:processor/schema-types@1.1.0"}


@pytest.mark.parametrize("kind", Kind)
def test_a_world_with_the_schema_registry_differs_in_that_alone(kind: Kind) -> None:
    plain, further = (world(kind, ApiVersion.V1_1_0, schema_registry=wanted) for wanted in (False, True))
    assert further.imports - plain.imports == REGISTRY
    assert plain.offered == further.offered == further.imports
    assert (plain.name, plain.module, plain.export) == (further.name, further.module, further.export)
    assert plain.wit_folder != further.wit_folder
    assert further.described == f"{plain.described} with the schema registry"


def test_the_older_version_offers_no_schema_registry() -> None:
    older = world(Kind.MAP, ApiVersion.V1_0_0)
    assert older.offered == older.imports
    with pytest.raises(ValueError, match=r"1\.0\.0"):
        world(Kind.MAP, ApiVersion.V1_0_0, schema_registry=True)


@pytest.mark.parametrize(
    ("files", "further"),
    [
        ({}, False),
        ({"op.py": b"from map_impl.imports import logger"}, False),
        ({"op.py": b"", "inner/reads.py": b"from map_impl.imports import schema_registry"}, True),
        ({"op.py": b"import map_impl.imports.schema_registry as r"}, True),
        ({"op.py": b"\xff\xfe schema_registry"}, True),
        ({"op.py": b"", "notes.md": b"schema_registry"}, False),
        ({"schema_registry.txt": b"", "op.py": b"schema registry"}, False),
    ],
)
def test_the_world_follows_from_what_the_modules_mention(files: dict[str, bytes], further: bool) -> None:
    newer = world_for(Kind.MAP, ApiVersion.V1_1_0, files)
    assert newer == world(Kind.MAP, ApiVersion.V1_1_0, schema_registry=further)
    assert world_for(Kind.MAP, ApiVersion.V1_0_0, files) == world(Kind.MAP, ApiVersion.V1_0_0)
