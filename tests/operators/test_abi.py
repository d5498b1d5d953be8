"""The worlds of the studio against the names of the published interface; tests/e2e/test_templates.py has what a really
built component of each kind imports and exports."""

import pytest

from app.components.reader import inspect
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from tests.sandbox.running import probe

PACKAGES = {ApiVersion.V1_0_0: "tinykube-graph:processor", ApiVersion.V1_1_0: "wasm-graph:processor"}


@pytest.mark.parametrize("api_version", ApiVersion)
def test_the_world_of_a_map_has_exactly_the_published_names(api_version: ApiVersion) -> None:
    package, ours = PACKAGES[api_version], world(Kind.MAP, api_version)

    assert (ours.package, ours.export) == (f"{package}@{api_version}", f"{package}/map@{api_version}")
    assert ours.imports == {
        f"{package}/{interface}@{api_version}"
        for interface in ("hybrid-logical-clock", "types", "logger", "metrics", "state-store-types", "state-store")
    }


@pytest.mark.build
def test_a_built_component_carries_exactly_these_names() -> None:
    found, ours = inspect(probe().read_bytes()), world(Kind.MAP, ApiVersion.V1_1_0)

    # Beside the interface, componentize-py 0.14.0 leaves its own build-time hook, simply called "exports".
    assert sorted(found.exports) == ["exports", ours.export]
    assert found.package == ours.package
    assert {name for name in found.imports if not name.startswith("wasi:")} == ours.imports
    others = [name for name in found.imports if name.startswith("wasi:")]
    assert others
    assert all("@0.2." in name for name in others)
