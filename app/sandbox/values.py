"""Component values in Python: records, and bytes moved in bulk.

wasmtime's own conversion handles a ``list<u8>`` byte by byte, some microseconds each: seconds for a megabyte.
Here the list's memory is seen as one run of bytes and every n-th byte of it is read or written with an
extended slice, which takes milliseconds. Everything else stays wasmtime's own.
"""

import ctypes
from functools import cache
from typing import Any

from wasmtime import Store, StoreContext, _ffi
from wasmtime.component import Record
from wasmtime.component import _types as types

Storelike = Store | StoreContext  # a host function is given the context of the store that calls it

_SIZE = ctypes.sizeof(_ffi.wasmtime_component_val_t)
_KIND = _ffi.wasmtime_component_val_t.kind.offset
_BYTE = _ffi.wasmtime_component_val_t.of.offset
_U8 = bytes([_ffi.WASMTIME_COMPONENT_U8.value])

_own_to_c = types.ListType.convert_to_c
_own_from_c = types.ListType.convert_from_c


def record(**fields: Any) -> Record:
    """A component record; an underscore in a name stands for the interface's hyphen."""
    value = Record()
    for name, field in fields.items():
        setattr(value, name.replace("_", "-"), field)
    return value


def field(value: Any, name: str) -> Any:
    """A member of a component record by its name in the interface, such as ``node-id``."""
    return getattr(value, name)


@cache
def move_bytes_in_bulk() -> None:
    """Replace wasmtime's conversion of ``list<u8>``, once for this process."""
    types.ListType.convert_to_c = _to_c  # type: ignore[method-assign, assignment]
    types.ListType.convert_from_c = _from_c  # type: ignore[method-assign]


def _to_c(self: types.ListType, store: Storelike, val: Any, ptr: Any) -> None:
    if not isinstance(val, bytes) or not self._is_bytes():
        _own_to_c(self, store, val, ptr)
        return
    raw = _ffi.wasmtime_component_vallist_t()
    # Every element is overwritten below before anyone looks at it, and nothing in between can fail. From then
    # on the memory is wasmtime's: whoever owns the value deletes it, as with wasmtime's own conversion.
    _ffi.wasmtime_component_vallist_new_uninit(raw, len(val))
    if val:
        memory = _memory(raw)
        memory[_KIND::_SIZE] = _U8 * len(val)
        memory[_BYTE::_SIZE] = val
    ptr.contents.kind = _ffi.WASMTIME_COMPONENT_LIST
    ptr.contents.of.list = raw


def _from_c(self: types.ListType, c: Any) -> Any:
    if not self._is_bytes():
        return _own_from_c(self, c)
    raw = c.of.list
    try:
        return bytes(_memory(raw)[_BYTE::_SIZE]) if raw.size else b""
    finally:
        _ffi.wasmtime_component_vallist_delete(ctypes.byref(raw))


def _memory(raw: Any) -> memoryview:
    """A list's elements as bytes, without a copy; valid until the list is deleted."""
    length = raw.size * _SIZE
    return memoryview((ctypes.c_ubyte * length).from_address(ctypes.addressof(raw.data.contents))).cast("B")
