"""The filter program, run by a small interpreter of its instructions: what it answers on both architectures."""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path

import pytest

from app.sandbox import seccomp, syscalls

PID = 4711
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
TABLES = " ".join(
    (
        syscalls.DENIED,
        syscalls.PROGRAMS,
        syscalls.CLIENT_SOCKETS,
        syscalls.PRETENDABLE,
        syscalls.ABSENT,
        syscalls.ABSENT_WITHOUT_TRUNCATE,
        syscalls.DENIED_WITHOUT_TRUNCATE,
        syscalls.BY_ARGUMENT,
        syscalls.SECCOMP,
    )
)
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def answer(
    machine: str,
    number: int,
    *arguments: int,
    abi: int = 7,
    architecture: int | None = None,
    **allowed: bool,
) -> int:
    """What the kernel would do with this call, by the meaning of classic BPF."""
    chosen = ARCHITECTURE[machine] if architecture is None else architecture
    data = struct.pack("=iIQ6Q", number, chosen, 0, *(*arguments, *[0] * 6)[:6])
    code = list(struct.iter_unpack("=HBBI", seccomp.program(machine, PID, seccomp.Allowance(abi, **allowed))))
    position = accumulator = 0
    while True:
        operation, if_true, if_false, value = code[position]
        position += 1
        if operation == 0x20:
            accumulator = struct.unpack_from("=I", data, value)[0]
        elif operation == 0x54:
            accumulator &= value
        elif operation in (0x15, 0x25):
            holds = accumulator == value if operation == 0x15 else accumulator > value
            position += if_true if holds else if_false
        else:
            assert operation == 0x06
            return int(value)


def number(machine: str, name: str) -> int:
    return syscalls.numbers(TABLES, machine)[name]


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_numbers_are_those_of_the_kernel_headers(machine: str) -> None:
    header = HEADERS[machine]
    if not header.exists():
        pytest.skip(f"{header} is not installed")
    defined = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    ours = syscalls.numbers(TABLES, machine)
    assert ours == {name: int(defined[name]) for name in ours}


def test_no_call_is_listed_twice() -> None:
    names = [entry.split(":")[0] for entry in TABLES.split()]
    assert len(names) == len(set(names))


def test_every_listed_call_is_denied(machine: str) -> None:
    denials = f"{syscalls.DENIED} {syscalls.PROGRAMS} {syscalls.CLIENT_SOCKETS}"
    for denied in syscalls.numbers(denials, machine).values():
        assert answer(machine, denied) == seccomp.DENY
    for absent in syscalls.numbers(syscalls.ABSENT, machine).values():
        assert answer(machine, absent) == seccomp.ABSENT


@pytest.mark.parametrize("harmless", [0, 1, 3, 9, 12, 202, 228, 231, 318])
def test_everyday_calls_are_allowed(harmless: int) -> None:
    """read, write, close, mmap, brk, futex, clock_gettime, exit_group, getrandom on x86_64."""
    assert answer("x86_64", harmless) == seccomp.ALLOW


def test_another_architecture_is_killed_and_an_unknown_number_does_not_exist(machine: str) -> None:
    assert answer(machine, 0, architecture=0x40000003) == seccomp.KILL  # i386
    assert answer(machine, syscalls.LAST_REVIEWED + 1) == seccomp.ABSENT
    assert answer(machine, 0x40000000 | 41) == seccomp.ABSENT  # socket through x32
    assert answer(machine, -1) == seccomp.ABSENT


def test_threads_start_and_processes_and_namespaces_do_not(machine: str) -> None:
    clone = number(machine, "clone")
    glibc, musl = 0x3D0F00, 0x7D0F00
    assert answer(machine, clone, glibc) == seccomp.ALLOW
    assert answer(machine, clone, musl) == seccomp.ALLOW
    for flags in (0, 17, 0x4000 | 0x100 | 17, glibc | 0x10000000, glibc | 0x20000000, glibc & ~0x10000):
        assert answer(machine, clone, flags) == seccomp.DENY


@pytest.mark.parametrize(("programs", "abi"), [(False, 7), (True, 5)])
def test_only_itself_is_signalled(machine: str, programs: bool, abi: int) -> None:
    for name in ("kill", "tgkill"):
        assert answer(machine, number(machine, name), PID, programs=programs, abi=abi) == seccomp.ALLOW
        for other in (0, 1, PID + 1, 2**64 - 1, 2**64 - PID):
            assert answer(machine, number(machine, name), other, programs=programs, abi=abi) == seccomp.DENY


def test_programs_signal_each_other_by_number_where_landlock_keeps_that_inside(machine: str) -> None:
    kill, tgkill = number(machine, "kill"), number(machine, "tgkill")
    assert [answer(machine, call, PID + 1, programs=True, abi=6) for call in (kill, tgkill)] == [seccomp.ALLOW] * 2
    for many in (0, 2**64 - 1, 2**64 - PID, 2**32 - 1):  # a group, everybody
        assert answer(machine, kill, many, programs=True, abi=6) == seccomp.DENY


