"""The child's first minute: read the note, put up the walls, then run the job's main in this same process.

There is no exec after the walls, since the right to execute is granted nowhere. Order matters: tie the life
to the parent's, import what is ours, limit, give up privileges, close the files, filter the system calls,
and only then look at the request. This module and what it imports stay small: they are the start-up time of
every child.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.sandbox import landlock, messages, privileges, rlimits, seccomp
from app.sandbox.limits import Limits

# What a child's interpreter is told to do. It stands here so that the parent loads, and thereby compiles,
# this module: a child writes no byte code and would otherwise compile it at every start.
LAUNCH = "import sys; sys.path.insert(0, sys.argv[1]); from app.sandbox.launcher import main; main()"

Main = Callable[[dict[str, Any], messages.Channel], None]

_ERROR_CHARACTERS = 16_000  # of a traceback, its end: that is where the message stands
_RAISED, _REFUSED, _PARENT_GONE = 1, 3, 4  # exit codes


def main() -> None:
    """Never returns: the process ends here, without waiting for threads that a library left behind."""
    note = json.loads(sys.stdin.buffer.readline())
    request = sys.stdin.buffer.read()
    channel = messages.Channel(note["channel"])
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
    os._exit(_run(entry, request, channel))


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
    privileges.forgo()
    if abi > 0:
        landlock.restrict(abi, _grants(note))
    if note["seccomp"]:
        seccomp.restrict(abi, pretend_metadata=note["pretend_metadata"])
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
    return [*devices, *folders, (Path(note["folder"]), landlock.WRITE)]


def _run(entry: Main, request: bytes, channel: messages.Channel) -> int:
    try:
        entry(json.loads(request), channel)
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
