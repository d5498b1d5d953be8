"""What the launcher gives up besides files and system calls.

Numbers from the kernel's include/uapi/linux/prctl.h and capability.h.
"""

from __future__ import annotations

import os
import signal
import struct

from app.sandbox.libc import capset, prctl

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_CAPABILITY_VERSION_3 = 0x20080522


class ParentGone(Exception):
    """The parent ended before this process could tie its life to it."""


def die_with_parent(parent: int | None) -> None:
    """Be killed when the parent ends; ``parent`` is its process id, None where bubblewrap stands between.

    The kernel follows the parent's *thread* that started this process. process.run starts a child and waits
    for it in one thread, so the two ends are the same; a pool starts its children in a thread that lives as long as
    the pool does.
    """
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        raise ParentGone


def forgo() -> None:
    """No new privileges by any later program, none now, and no debugger of the same user."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    prctl(_PR_SET_DUMPABLE, 0)
    _drop_capabilities()


def _drop_capabilities() -> None:
    """Empty sets: matters where the studio runs as root, for whom file modes and limits otherwise mean
    nothing.
    """
    capset(struct.pack("=Ii", _CAPABILITY_VERSION_3, 0), bytes(24))
