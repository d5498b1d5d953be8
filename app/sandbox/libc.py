"""Calls into the kernel that Python's ``os`` does not offer, through the C library of this process."""

from __future__ import annotations

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.prctl.restype = ctypes.c_int
_libc.capset.argtypes = [ctypes.c_char_p, ctypes.c_char_p]

Argument = int | ctypes.Array[ctypes.c_char] | ctypes.Structure | None


def syscall(number: int, *arguments: Argument) -> int:
    """The system call's result; OSError with its errno where it fails."""
    result = int(_libc.syscall(ctypes.c_long(number), *map(_word, arguments)))
    return _checked(result)


def prctl(option: int, value: int = 0) -> int:
    """prctl(2) with one argument; OSError where it fails."""
    return _checked(int(_libc.prctl(option, *map(_word, (value, 0, 0, 0)))))


def capset(header: bytes, data: bytes) -> None:
    """capset(2); OSError where it fails."""
    _checked(int(_libc.capset(header, data)))


def _word(argument: Argument) -> ctypes.c_long | ctypes.c_void_p:
    """An argument in the full width of a register: ctypes would otherwise pass a plain int as 32 bits."""
    if isinstance(argument, int):
        return ctypes.c_long(argument)
    return ctypes.c_void_p(None if argument is None else ctypes.addressof(argument))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
