"""What a really built component imports and exports, against the names of the published interface."""

import pytest

from app.components.reader import ComponentReport, inspect
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from tests.sandbox.running import map_of

pytestmark = pytest.mark.build

PACKAGES = {ApiVersion.V1_0_0: "tinykube-graph:processor", ApiVersion.V1_1_0: "wasm-graph:processor"}


def report(api_version: ApiVersion) -> ComponentReport:
    return inspect(map_of(api_version).read_bytes())


@pytest.mark.parametrize("api_version", ApiVersion)
def test_a_built_component_carries_exactly_the_published_names(api_version: ApiVersion) -> None:
    found = report(api_version)
    package = PACKAGES[api_version]

    # Beside the interface, componentize-py 0.14.0 leaves its own build-time hook, simply called "exports".
    assert sorted(found.exports) == ["exports", f"{package}/map@{api_version}"]
    assert found.package == f"{package}@{api_version}"
    ours = {name for name in found.imports if not name.startswith("wasi:")}
    assert ours == {
        f"{package}/{interface}@{api_version}"
        for interface in ("hybrid-logical-clock", "types", "logger", "metrics", "state-store-types", "state-store")
    }
    assert ours == world(Kind.MAP, api_version).imports
    assert world(Kind.MAP, api_version).export in found.exports


@pytest.mark.parametrize("api_version", ApiVersion)
def test_all_else_that_is_imported_is_wasi_0_2(api_version: ApiVersion) -> None:
    found = report(api_version)
    others = [name for name in found.imports if not name.startswith(PACKAGES[api_version])]
    assert others
    assert all(name.startswith("wasi:") and "@0.2." in name for name in others)
