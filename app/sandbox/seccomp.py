"""seccomp: which system calls a process may make, as a filter program written by hand.

Numbers and structures: seccomp modes and results from the kernel's include/uapi/linux/seccomp.h,
instructions from include/uapi/linux/bpf_common.h and filter.h, architectures from audit.h, thread flags
from sched.h, prctl and fcntl values from prctl.h and asm-generic/fcntl.h. Which calls are denied, and why,
stands in syscalls.py.

The program: kill where the architecture is not the expected one (a 32-bit call would carry other numbers),
answer ENOSYS for numbers nobody has reviewed, look at the arguments of a few calls, refuse the listed ones,
allow the rest.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import platform
import struct
from dataclasses import dataclass

from app.sandbox import syscalls
from app.sandbox.landlock import TRUNCATE_ABI
from app.sandbox.libc import syscall

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# ld [k]; and #k; jeq #k; jgt #k; ret #k
_LOAD, _AND, _EQUAL, _GREATER, _RETURN = 0x20, 0x54, 0x15, 0x25, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = (
    0,
    4,
    16,
)  # offsets in struct seccomp_data, arguments of 8 bytes, low word first

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
DENY = ERRNO | errno.EPERM
ABSENT = ERRNO | errno.ENOSYS
PRETEND = ERRNO  # errno 0: the call is not made and answers 0

_SET_MODE_FILTER, _GET_ACTION_AVAIL, _FLAG_TSYNC = 1, 2, 1

_CLONE_THREAD = 0x10000
# What the C libraries pass for a thread (VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS, PARENT_SETTID,
# CHILD_CLEARTID, and musl's DETACHED); anything else, above all a new namespace, is refused.
_THREAD_FLAGS = 0x7D0F00
_PR_SET_PDEATHSIG = 1
_F_SETOWN, _F_SETOWN_EX = 8, 15
_SHARED_ANONYMOUS = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
_EVERY_BIT = 0xFFFFFFFF


@dataclass(frozen=True)
class Rule:
    """Deny ``call`` where ``argument & mask`` equals ``value`` (or, with ``unless``, where it does not)."""

    call: str
    argument: int
    mask: int
    value: int
    unless: bool = False


def rules(pid: int, landlock_abi: int) -> list[Rule]:
    """The calls that are decided by an argument, in a child with this process id."""
    found = [
        Rule("clone", 0, _CLONE_THREAD, 0),  # a process, not a thread
        Rule("clone", 0, _EVERY_BIT & ~_THREAD_FLAGS, 0, unless=True),
        Rule("kill", 0, _EVERY_BIT, pid, unless=True),  # abort(3) signals itself; nobody else is signalled
        Rule("tgkill", 0, _EVERY_BIT, pid, unless=True),
        Rule("prlimit64", 0, _EVERY_BIT, 0, unless=True),  # another process's limits
        Rule("prctl", 0, _EVERY_BIT, _PR_SET_PDEATHSIG),  # it dies with its parent
        Rule("fcntl", 1, _EVERY_BIT, _F_SETOWN),  # signals sent by the kernel on its behalf
        Rule("fcntl", 1, _EVERY_BIT, _F_SETOWN_EX),
        Rule("mmap", 3, _SHARED_ANONYMOUS, _SHARED_ANONYMOUS),  # memory that RLIMIT_DATA does not count
    ]
    if landlock_abi < TRUNCATE_ABI:  # opening for reading can empty a file
        mask = os.O_TRUNC | os.O_ACCMODE
        found += [Rule("open", 1, mask, os.O_TRUNC), Rule("openat", 2, mask, os.O_TRUNC)]
    return found


def available() -> bool:
    """Whether this kernel filters system calls and this architecture's numbers are known here."""
    if platform.machine() not in _AUDIT_ARCH:
        return False
    action = ctypes.create_string_buffer(struct.pack("=I", ERRNO), 4)
    try:
        syscall(_seccomp_number(), _GET_ACTION_AVAIL, 0, action)
    except OSError:
        return False
    return True


def restrict(landlock_abi: int, *, pretend_metadata: bool) -> None:
    """Put the filter on every thread of this process, for good.

    Needs no_new_privs; OSError where the kernel refuses. ``landlock_abi`` is the one in force (0 for none):
    what it does not know yet is made up for here.
    """
    code = program(platform.machine(), os.getpid(), landlock_abi, pretend_metadata=pretend_metadata)
    instructions = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(instructions))
    fprog = ctypes.create_string_buffer(header, len(header))
    if syscall(_seccomp_number(), _SET_MODE_FILTER, _FLAG_TSYNC, fprog) != 0:
        raise OSError(errno.EBUSY, "a thread could not take the system call filter")


def program(machine: str, pid: int, landlock_abi: int, *, pretend_metadata: bool) -> bytes:
    """The filter as an array of struct sock_filter."""
    known = syscalls.numbers(syscalls.BY_ARGUMENT, machine)
    code = _prologue(_AUDIT_ARCH[machine])
    for rule in rules(pid, landlock_abi):
        if rule.call in known:
            code += _argument_check(known[rule.call], rule)
    for number, answer in _answers(machine, landlock_abi, pretend_metadata).items():
        code += [_op(_EQUAL, number, 0, 1), _op(_RETURN, answer)]
    return b"".join([*code, _op(_RETURN, ALLOW)])


def _answers(machine: str, landlock_abi: int, pretend_metadata: bool) -> dict[int, int]:
    tables = [
        (syscalls.DENIED, DENY),
        (syscalls.PRETENDABLE, PRETEND if pretend_metadata else DENY),
        (syscalls.ABSENT, ABSENT),
    ]
    if landlock_abi < TRUNCATE_ABI:
        tables += [(syscalls.DENIED_WITHOUT_TRUNCATE, DENY), (syscalls.ABSENT_WITHOUT_TRUNCATE, ABSENT)]
    return {number: answer for table, answer in tables for number in syscalls.numbers(table, machine).values()}


def _prologue(architecture: int) -> list[bytes]:
    return [
        _op(_LOAD, _ARCHITECTURE),
        _op(_EQUAL, architecture, 1, 0),
        _op(_RETURN, KILL),
        _op(_LOAD, _NUMBER),
        _op(_GREATER, syscalls.LAST_REVIEWED, 0, 1),
        _op(_RETURN, ABSENT),
    ]


def _argument_check(number: int, rule: Rule) -> list[bytes]:
    """Six instructions that leave the call's number loaded again."""
    return [
        _op(_EQUAL, number, 0, 5),
        _op(_LOAD, _ARGUMENTS + 8 * rule.argument),
        _op(_AND, rule.mask),
        _op(_EQUAL, rule.value, int(rule.unless), int(not rule.unless)),
        _op(_RETURN, DENY),
        _op(_LOAD, _NUMBER),
    ]


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _seccomp_number() -> int:
    return syscalls.numbers(syscalls.SECCOMP, platform.machine())["seccomp"]
