"""A host's function of plain Python values, as wasmtime calls it.

The arguments belong to wasmtime. The result must be its as well, down to the last string: it is lowered like an
argument, and wasmtime clones it.
"""

from collections.abc import Callable
from struct import Struct
from typing import Any

from app.sandbox.values import checks, native, shapes
from app.sandbox.values.callbacks import Callback
from app.sandbox.values.frame import Frame
from app.sandbox.values.layout import kind
from app.sandbox.values.native import BODY, CONTENT, MEMORY, SIZE, U8
from app.sandbox.values.signatures import Signature

_KEPT_BYTES = 64 << 10  # of a result's list<u8>, for the next one
_LIST, _LIST_KIND = Struct("<QQ"), kind(shapes.BYTES)
_frames: list[Frame] = []


def serving(function: Callable[..., Any], signature: Signature) -> Callback:
    """The callback that stands for a host's function."""
    run: Callback | None = None

    def call(context: int, arguments: int, results: int) -> None:
        nonlocal run
        if run is None:  # compile: most of the functions that a component imports never come here
            run = _compiled(function, signature)
        run(context, arguments, results)

    return call


def _compiled(function: Callable[..., Any], signature: Signature) -> Callback:
    lift, lower = signature.lift_arguments, signature.lower_result
    if lower is None:
        return _silent(function, lift)
    if signature.result == shapes.BYTES:
        return _octets(function, lift)

    def run(context: int, arguments: int, results: int) -> None:
        result = function(*lift(arguments, context))
        frame = _frames.pop() if _frames else Frame(kept_bytes=_KEPT_BYTES)
        frame.context = context
        try:
            value = lower(result, frame)
        except BaseException:
            frame.abandon()
            raise
        native.val_clone(id(value) + BODY, results)
        frame.clear()
        _frames.append(frame)

    return run


def _silent(function: Callable[..., Any], lift: Callable[[int, int], Any]) -> Callback:
    def run(context: int, arguments: int, _results: int) -> None:
        if function(*lift(arguments, context)) is not None:
            raise TypeError(f"{function} gives a result that its interface does not have")

    return run


def _octets(function: Callable[..., Any], lift: Callable[[int, int], Any]) -> Callback:
    """For what reads a payload: its bytes are written where wasmtime wants them, and not cloned."""

    def run(context: int, arguments: int, results: int) -> None:
        content = checks.octets(function(*lift(arguments, context)))
        native.vallist_new_uninit(results + CONTENT, len(content))
        if content:
            _, at = _LIST.unpack_from(MEMORY, results + CONTENT)
            end = at + len(content) * SIZE
            MEMORY[at:end:SIZE] = U8 * len(content)
            MEMORY[at + CONTENT : end : SIZE] = content
        MEMORY[results : results + CONTENT] = _LIST_KIND

    return run
