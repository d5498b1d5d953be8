"""Resource limits of a child, set by the child itself before anything untrusted is read."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from pathlib import Path

from app.sandbox.limits import Limits

# See setpriority(2): a third of the processor time of an equal (sched(7)). The lowest, 19, would be a seventieth, and
# on a machine with much else to do a build would not end in its time.
_PRIORITY = 5
_GROUP = Path("/proc/self/autogroup")


def apply(limits: Limits) -> None:
    """Lower this process's limits, for good.

    The soft processor limit is a second below the hard one: SIGXCPU names the cause, SIGKILL follows where
    it is ignored. CPython ignores SIGXFSZ; given back its default, an oversized write ends the child at
    once and says why.
    """
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_DATA, limits.data_bytes)
    _lower(resource.RLIMIT_FSIZE, limits.file_bytes)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_CPU, limits.cpu_s, spare=1)


def give_way() -> None:
    """Take a lower priority, for good.

    Where the kernel groups processes by session (autogroup, see sched(7)), a priority only counts within the group, and
    the group has one of its own; it is an extra that may be missing or refused.
    """
    os.setpriority(os.PRIO_PROCESS, 0, _PRIORITY)
    with contextlib.suppress(OSError):
        _GROUP.write_text(str(_PRIORITY))


def _lower(which: int, value: int, spare: int = 0) -> None:
    _, hard = resource.getrlimit(which)
    ceiling = value + spare if hard == resource.RLIM_INFINITY else min(value + spare, hard)
    resource.setrlimit(which, (min(value, ceiling), ceiling))
