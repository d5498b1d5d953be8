"""The smallest real components that look like operators: they load and compile in a moment."""

from functools import cache

from wasmtime import wat2wasm

from tests.components.writing import custom

MAP = "wasm-graph:processor/map@1.1.0"
FILTER = "tinykube-graph:processor/filter@1.0.0"

_INSTANCE = '(export "{name}" (instance $operator))'
_COMPONENT = """
(component
  {imports}
  (core module $code (func (export "init") (result i32) i32.const 1))
  (core instance $made (instantiate $code))
  (func $init (result bool) (canon lift (core func $made "init")))
  (instance $operator (export "init" (func $init)))
  {exports})
"""


def component(*exports: str, imports: tuple[str, ...] = (), seed: bytes = b"") -> bytes:
    """A component with instances of these names, by default a map operator; ``seed`` makes another digest of it."""
    return _written(exports or (MAP,), imports) + (custom("seed", seed) if seed else b"")


@cache
def _written(exports: tuple[str, ...], imports: tuple[str, ...]) -> bytes:
    text = _COMPONENT.format(
        imports="".join(f'(import "{name}" (instance))' for name in imports),
        exports="".join(_INSTANCE.format(name=name) for name in exports),
    )
    return bytes(wat2wasm(text))
