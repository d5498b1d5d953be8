"""Calling what a component exports."""

import ctypes
from collections.abc import Sequence
from typing import Any

from wasmtime import Store
from wasmtime.component import Func

from app.sandbox.values import native
from app.sandbox.values.errors import HostErrors
from app.sandbox.values.frame import Frame
from app.sandbox.values.lift import Read
from app.sandbox.values.native import BODY, func_call, func_post_return, val_delete
from app.sandbox.values.signatures import Signature


class Function:
    """An exported function of an instance: ``function(*arguments)`` gives its result as a Python value.

    TypeError and ValueError tell of arguments that its type does not take; nothing has been called then. An exception
    of a host's function is raised again as it is. Whatever else stops the guest is a WasmtimeError (ExitTrap, Trap).
    After the store was closed it is a ValueError. ``signature`` saves reading the type once more.
    """

    def __init__(self, store: Store, func: Func, host_errors: HostErrors, signature: Signature | None = None) -> None:
        signature = signature or Signature(func.type(store))
        self._store = store
        self._func = func._func  # the C structure: wasmtime-py offers nothing to call it by but its own conversion
        self._at = ctypes.addressof(self._func)
        self._context = native.address_of(store._context())
        self._host_errors = host_errors
        self._frames: list[Frame] = []
        self._result = (ctypes.c_uint64 * (native.SIZE // 8))()  # all zero is a valid value: false
        self._result_at = ctypes.addressof(self._result)
        self._count, self._results = len(signature.parameters), int(signature.result is not None)
        self._lower, self._lift = signature.lower_arguments, signature.lift_result

    def __call__(self, *arguments: Any) -> Any:
        """Lower, call, lift; afterwards nothing of arguments or result is left on wasmtime's side."""
        self._store._context()  # refuses a store that is closed, whose memory must not be touched
        frame = self._frames.pop() if self._frames else Frame(self._context)  # another for a call within this one
        error = self._call(self._lowered(arguments, frame), frame)
        self._frames.append(frame)
        if error:
            self._host_errors.raise_kept()
            native.check(error)
        value = self._lifted(self._lift) if self._lift is not None else None
        native.check(func_post_return(self._at, self._context))
        return value

    def _lowered(self, arguments: Sequence[Any], frame: Frame) -> bytes:
        if len(arguments) != self._count:
            raise TypeError(f"expected {self._count} argument{'s'[: self._count != 1]}, not {len(arguments)}")
        try:
            return self._lower(arguments, frame)
        except BaseException:
            frame.abandon()
            raise

    def _call(self, values: bytes, frame: Frame) -> int | None:
        at = id(values) + BODY
        try:
            error: int | None = func_call(self._at, self._context, at, self._count, self._result_at, self._results)
        finally:
            frame.clear()
        return error

    def _lifted(self, lift: Read) -> Any:
        """The call assigns its result, which drops what was there: so the place is emptied after it was read."""
        try:
            return lift(self._result_at, self._context)
        finally:
            val_delete(self._result_at)
            self._result[0] = 0
