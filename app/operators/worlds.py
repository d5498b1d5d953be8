"""The worlds an operator can be built for, one per kind and API version, with every name that must match."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.operators.kinds import ApiVersion, Kind
from app.operators.schema_folder import WIT

# The package was renamed between the versions: a host that offers one does not know the other.
_PACKAGES = {ApiVersion.V1_0_0: "tinykube-graph:processor", ApiVersion.V1_1_0: "wasm-graph:processor"}

# The three interfaces a world imports, and the ones those take their types from.
_IMPORTED = ("hybrid-logical-clock", "logger", "metrics", "state-store", "state-store-types", "types")


@dataclass(frozen=True)
class World:
    """What a component of one kind and API version is built for.

    ``name`` is the WIT name (``map-impl``), ``module`` the Python package of its bindings (``map_impl``),
    ``package`` the WIT package with its version, ``export`` the full name of the one interface it exports and
    ``imports`` the full names of what it may import besides WASI 0.2.
    """

    kind: Kind
    api_version: ApiVersion
    name: str
    module: str
    package: str
    export: str
    imports: frozenset[str]
    wit_folder: Path


@cache
def world(kind: Kind, api_version: ApiVersion) -> World:
    """The world of a kind in an API version."""
    return World(
        kind=kind,
        api_version=api_version,
        name=f"{kind}-impl",
        module=f"{kind}_impl",
        package=f"{_PACKAGES[api_version]}@{api_version}",
        export=_full_name(kind, api_version),
        imports=frozenset(_full_name(interface, api_version) for interface in _IMPORTED),
        wit_folder=WIT / api_version,
    )


def all_worlds() -> list[World]:
    """Every world, kinds in their order, the older API version first."""
    return [world(kind, api_version) for kind in Kind for api_version in ApiVersion]


def _full_name(interface: str, api_version: ApiVersion) -> str:
    return f"{_PACKAGES[api_version]}/{interface}@{api_version}"
