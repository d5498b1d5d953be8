"""Landlock: which files a process may touch, whatever its user may.

Numbers and structures are those of the kernel's include/uapi/linux/landlock.h; which ABI brought which
right is listed in its Documentation/userspace-api/landlock.rst. The three system calls have the same number
on every architecture.

A ruleset denies every right it *handles* and then grants some beneath given paths, so everything the
running kernel knows is handled here. EXECUTE is granted for the programs of a profile alone. Landlock never sees
stat(2), chmod(2), chown(2), setxattr(2) or utime(2): seccomp.py denies those that change something, and a
sandboxed process can still learn that a path exists.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from app.sandbox.libc import syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_CREATE_RULESET_VERSION = 1 << 0
_RULE_PATH_BENEATH = 1

EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
REMOVE_DIR = 1 << 4
REMOVE_FILE = 1 << 5
MAKE_CHAR = 1 << 6
MAKE_DIR = 1 << 7
MAKE_REG = 1 << 8
MAKE_SOCK = 1 << 9
MAKE_FIFO = 1 << 10
MAKE_BLOCK = 1 << 11
MAKE_SYM = 1 << 12
REFER = 1 << 13  # since ABI 2
TRUNCATE = 1 << 14  # since ABI 3
IOCTL_DEV = 1 << 15  # since ABI 5
RESOLVE_UNIX = 1 << 16  # since ABI 9
_SINCE_ABI_1 = (1 << 13) - 1
_LATER = {2: REFER, 3: TRUNCATE, 5: IOCTL_DEV, 9: RESOLVE_UNIX}

NET_ABI, SCOPE_ABI, TRUNCATE_ABI = 4, 6, 3
# Later ABIs add UDP, but seccomp.py leaves no socket to use it with, or lets it through with the network.
_BIND_TCP, _CONNECT_TCP = 1 << 0, 1 << 1
_SCOPES = 1 << 0 | 1 << 1  # abstract unix sockets, signals

READ = READ_FILE | READ_DIR
DEVICE = READ_FILE | WRITE_FILE
PROGRAM = READ_FILE | EXECUTE
# Its own folder: files and folders, nothing that could lead a later reader astray (no links, sockets, pipes
# or devices).
WRITE = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER
_ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV  # rights that a rule on a plain file may name


def abi() -> int:
    """The Landlock ABI of the running kernel; 0 where it has none or where it is switched off."""
    try:
        return syscall(_CREATE_RULESET, None, 0, _CREATE_RULESET_VERSION)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
            return 0
        raise


def handled(version: int) -> int:
    """Every file-system right that this ABI knows."""
    rights = _SINCE_ABI_1
    for since, right in _LATER.items():
        rights |= right if version >= since else 0
    return rights


def restrict(version: int, grants: Iterable[tuple[Path, int]], *, network: bool = False) -> None:
    """Deny this process everything but ``grants`` (path, rights) and, with ``network``, connecting over TCP, for good.

    Needs no_new_privs. Only the calling thread and those it starts later are bound: call it while there is
    one. OSError where a path is missing or the kernel refuses.
    """
    ruleset = syscall(_CREATE_RULESET, *_attributes(version, network=network), 0)
    try:
        for path, rights in grants:
            _grant(ruleset, path, rights & handled(version))
        syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _attributes(version: int, *, network: bool) -> tuple[ctypes.Array[ctypes.c_char], int]:
    words = [handled(version)]
    if version >= NET_ABI:
        words.append(_BIND_TCP if network else _BIND_TCP | _CONNECT_TCP)
    if version >= SCOPE_ABI:
        words.append(_SCOPES)
    packed = struct.pack(f"={len(words)}Q", *words)
    return ctypes.create_string_buffer(packed, len(packed)), len(packed)


def _grant(ruleset: int, path: Path, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = rights if path.is_dir() else rights & _ON_FILES
        rule = struct.pack("=Qi", rights, place)
        syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.create_string_buffer(rule, len(rule)), 0)
    finally:
        os.close(place)
