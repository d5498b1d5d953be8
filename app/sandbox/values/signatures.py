"""What a component imports and exports, read once for each component."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wasmtime import Engine
from wasmtime.component import Component, ComponentInstanceType, FuncType, ResourceType

from app.sandbox.values import lift, lower, shapes
from app.sandbox.values.lower import Lower
from app.sandbox.values.shapes import Shape


class Signature:
    """A function's type. It is read when it is first needed, and only then are its four conversions compiled, once for
    all equal types: a component made of Python imports a hundred functions and calls five.

    Whatever needs it raises TypeError for types that no interface here has.
    """

    def __init__(self, type_: FuncType) -> None:
        self._type = type_

    @cached_property
    def parameters(self) -> tuple[Shape, ...]:
        """The types of the arguments."""
        return tuple(shapes.shape(type_) for _, type_ in self._type.params)

    @cached_property
    def result(self) -> Shape | None:
        """The type of the result, if there is one."""
        return shapes.optional(self._type.result)

    @cached_property
    def lower_arguments(self) -> Lower:
        """A sequence of arguments to wasmtime's values, one after the other."""
        return lower.arguments(self.parameters)

    @cached_property
    def lift_arguments(self) -> Callable[[int, int], Any]:
        """Python's arguments from their address and that of the store's context."""
        return lift.arguments(self.parameters)

    @cached_property
    def lower_result(self) -> Lower | None:
        """The result to wasmtime's value; None where there is none."""
        return None if self.result is None else lower.one(self.result)

    @cached_property
    def lift_result(self) -> Callable[[int, int], Any] | None:
        """Python's result from its address and that of the store's context; None where there is none."""
        return None if self.result is None else lift.one(self.result)


@dataclass(frozen=True)
class Interface:
    """An imported or exported instance: its functions and the names of its resources."""

    functions: dict[str, Signature] = field(default_factory=dict)
    resources: tuple[str, ...] = ()


class Signatures:
    """All instances that a component imports and exports, by their full names.

    LookupError for an import that is not an instance, which nobody here could offer.
    """

    def __init__(self, component: Component, engine: Engine) -> None:
        imports = {name: extern.ty for name, extern in component.type.imports(engine).items()}
        bare = [name for name, type_ in imports.items() if not isinstance(type_, ComponentInstanceType)]
        if bare:
            raise LookupError(f"the component imports {', '.join(bare)} outside any interface")
        self.imports: Mapping[str, Interface] = _interfaces(imports, engine)
        exports = {name: extern.ty for name, extern in component.type.exports(engine).items()}
        self.exports: Mapping[str, Interface] = _interfaces(exports, engine)

    def export(self, interface: str, function: str) -> Signature | None:
        """The type of an exported function; None where it is not exported."""
        found = self.exports.get(interface)
        return found.functions.get(function) if found else None


def _interfaces(types: Mapping[str, Any], engine: Engine) -> dict[str, Interface]:
    return {
        name: _interface(type_, engine) for name, type_ in types.items() if isinstance(type_, ComponentInstanceType)
    }


def _interface(type_: ComponentInstanceType, engine: Engine) -> Interface:
    items = {name: extern.ty for name, extern in type_.exports(engine).items()}
    functions = {name: Signature(item) for name, item in items.items() if isinstance(item, FuncType)}
    return Interface(functions, tuple(name for name, item in items.items() if isinstance(item, ResourceType)))
