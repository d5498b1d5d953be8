from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import all_worlds, world


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
