"""What a real component imports from WASI, as the engine's own reflection tells it."""

from collections.abc import Iterator

from wasmtime import Engine
from wasmtime.component import Component, ResourceType
from wasmtime.component._types import ComponentInstanceType, FuncType

Members = dict[str, set[str]]


def imports(engine: Engine, component: Component) -> dict[str, Members]:
    """For each interface of WASI, without its version: ``functions`` and ``resources``."""
    return {
        name.partition("@")[0]: members(engine, item)
        for name, item in _instances(engine, component)
        if name.startswith("wasi:")
    }


def members(engine: Engine, instance: ComponentInstanceType) -> Members:
    found: Members = {"functions": set(), "resources": set()}
    for name, item in instance.exports(engine).items():
        if isinstance(item.ty, FuncType):
            found["functions"].add(name)
        elif isinstance(item.ty, ResourceType):
            found["resources"].add(name)
    return found


def _instances(engine: Engine, component: Component) -> Iterator[tuple[str, ComponentInstanceType]]:
    for name, item in component.type.imports(engine).items():
        kind = item.ty
        assert isinstance(kind, ComponentInstanceType), name
        yield name, kind
