"""Resource limits of a child, set by the child itself before anything untrusted is read."""

from __future__ import annotations

import resource
import signal

from app.sandbox.limits import Limits


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


def _lower(which: int, value: int, spare: int = 0) -> None:
    _, hard = resource.getrlimit(which)
    ceiling = value + spare if hard == resource.RLIM_INFINITY else min(value + spare, hard)
    resource.setrlimit(which, (min(value, ceiling), ceiling))
