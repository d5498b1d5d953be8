"""Serving what a component imports: host functions of plain Python values, behind one callback for wasmtime."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from wasmtime.component import Linker, LinkerInstance, ResourceType

from app.sandbox.values import callbacks, native
from app.sandbox.values.callbacks import Watch
from app.sandbox.values.errors import HostErrors
from app.sandbox.values.forms import Resource
from app.sandbox.values.serving import serving
from app.sandbox.values.signatures import Interface, Signatures

# The packages of operators' interfaces, which their hosts name without one; and the only ones served beside WASI.
_PACKAGES = frozenset({"tinykube-graph:processor", "wasm-graph:processor"})


class Host(Protocol):
    """Serves an interface: ``state-store`` of the operators' package, or another's full name without its version."""

    @property
    def interface(self) -> str:
        """Its name."""

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """By their names in WIT: from lifted arguments to what is lowered as the result, None for no result."""

    def resources(self) -> Mapping[str, Resource]:
        """By their names in WIT."""


def link(linker: Linker, signatures: Signatures, hosts: Iterable[Host], watch: Watch | None = None) -> HostErrors:
    """Define all that the component imports; LookupError names what no host offers.

    The answer is for the Functions of the instances of this linker: it brings them what hosts raise.
    """
    offered = {host.interface: host for host in hosts}
    plan = [(name, wanted, _host(name, wanted, offered)) for name, wanted in signatures.imports.items()]
    missing = [what for name, wanted, host in plan for what in _missing(name, wanted, host)]
    if missing:
        raise LookupError(f"no host offers {', '.join(missing)}")
    errors = HostErrors()
    with linker.root() as root:
        for name, wanted, host in plan:
            if host is not None:
                with root.add_instance(name) as instance:
                    _define(instance, wanted, host, errors, watch)
    return errors


def _host(name: str, wanted: Interface, offered: Mapping[str, Host]) -> Host | None:
    if not wanted.functions and not wanted.resources:
        return None  # types only: there is nothing to define
    full, _, _ = name.partition("@")
    package, _, interface = full.partition("/")
    if package in _PACKAGES:
        return offered.get(interface)
    return offered.get(full) if interface else None


def _missing(name: str, wanted: Interface, host: Host | None) -> list[str]:
    """Resources are left to wasmtime to miss: an interface that only uses another's names it as well."""
    functions = host.functions() if host is not None else {}
    return [f"{name}#{function}" for function in wanted.functions if function not in functions]


def _define(instance: LinkerInstance, wanted: Interface, host: Host, errors: HostErrors, watch: Watch | None) -> None:
    functions, resources = host.functions(), host.resources()
    for name in wanted.resources:
        if name in resources:
            number = callbacks.remember(callbacks.watched(resources[name].drop, watch), errors)
            _add_resource(instance, name, resources[name].type, number)
    for name, signature in wanted.functions.items():
        _add_function(
            instance, name, callbacks.remember(callbacks.watched(serving(functions[name], signature), watch), errors)
        )


def _add_function(instance: LinkerInstance, name: str, number: int) -> None:
    text, at = name.encode(), native.address_of(instance.ptr())
    native.check(native.add_func(at, text, len(text), callbacks.called, number, callbacks.forgotten))


def _add_resource(instance: LinkerInstance, name: str, type_: int, number: int) -> None:
    text, at, held = name.encode(), native.address_of(instance.ptr()), ResourceType.host(type_)
    arguments = (at, text, len(text), native.address_of(held.ptr()), callbacks.dropped, number, callbacks.forgotten)
    native.check(native.add_resource(*arguments))
