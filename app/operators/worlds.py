"""The worlds an operator can be built for, one per kind and API version, with every name that must match.

The published worlds leave out the schema registry, although the host offers it from API version 1.1.0 on. An operator
that uses it is built for a world of the same name, in a folder of its own, that imports it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.operators.kinds import ApiVersion, Kind
from app.operators.schema_folder import WIT

# The package was renamed between the versions: a host that offers one does not know the other.
_PACKAGES = {ApiVersion.V1_0_0: "tinykube-graph:processor", ApiVersion.V1_1_0: "wasm-graph:processor"}

# The three interfaces a world imports, and the ones those take their types from.
_IMPORTED = ("hybrid-logical-clock", "logger", "metrics", "state-store", "state-store-types", "types")

# What the host of an API version offers besides.
_REGISTRY = {ApiVersion.V1_0_0: (), ApiVersion.V1_1_0: ("schema-registry", "schema-types")}
_REGISTRY_MODULE = b"schema_registry"


@dataclass(frozen=True)
class World:
    """What a component of one kind and API version is built for.

    ``name`` is the WIT name (``map-impl``), ``module`` the Python package of its bindings (``map_impl``),
    ``package`` the WIT package with its version, ``export`` the full name of the one interface it exports and
    ``imports`` the full names of what it imports besides WASI 0.2. ``offered`` are those and the others that the host
    has for it.
    """

    kind: Kind
    api_version: ApiVersion
    name: str
    module: str
    package: str
    export: str
    imports: frozenset[str]
    offered: frozenset[str]
    wit_folder: Path

    @property
    def described(self) -> str:
        """As people read it."""
        further = " with the schema registry" if self.imports > world(self.kind, self.api_version).imports else ""
        return f"{self.name} of {self.package}{further}"


@cache
def world(kind: Kind, api_version: ApiVersion, *, schema_registry: bool = False) -> World:
    """The published world of a kind in an API version, or the one that imports the schema registry too; ValueError for
    a version that has none."""
    further = _REGISTRY[api_version]
    if schema_registry and not further:
        raise ValueError(f"API version {api_version} has no schema registry")
    return World(
        kind=kind,
        api_version=api_version,
        name=f"{kind}-impl",
        module=f"{kind}_impl",
        package=f"{_PACKAGES[api_version]}@{api_version}",
        export=_full_name(kind, api_version),
        imports=_full_names((*_IMPORTED, *further) if schema_registry else _IMPORTED, api_version),
        offered=_full_names((*_IMPORTED, *further), api_version),
        wit_folder=WIT / (f"{api_version}-schema-registry" if schema_registry else api_version),
    )


def world_for(kind: Kind, api_version: ApiVersion, files: Mapping[str, bytes]) -> World:
    """The world to build a project's files for: with the schema registry where a module so much as mentions it."""
    mentioned = any(_REGISTRY_MODULE in data for path, data in files.items() if path.endswith(".py"))
    return world(kind, api_version, schema_registry=mentioned and bool(_REGISTRY[api_version]))


def all_worlds() -> list[World]:
    """Every published world, kinds in their order, the older API version first."""
    return [world(kind, api_version) for kind in Kind for api_version in ApiVersion]


def _full_names(interfaces: tuple[str, ...], api_version: ApiVersion) -> frozenset[str]:
    return frozenset(_full_name(interface, api_version) for interface in interfaces)


def _full_name(interface: str, api_version: ApiVersion) -> str:
    return f"{_PACKAGES[api_version]}/{interface}@{api_version}"
