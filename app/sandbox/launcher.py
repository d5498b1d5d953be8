"""The child's first minute: read the note, put up the walls, then run the job's main in this same process.

There is no exec of the launcher's after the walls. Order matters: tie the life to the parent's, import what is
ours, limit, give up privileges, close the files, filter the system calls, and only then look at the request. This
module and what it imports stay small: they are the start-up time of every child.
"""

from __future__ import annotations

import errno
import fcntl
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from app.sandbox import landlock, messages, privileges, rlimits, seccomp, warm
from app.sandbox.limits import Limits

# What a child's interpreter is told to do. It stands here so that the parent loads, and thereby compiles,
# this module: a child writes no byte code and would otherwise compile it at every start.
LAUNCH = "import sys; sys.path.insert(0, sys.argv[1]); from app.sandbox.launcher import main; main()"

# A job's main, whose first argument is the request, or for a warm child an iterator of requests.
Main = Callable[[Any, messages.Channel], None]

_ERROR_CHARACTERS = 16_000  # of a traceback, its end: that is where the message stands
_RAISED, _REFUSED, _PARENT_GONE = 1, 3, 4  # exit codes


def main() -> None:
    """Never returns: the process ends here, without waiting for threads that a library left behind."""
    stream = _input()
    note = json.loads(stream.readline())
    channel = messages.Channel(note["channel"])
    os.set_inheritable(note["channel"], False)
    request = None if note["warm"] else _rest(stream)
    try:
        privileges.die_with_parent(note["parent"])
        entry: Main = importlib.import_module(note["main"]).main
        _calm_streams()
        channel.send(messages.WALLS, **_put_up(note))
    except privileges.ParentGone:
        os._exit(_PARENT_GONE)
    except Exception:  # noqa: BLE001 -- whatever it is, nothing untrusted may run without walls; the parent is told
        channel.send(messages.REFUSED, error=_traceback())
        os._exit(_REFUSED)
    if request is None:
        os._exit(_run(lambda: warm.converse(entry, stream, channel), channel))
    os._exit(_run(lambda: entry(json.loads(request), channel), channel))


def _input() -> BinaryIO:
    """The standard input, where no program that is started later finds it."""
    return os.fdopen(fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, 3), "rb")


def _rest(stream: BinaryIO) -> bytes:
    with stream:
        return stream.read()


def _calm_streams() -> None:
    """Lines of the log appear as they are printed, and whoever reads input finds its end."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def _put_up(note: dict[str, Any]) -> dict[str, Any]:
    _only_one_thread()
    abi = min(note["landlock_abi"], landlock.abi())
    rlimits.apply(Limits(**note["limits"]))
    if note["nice"]:
        rlimits.give_way()
    privileges.forgo()
    if abi > 0:
        landlock.restrict(abi, _grants(note), network=note["network"])
    if note["seccomp"]:
        seccomp.restrict(
            seccomp.Allowance(abi, note["pretend_metadata"], programs=bool(note["programs"]), network=note["network"])
        )
    return {"landlock_abi": abi, "seccomp": note["seccomp"]}


def _only_one_thread() -> None:
    """Landlock binds the calling thread and its later children: a thread that was there before would stay
    free.
    """
    tasks = Path("/proc/self/task")
    if tasks.exists() and len(list(tasks.iterdir())) > 1:
        raise RuntimeError("a thread was started before the walls stood")


def _grants(note: dict[str, Any]) -> list[tuple[Path, int]]:
    devices = [(Path("/dev/null"), landlock.DEVICE), (Path("/dev/urandom"), landlock.READ)]
    folders = [(Path(path), landlock.READ) for path in note["readable"]]
    programs = [(Path(path), landlock.PROGRAM) for path in note["programs"]]
    own = landlock.WRITE | (landlock.MAKE_SYM if note["links"] else 0)
    return [*devices, *folders, *programs, (Path(note["folder"]), own)]


def _run(work: Callable[[], None], channel: messages.Channel) -> int:
    try:
        work()
    except BaseException as error:  # noqa: BLE001 -- SystemExit and KeyboardInterrupt too: the parent is told what it was
        channel.send(messages.RAISED, error=_traceback(), cause=_cause(error))
        return _RAISED
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    channel.send(messages.RETURNED)
    return 0


def _cause(error: BaseException) -> str:
    """``memory``, ``file`` or ``other``: what the parent cannot see from outside."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return "memory"
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return "file"
    return "other"


def _traceback() -> str:
    return traceback.format_exc()[-_ERROR_CHARACTERS:]
