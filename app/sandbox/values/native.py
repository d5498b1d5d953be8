"""wasmtime's C API as integers, and the process's memory as one run of bytes.

wasmtime-py's own wrappers make an object for every pointer that passes; dozens pass for a message, and that would take
most of the time. So the functions are looked up once more, with addresses as plain integers. This is the only package
that uses the private ``wasmtime._ffi``: wasmtime-py has no public way to convert values.

Layout of a value (``wasmtime/component/val.h``): 32 bytes, ``kind`` in the first, its content from the ninth on. A
member of a record is 48 bytes: its name (size, address), then its value.
"""

import ctypes
from typing import Any

from wasmtime import Config, WasmtimeError, _ffi

# Address n is index n. Whoever reads or writes here has the address from wasmtime or from an object that is kept.
MEMORY: Any = memoryview((ctypes.c_ubyte * (1 << 56)).from_address(0)).cast("B")

SIZE = ctypes.sizeof(_ffi.wasmtime_component_val_t)
CONTENT = _ffi.wasmtime_component_val_t.of.offset

# Where the content of a ``bytes`` object is, counted from its ``id``, which CPython documents as its address. A bytes
# object neither moves nor changes, so it can be lent to a C function for as long as somebody keeps it.
BODY = bytes.__basicsize__ - 1

_held = ctypes.PyDLL(str(_ffi.filename))  # keeps the interpreter's lock: for calls that are over at once
_free = _ffi.dll  # gives it up meanwhile
_ADDRESS, _COUNT = ctypes.c_void_p, ctypes.c_size_t

CALLBACK = ctypes.CFUNCTYPE(_ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _COUNT)
DESTRUCTOR = ctypes.CFUNCTYPE(_ADDRESS, _ADDRESS, _ADDRESS, ctypes.c_uint32)
FINALIZER = ctypes.CFUNCTYPE(None, _ADDRESS)


def _function(library: ctypes.CDLL, name: str, result: Any, *arguments: Any) -> Any:
    """A function object of our own: the attributes of ``library`` are wasmtime-py's, with its own types."""
    function = library[f"wasmtime_{name}"]
    function.restype, function.argtypes = result, arguments
    return function


def _component(library: ctypes.CDLL, name: str, result: Any, *arguments: Any) -> Any:
    return _function(library, f"component_{name}", result, *arguments)


func_call = _component(_free, "func_call", _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _COUNT)
func_post_return = _component(_free, "func_post_return", _ADDRESS, _ADDRESS, _ADDRESS)
val_clone = _component(_held, "val_clone", None, _ADDRESS, _ADDRESS)
val_delete = _component(_held, "val_delete", None, _ADDRESS)
vallist_new_uninit = _component(_held, "vallist_new_uninit", None, _ADDRESS, _COUNT)
host_new = _component(_held, "resource_host_new", _ADDRESS, ctypes.c_bool, ctypes.c_uint32, ctypes.c_uint32)
host_rep = _component(_held, "resource_host_rep", ctypes.c_uint32, _ADDRESS)
host_delete = _component(_held, "resource_host_delete", None, _ADDRESS)
host_to_any = _component(_held, "resource_host_to_any", _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
any_to_host = _component(_held, "resource_any_to_host", _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
any_delete = _component(_held, "resource_any_delete", None, _ADDRESS)
add_func = _component(
    _free, "linker_instance_add_func", _ADDRESS, _ADDRESS, ctypes.c_char_p, _COUNT, CALLBACK, _ADDRESS, FINALIZER
)
add_resource = _component(
    _free,
    "linker_instance_add_resource",
    *(_ADDRESS, _ADDRESS, ctypes.c_char_p, _COUNT, _ADDRESS, DESTRUCTOR, _ADDRESS, FINALIZER),
)
config_concurrency = _function(_held, "config_concurrency_support_set", None, _ADDRESS, ctypes.c_bool)
error_new = _function(_held, "error_new", _ADDRESS, ctypes.c_char_p)

U8 = bytes([_ffi.WASMTIME_COMPONENT_U8.value])


def address_of(pointer: Any) -> int:
    """The address in a ctypes pointer."""
    address = ctypes.cast(pointer, _ADDRESS).value
    if address is None:
        raise ValueError("a null pointer")
    return address


def support_concurrency(config: Config, supported: bool) -> None:
    """Switch an engine's support for asynchronous components on or off: wasmtime-py has no attribute for it."""
    config_concurrency(address_of(config.ptr()), supported)


def check(error: int | None) -> None:
    """Raise what a function of the C API returned as its error, if it did."""
    if error:
        raise WasmtimeError._from_ptr(ctypes.cast(error, ctypes.POINTER(_ffi.wasmtime_error_t)))


def _prove_layout() -> None:
    """A few facts that would otherwise end in a crash."""
    probe = bytes(range(64))
    if bytes(MEMORY[id(probe) + BODY : id(probe) + BODY + 64]) != probe:
        raise ImportError("this Python keeps bytes elsewhere")
    if (SIZE, CONTENT, ctypes.sizeof(_ffi.wasmtime_component_valrecord_entry)) != (32, 8, 48):
        raise ImportError("this wasmtime lays values out otherwise")


_prove_layout()