def test_programs_are_started_and_nothing_else_changes(machine: str) -> None:
    for allowed in syscalls.numbers(syscalls.PROGRAMS, machine).values():
        assert answer(machine, allowed, programs=True) == seccomp.ALLOW
    others = f"{syscalls.DENIED} {syscalls.CLIENT_SOCKETS} {syscalls.PRETENDABLE}"
    for denied in syscalls.numbers(others, machine).values():
        assert answer(machine, denied, programs=True) == seccomp.DENY


def test_processes_start_where_programs_are_allowed_and_namespaces_do_not(machine: str) -> None:
    clone = number(machine, "clone")
    thread, fork, musl_fork, vfork = 0x3D0F00, 0x1200011, 0x11, 0x4111
    for flags in (thread, fork, musl_fork, vfork):
        assert answer(machine, clone, flags, programs=True) == seccomp.ALLOW
    parent, traced, pidfd = 0x8000, 0x2000, 0x1000
    for extra in (parent, traced, pidfd, *(1 << bit for bit in (17, 25, 26, 27, 28, 29, 30, 31))):
        assert answer(machine, clone, fork | extra, programs=True) == seccomp.DENY


def test_a_client_of_the_internet_may_connect_and_not_serve(machine: str) -> None:
    for allowed in ("connect", "sendto", "sendmmsg", "recvmsg", "getsockopt", "setsockopt", "shutdown"):
        assert answer(machine, number(machine, allowed), network=True) == seccomp.ALLOW
    for denied in syscalls.numbers(f"{syscalls.DENIED} {syscalls.PROGRAMS}", machine).values():
        assert answer(machine, denied, network=True) == seccomp.DENY


def test_only_sockets_of_tcp_and_udp_are_made(machine: str) -> None:
    socket, flags = number(machine, "socket"), 0x80800  # close on exec, non-blocking
    for family in (2, 10):
        for kind, protocol in ((1, 0), (1, 6), (2, 0), (2, 17)):
            assert answer(machine, socket, family, kind | flags, protocol, network=True) == seccomp.ALLOW
    for family in (0, 1, 3, 8, 16, 17, 18, 40, 2**32 - 1):  # unix, netlink, packet, vsock and others
        assert answer(machine, socket, family, 1, 0, network=True) == seccomp.DENY
    for kind in (0, 3, 4, 5, 6, 10, 15):  # raw, seqpacket, dccp, packet
        assert answer(machine, socket, 2, kind | flags, 0, network=True) == seccomp.DENY
    for protocol in (1, 33, 58, 132, 136, 255, 262):  # icmp, dccp, icmpv6, sctp, udplite, raw, mptcp
        assert answer(machine, socket, 2, 2, protocol, network=True) == seccomp.DENY


def test_only_pairs_of_streams_are_made(machine: str) -> None:
    pair = number(machine, "socketpair")
    assert answer(machine, pair, 1, 1 | 0x80800, 0, network=True) == seccomp.ALLOW
    for family, kind in ((1, 2), (1, 5), (1, 0), (2, 1), (16, 3)):
        assert answer(machine, pair, family, kind, 0, network=True) == seccomp.DENY


def test_arguments_decide_the_rest(machine: str) -> None:
    assert answer(machine, number(machine, "prlimit64"), 0) == seccomp.ALLOW
    assert answer(machine, number(machine, "prlimit64"), 1) == seccomp.DENY
    assert answer(machine, number(machine, "prctl"), 1) == seccomp.DENY
    assert answer(machine, number(machine, "prctl"), 15) == seccomp.ALLOW  # a thread's name
    assert [answer(machine, number(machine, "fcntl"), 3, command) for command in (8, 15)] == [seccomp.DENY] * 2
    assert answer(machine, number(machine, "fcntl"), 8, 3) == seccomp.ALLOW
    assert answer(machine, number(machine, "mmap"), 0, 0, 0, 0x21) == seccomp.DENY
    assert answer(machine, number(machine, "mmap"), 0, 0, 0, 0x22) == seccomp.ALLOW
    assert answer(machine, number(machine, "mmap"), 0, 0, 0, 0x01) == seccomp.ALLOW


def test_modes_and_times_are_refused_or_pretended(machine: str) -> None:
    for known in syscalls.numbers(syscalls.PRETENDABLE, machine).values():
        assert answer(machine, known) == seccomp.DENY
        assert answer(machine, known, pretend_metadata=True) == seccomp.PRETEND
    assert answer(machine, number(machine, "fchownat"), pretend_metadata=True) == seccomp.DENY


def test_truncation_is_watched_where_landlock_does_not(machine: str) -> None:
    openat, truncate, openat2 = (number(machine, name) for name in ("openat", "truncate", "openat2"))
    emptying = (0, 0, os.O_RDONLY | os.O_TRUNC)
    assert [answer(machine, call, *emptying, abi=3) for call in (openat, truncate, openat2)] == [seccomp.ALLOW] * 3
    old = [answer(machine, call, *emptying, abi=2) for call in (openat, truncate, openat2)]
    assert old == [seccomp.DENY, seccomp.DENY, seccomp.ABSENT]
    assert answer(machine, openat, 0, 0, os.O_WRONLY | os.O_TRUNC, abi=2) == seccomp.ALLOW
