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
from collections.abc import Iterator
from dataclasses import dataclass

from app.sandbox import syscalls
from app.sandbox.landlock import SCOPE_ABI, TRUNCATE_ABI
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
# What they pass for a process, beside some of the above: CHILD_SETTID, VFORK (posix_spawn and subprocess), and SIGCHLD
# as the signal of its end. Still no namespace, and no CLONE_PARENT, which would make it a child of the studio.
_PROCESS_FLAGS = 0x1004011
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_STREAM, _DATAGRAM, _TYPE = 1, 2, 0xF  # the higher bits of a socket's type are flags
_ANY_PROTOCOL, _TCP, _UDP = 0, 6, 17
_PR_SET_PDEATHSIG = 1
_F_SETOWN, _F_SETOWN_EX = 8, 15
_SHARED_ANONYMOUS = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
_EVERY_BIT, _NEGATIVE = 0xFFFFFFFF, 0x80000000


@dataclass(frozen=True)
class Allowance:
    """What a profile lets through. ``landlock_abi`` is the one in force (0 for none): what it does not know yet is
    made up for here."""

    landlock_abi: int
    pretend_metadata: bool = False
    programs: bool = False
    network: bool = False


@dataclass(frozen=True)
class Rule:
    """Deny ``call`` where ``argument & mask`` is one of ``values`` (or, with ``unless``, where it is none)."""

    call: str
    argument: int
    mask: int
    values: tuple[int, ...]
    unless: bool = False


def rules(pid: int, allowed: Allowance) -> Iterator[Rule]:
    """The calls that are decided by an argument, in a child with this process id."""
    yield from _processes(allowed.programs)
    yield from _signals(pid, among_themselves=allowed.programs and allowed.landlock_abi >= SCOPE_ABI)
    yield Rule("fcntl", 1, _EVERY_BIT, (_F_SETOWN, _F_SETOWN_EX))  # signals sent by the kernel on its behalf
    yield Rule("mmap", 3, _SHARED_ANONYMOUS, (_SHARED_ANONYMOUS,))  # memory that RLIMIT_DATA does not count
    if allowed.network:
        yield from _sockets()
    if allowed.landlock_abi < TRUNCATE_ABI:  # opening for reading can empty a file
        mask = os.O_TRUNC | os.O_ACCMODE
        yield Rule("open", 1, mask, (os.O_TRUNC,))
        yield Rule("openat", 2, mask, (os.O_TRUNC,))


def _processes(programs: bool) -> Iterator[Rule]:
    if not programs:
        yield Rule("clone", 0, _CLONE_THREAD, (0,))  # a process, not a thread
    flags = _THREAD_FLAGS | _PROCESS_FLAGS if programs else _THREAD_FLAGS
    yield Rule("clone", 0, _EVERY_BIT & ~flags, (0,), unless=True)
    yield Rule("prlimit64", 0, _EVERY_BIT, (0,), unless=True)  # another process's limits
    yield Rule("prctl", 0, _EVERY_BIT, (_PR_SET_PDEATHSIG,))  # it dies with its parent


def _signals(pid: int, *, among_themselves: bool) -> Iterator[Rule]:
    """abort(3) signals itself; nobody else is signalled.

    Where Landlock keeps signals inside, a child and its programs may signal each other, one by its number. Elsewhere a
    program cannot even signal itself, since the filter only knows the child's number: its abort(3) then goes on to an
    instruction that the processor refuses, which ends it as well.
    """
    if among_themselves:
        yield Rule("kill", 0, _NEGATIVE, (_NEGATIVE,))
        yield Rule("kill", 0, _EVERY_BIT, (0,))
    else:
        yield Rule("kill", 0, _EVERY_BIT, (pid,), unless=True)
        yield Rule("tgkill", 0, _EVERY_BIT, (pid,), unless=True)


def _sockets() -> Iterator[Rule]:
    """TCP and UDP over IP, and pairs of streams: a datagram socket of a pair could still connect to a path."""
    yield Rule("socket", 0, _EVERY_BIT, (_AF_INET, _AF_INET6), unless=True)
    yield Rule("socket", 1, _TYPE, (_STREAM, _DATAGRAM), unless=True)
    yield Rule("socket", 2, _EVERY_BIT, (_ANY_PROTOCOL, _TCP, _UDP), unless=True)
    yield Rule("socketpair", 0, _EVERY_BIT, (_AF_UNIX,), unless=True)
    yield Rule("socketpair", 1, _TYPE, (_STREAM,), unless=True)


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


def restrict(allowed: Allowance) -> None:
    """Put the filter on every thread of this process and on every program it starts, for good.

    Needs no_new_privs; OSError where the kernel refuses.
    """
    code = program(platform.machine(), os.getpid(), allowed)
    instructions = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HP", len(code) // 8, ctypes.addressof(instructions))
    fprog = ctypes.create_string_buffer(header, len(header))
    if syscall(_seccomp_number(), _SET_MODE_FILTER, _FLAG_TSYNC, fprog) != 0:
        raise OSError(errno.EBUSY, "a thread could not take the system call filter")


def program(machine: str, pid: int, allowed: Allowance) -> bytes:
    """The filter as an array of struct sock_filter."""
    known = syscalls.numbers(f"{syscalls.BY_ARGUMENT} {syscalls.CLIENT_SOCKETS}", machine)
    code = _prologue(_AUDIT_ARCH[machine])
    for rule in rules(pid, allowed):
        if rule.call in known:
            code += _argument_check(known[rule.call], rule)
    for number, answer in _answers(machine, allowed).items():
        code += [_op(_EQUAL, number, 0, 1), _op(_RETURN, answer)]
    return b"".join([*code, _op(_RETURN, ALLOW)])


def _answers(machine: str, allowed: Allowance) -> dict[int, int]:
    tables = [
        (syscalls.DENIED, DENY),
        (syscalls.PRETENDABLE, PRETEND if allowed.pretend_metadata else DENY),
        (syscalls.PROGRAMS, ALLOW if allowed.programs else DENY),
        (syscalls.CLIENT_SOCKETS, ALLOW if allowed.network else DENY),
        (syscalls.ABSENT, ABSENT),
    ]
    if allowed.landlock_abi < TRUNCATE_ABI:
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
    """Instructions that leave the call's number loaded again. The comparisons stand before the denial: one that holds
    jumps to it or, with ``unless``, past it; the last one that does not hold does the opposite."""
    count = len(rule.values)
    comparisons = [
        _op(_EQUAL, value, count - 1 - place + rule.unless, int(place == count - 1 and not rule.unless))
        for place, value in enumerate(rule.values)
    ]
    return [
        _op(_EQUAL, number, 0, 4 + count),
        _op(_LOAD, _ARGUMENTS + 8 * rule.argument),
        _op(_AND, rule.mask),
        *comparisons,
        _op(_RETURN, DENY),
        _op(_LOAD, _NUMBER),
    ]


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _seccomp_number() -> int:
    return syscalls.numbers(syscalls.SECCOMP, platform.machine())["seccomp"]
