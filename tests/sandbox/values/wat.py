"""Components for any type, as WebAssembly text: lists of it go through the guest's memory and come back.

``echo`` gives the list back, ``relay`` gives it to the host's function and that function's answer back, ``sink`` takes
it and gives an empty one back. They hold for any type, since a list is an address and a count to the guest. ``claim``
gives back a list of 2 ** 31 - 1 elements that are not there; ``drop``, for lists of handles, drops the first.
"""

from collections.abc import Callable
from typing import Any

from wasmtime import Store
from wasmtime.component import Component, Func, Linker

from app.sandbox.engine import engine
from app.sandbox.values import Function, Signatures, link
from app.sandbox.values import shapes as s
from app.sandbox.values.callbacks import Watch
from app.sandbox.values.forms import Resource

HOST = "test:values/host"
ENGINE = engine()

_COMPONENT = """
(component
  (import "{host}@1.0.0" (instance $host
    (export "buffer" (type $buffer (sub resource)))
    {types}
    (export "relay" (func (param "given" (list {type})) (result (list {type}))))))
  (alias export $host "buffer" (type $buffer))
  {aliases}
  (alias export $host "relay" (func $relay))
  (core module $memory
    (memory (export "memory") 1)
    (global $top (mut i32) (i32.const 64))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
      (global.set $top (i32.add (local.get $at) (local.get 3)))
      (block $fits (loop $grow
        (br_if $fits (i32.le_u (global.get $top) (i32.mul (memory.size) (i32.const 65536))))
        (br_if $fits (i32.eq (memory.grow (i32.const 16)) (i32.const -1)))
        (br $grow)))
      (local.get $at))
    (func (export "reset") (param i32) (global.set $top (i32.const 64))))
  (core instance $libc (instantiate $memory))
  (core func $relayed (canon lower (func $relay)
    (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core func $dropped (canon resource.drop $buffer))
  (core module $guest
    (import "libc" "memory" (memory 1))
    (import "host" "relay" (func $relay (param i32 i32 i32)))
    (import "host" "drop" (func $drop (param i32)))
    (func (export "echo") (param i32 i32) (result i32)
      (i32.store (i32.const 0) (local.get 0))
      (i32.store (i32.const 4) (local.get 1))
      (i32.const 0))
    (func (export "relay") (param i32 i32) (result i32)
      (call $relay (local.get 0) (local.get 1) (i32.const 8))
      (i32.const 8))
    (func (export "drop") (param i32 i32) (result i32)
      (call $drop (i32.load (local.get 0)))
      (i32.const 16))
    (func (export "sink") (param i32 i32) (result i32) (i32.const 16))
    (func (export "claim") (param i32 i32) (result i32)
      (i32.store (i32.const 0) (i32.const 64))
      (i32.store (i32.const 4) (i32.const 0x7fffffff))
      (i32.const 0)))
  (core instance $made (instantiate $guest
    (with "libc" (instance $libc))
    (with "host" (instance (export "relay" (func $relayed)) (export "drop" (func $dropped))))))
  {exports}
)
"""
_EXPORT = """(func (export "{name}") (param "given" (list {type})) (result (list {type}))
    (canon lift (core func $made "{name}") (memory (core memory $libc "memory"))
      (realloc (core func $libc "realloc")) (post-return (core func $libc "reset"))))"""


class Types:
    """The text of types; those that need a name get one."""

    def __init__(self) -> None:
        self._made: dict[s.Shape, str] = {}
        self.definitions: list[str] = []
        self.aliases: list[str] = []

    def text(self, shape: s.Shape) -> str:
        """How another type refers to it."""
        if isinstance(shape, s.Scalar):
            return shape.name
        if isinstance(shape, s.Handle):
            return "(own $buffer)" if shape.owned else "(borrow $buffer)"
        if shape not in self._made:
            self._made[shape] = self._define(self._composed(shape))
        return self._made[shape]

    def _define(self, text: str) -> str:
        name = f"t{len(self._made)}"
        self.definitions.append(f'(type $d-{name} {text}) (export "{name}" (type ${name} (eq $d-{name})))')
        self.aliases.append(f'(alias export $host "{name}" (type ${name}))')
        return f"${name}"

    def _composed(self, shape: s.Shape) -> str:
        if isinstance(shape, s.List | s.Option):
            word, inner = ("list", shape.element) if isinstance(shape, s.List) else ("option", shape.payload)
            return f"({word} {self.text(inner)})"
        if isinstance(shape, s.Tuple):
            return f"(tuple {' '.join(self.text(element) for element in shape.elements)})"
        if isinstance(shape, s.Record | s.Variant):
            return self._named(shape)
        if isinstance(shape, s.Result):
            ok = "" if shape.ok is None else self.text(shape.ok)
            error = "" if shape.err is None else f"(error {self.text(shape.err)})"
            return f"(result {ok} {error})"
        assert isinstance(shape, s.Enum | s.Flags)
        names = " ".join(f'"{name}"' for name in shape.names)
        return f"({'enum' if isinstance(shape, s.Enum) else 'flags'} {names})"

    def _named(self, shape: s.Record | s.Variant) -> str:
        word, parts = ("field", shape.fields) if isinstance(shape, s.Record) else ("case", shape.cases)
        texts = [f'({word} "{name}" {"" if part is None else self.text(part)})' for name, part in parts]
        return f"({type(shape).__name__.lower()} {' '.join(texts)})"


def compiled(shape: s.Shape, *names: str) -> Component:
    """A component for lists of ``shape``; ``names`` of its functions."""
    types = Types()
    text = types.text(shape)
    exports = "\n".join(_EXPORT.format(name=name, type=text) for name in names or ("echo", "relay"))
    parts = {"types": "\n".join(types.definitions), "aliases": "\n".join(types.aliases)}
    return Component(ENGINE, _COMPONENT.format(host=HOST, type=text, exports=exports, **parts))


class Host:
    """The other side of ``relay``: ``answer`` may be replaced; ``dropped`` are the resources that the guest gave up."""

    interface = HOST

    def __init__(self) -> None:
        self.answer: Callable[[Any], Any] = lambda given: given
        self.dropped: list[int] = []

    def functions(self) -> dict[str, Callable[..., Any]]:
        return {"relay": lambda given: self.answer(given)}

    def resources(self) -> dict[str, Resource]:
        return {"buffer": Resource(1, self.dropped.append)}


class Guest:
    """An instance of a component for a type; its functions by name."""

    def __init__(
        self,
        shape: s.Shape,
        *names: str,
        component: Component | None = None,
        host: Host | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.component = component or compiled(shape, *names)
        self.host = host or Host()
        self._linker = Linker(ENGINE)
        self.errors = link(self._linker, Signatures(self.component, ENGINE), [self.host], watch)
        self.store = Store(ENGINE)
        self.store.set_epoch_deadline(1_000_000)
        self._instance = self._linker.instantiate(self.store, self.component)

    def close(self) -> None:
        """Give everything back at once."""
        self.store.close()
        self._linker.close()

    def raw(self, name: str) -> Func:
        """As wasmtime-py has it."""
        index = self.component.get_export_index(name)
        assert index is not None
        function = self._instance.get_func(self.store, index)
        assert function is not None
        return function

    def function(self, name: str) -> Function:
        """As we have it."""
        return Function(self.store, self.raw(name), self.errors)
