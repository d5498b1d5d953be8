"""A child's main that tries to get out, one attempt after another, and reports each as a message.

It runs native code behind the walls: a WebAssembly guest would be stopped by its own sandbox long before.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.sandbox import syscalls
from app.sandbox.messages import Channel

_libc = ctypes.CDLL(None, use_errno=True)
_PTRACE_ATTACH = 16
_CLONE_NEWUSER = 0x10000000
_CLONE_PARENT = 0x8000


def main(request: dict[str, Any], channel: Channel) -> None:
    attempts = _attempts(request)
    chosen = request.get("only", [name for name in attempts if name not in request["left_out"]])
    for name in chosen:
        channel.send("attempt", name=name, errno=_errno_of(attempts[name]))
    channel.send("seen", environment=dict(os.environ), descriptors=_open_descriptors(), cwd=str(Path.cwd()))


def _attempts(request: dict[str, Any]) -> dict[str, Callable[[], object]]:
    own, outside, sleeper = Path(request["own"]), Path(request["outside"]), request["sleeper"]
    site = Path(os.__file__).parent / "site-packages"
    return {
        # must work
        "read its own interpreter": lambda: Path(os.__file__).read_bytes(),
        "write its own folder": lambda: _write_in_a_new_folder(own / "sub"),
        "rename in its own folder": lambda: (own / "sub" / "file").rename(own / "moved"),
        "delete in its own folder": lambda: (own / "moved").unlink(),
        "start a thread": _thread,
        "signal itself": lambda: os.kill(os.getpid(), 0),
        # files
        "open /etc/passwd": lambda: Path("/etc/passwd").read_bytes(),
        "open a file outside": lambda: Path(outside).read_bytes(),
        "list a folder outside": lambda: list(outside.parent.iterdir()),
        "write a file outside": lambda: outside.write_text("overwritten"),
        "empty a file outside": lambda: os.truncate(outside, 0),
        "empty a file outside by opening it": lambda: os.close(os.open(outside, os.O_RDONLY | os.O_TRUNC)),
        "make a file outside": lambda: (outside.parent / "new").write_text("x"),
        "delete a file outside": lambda: outside.unlink(),
        "link a file from outside": lambda: os.link(outside, own / "linked"),
        "write in site-packages": lambda: (site / "evil.py").write_text("x"),
        "write beside the interpreter": lambda: Path(os.__file__).open("a"),
        "make a symlink": lambda: (own / "symlink").symlink_to("/etc/passwd"),
        "make a named pipe": lambda: os.mkfifo(own / "pipe"),
        "make a device": lambda: os.mknod(own / "device", 0o600 | 0o020000, os.makedev(1, 3)),
        "chmod the interpreter": lambda: Path(os.__file__).chmod(0o777),
        "fchmod the interpreter": lambda: _with_file(os.__file__, lambda fd: os.fchmod(fd, 0o777)),
        "chown the interpreter": lambda: os.chown(os.__file__, os.getuid(), os.getgid()),
        "set times of the interpreter": lambda: os.utime(os.__file__, (1, 1)),
        "set an attribute": lambda: os.setxattr(os.__file__, "user.evil", b"1"),
        "read another process": lambda: Path(f"/proc/{sleeper}/environ").read_bytes(),
        "read its parent": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "watch files": lambda: _call("inotify_init1", 0),
        # processes
        "execute a program": lambda: os.execv("/bin/true", ["true"]),
        "spawn a program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "execute its interpreter": lambda: os.execv(sys.executable, [sys.executable]),
        "fork": lambda: _end_of(os.fork()),
        "clone without a thread": _clone,
        "clone a child of its parent": lambda: _call("clone", _CLONE_PARENT | signal.SIGCHLD, 0, 0, 0, 0),
        "run ruff": lambda: _program("ruff"),
        "run uv": lambda: _program("uv"),
        "run its interpreter": lambda: _program(Path(sys.executable).resolve().name),
        "run what it wrote itself": lambda: _program_at(_written(own / "script")),
        "clone into a namespace": lambda: _call("clone", _CLONE_NEWUSER | signal.SIGCHLD, 0, 0, 0, 0),
        "clone3": lambda: _call("clone3", 0, 0),
        "leave its session": os.setsid,
        "leave its group": lambda: os.setpgid(0, 0),
        "outlive its parent": lambda: _call("prctl", 1, 0),
        "new namespace": lambda: _call("unshare", _CLONE_NEWUSER),
        "signal a process outside": lambda: os.kill(sleeper, signal.SIGTERM),
        "signal its parent": lambda: os.kill(os.getppid(), 0),
        "signal its group": lambda: os.kill(0, 0),
        "signal everybody": lambda: os.kill(-1, 0),
        "queue a signal": lambda: _call("rt_sigqueueinfo", sleeper, signal.SIGTERM, 0),
        "pidfd": lambda: os.pidfd_open(sleeper),
        "ptrace": lambda: _call("ptrace", _PTRACE_ATTACH, sleeper, 0, 0),
        "read another's memory": lambda: _call("process_vm_readv", sleeper, 0, 0, 0, 0, 0),
        "change another's limits": lambda: _call("prlimit64", sleeper, 7, 0, 0),
        "change another's processors": lambda: os.sched_setaffinity(sleeper, {0}),
        # network and other ways out
        "tcp": lambda: _connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", request["port"])),
        "udp": lambda: _connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", request["port"])),
        "bind a port": lambda: _with_socket(lambda made: made.bind(("127.0.0.1", 0))),
        "listen": lambda: _with_socket(socket.socket.listen),
        "accept": lambda: _call("accept4", 0, 0, 0, 0),
        "raw socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 6).close(),
        "ping socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 1).close(),
        "tcp over IPv6": lambda: _connect(socket.AF_INET6, socket.SOCK_STREAM, ("::1", request["port"])),
        "unix socket": lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, request["unix_path"]),
        "abstract unix socket": lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, request["unix_abstract"]),
        "netlink socket": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0),
        "socketpair": socket.socketpair,
        "socketpair of datagrams": lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM),
        "shared memory": lambda: _call("shmget", 0x1234, 4096, 0o1600),
        "message queue": lambda: _call("msgget", 0x1234, 0o1600),
        "memory that no limit counts": lambda: __import__("mmap").mmap(-1, 4096),
        # the kernel
        "io_uring": lambda: _call("io_uring_setup", 8, 0),
        "bpf": lambda: _call("bpf", 0, 0, 0),
        "perf": lambda: _call("perf_event_open", 0, 0, -1, -1, 0),
        "userfaultfd": lambda: _call("userfaultfd", 0),
        "keyring": lambda: _call("keyctl", 0, 0, 0, 0, 0),
        "mount": lambda: _call("mount", 0, 0, 0, 0, 0),
        "chroot": lambda: os.chroot(own),
        "become somebody else": lambda: os.setuid(os.getuid()),
        "a call nobody reviewed": lambda: _number(syscalls.LAST_REVIEWED + 1),
    }


def _errno_of(attempt: Callable[[], object]) -> int:
    """0 where it worked."""
    try:
        attempt()
    except OSError as error:
        return error.errno or errno.EIO
    return 0


def _call(name: str, *arguments: int) -> None:
    _number(_number_of(name), *arguments)


def _number_of(name: str) -> int:
    everything = f"{syscalls.DENIED} {syscalls.PROGRAMS} {syscalls.ABSENT} {syscalls.BY_ARGUMENT}"
    return syscalls.numbers(everything, platform.machine())[name]


def _clone() -> None:
    pid = _libc.syscall(ctypes.c_long(_number_of("clone")), *map(ctypes.c_long, (signal.SIGCHLD, 0, 0, 0, 0)))
    if pid < 0:
        raise OSError(ctypes.get_errno(), "denied")
    _end_of(pid)


def _end_of(pid: int) -> None:
    """In a process that was made: its end. In the one that made it: wait for that."""
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _program(name: str) -> None:
    """One beside the interpreter, whether that is a link or not."""
    folders = (Path(sys.executable).parent, Path(sys.executable).resolve().parent)
    _program_at(next(folder / name for folder in folders if (folder / name).exists()))


def _program_at(place: Path) -> None:
    _, status = os.waitpid(os.posix_spawn(place, [str(place), "--version"], {}), 0)
    if status != 0:
        raise OSError(errno.ENOEXEC, "it was started and did not work")


def _written(place: Path) -> Path:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT, 0o700), "w") as file:
        file.write(f"#!{sys.executable}\n")
    return place


def _with_socket(action: Callable[[socket.socket], None]) -> None:
    with socket.socket() as made:
        action(made)


def _number(number: int, *arguments: int) -> None:
    if _libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) < 0:
        raise OSError(ctypes.get_errno(), "denied")


def _connect(family: int, kind: int, address: Any) -> None:
    with socket.socket(family, kind) as made:
        made.connect(address)


def _with_file(path: str, action: Callable[[int], None]) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        action(descriptor)
    finally:
        os.close(descriptor)


def _write_in_a_new_folder(folder: Path) -> None:
    folder.mkdir()
    (folder / "file").write_text("x")


def _thread() -> None:
    import threading

    done = threading.Event()
    thread = threading.Thread(target=done.set)
    thread.start()
    thread.join()
    if not done.is_set():
        raise OSError(errno.EAGAIN, "the thread did not run")


def _open_descriptors() -> list[int]:
    found = []
    for descriptor in range(1_024):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.append(descriptor)
    return found
