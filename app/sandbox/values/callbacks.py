"""What wasmtime calls when the guest calls the host: one C function for all, with a number that says what is meant.

A callback is called with addresses: of the store's context, the arguments and the place for the results. That of a
resource's destructor is called with its ``rep``.
"""

from collections.abc import Callable
from itertools import count
from typing import Protocol

from app.sandbox.values import native
from app.sandbox.values.errors import HostErrors
from app.sandbox.values.native import CALLBACK, DESTRUCTOR, FINALIZER

Callback = Callable[..., None]


class Watch(Protocol):
    """Told when the guest enters a host's function and when it has left it."""

    def entered(self) -> None:
        """The guest stands still now."""

    def left(self) -> None:
        """The guest goes on."""


_callbacks: dict[int, tuple[Callback, HostErrors]] = {}
_numbers = count(1)  # 0 would arrive as None


def remember(callback: Callback, errors: HostErrors) -> int:
    """A number for a callback, until wasmtime forgets it; ``errors`` keeps what it raises."""
    number = next(_numbers)
    _callbacks[number] = callback, errors
    return number


def watched(callback: Callback, watch: Watch | None) -> Callback:
    """The callback, with somebody told about it."""
    if watch is None:
        return callback

    def run(*arguments: int) -> None:
        watch.entered()
        try:
            callback(*arguments)
        finally:
            watch.left()

    return run


@CALLBACK
def called(number, context, _type, arguments, _count, results, _result_count):  # type: ignore[no-untyped-def]  # noqa: D103
    errors = None
    try:
        callback, errors = _callbacks[number]
        callback(context, arguments, results)
    except BaseException as error:  # noqa: BLE001  kept, and raised again once the guest has ended
        return _kept(error, errors)
    return None


@DESTRUCTOR
def dropped(number, _context, rep):  # type: ignore[no-untyped-def]  # noqa: D103
    errors = None
    try:
        callback, errors = _callbacks[number]
        callback(rep)
    except BaseException as error:  # noqa: BLE001  as above
        return _kept(error, errors)
    return None


@FINALIZER
def forgotten(number, forget=_callbacks.pop):  # type: ignore[no-untyped-def]  # noqa: D103
    forget(number, None)  # bound above: as the interpreter ends, this module may be gone before the last linker


def _kept(error: BaseException, errors: HostErrors | None) -> int:
    """Without ``errors``, where nobody can be told more, the guest ends all the same: what it would go on with is not
    there."""
    if errors is not None:
        errors.keep(error)
    words = (
        b"an exception in a function of the host" if errors else b"a function of the host that is not there any more"
    )
    address: int = native.error_new(words)
    return address
