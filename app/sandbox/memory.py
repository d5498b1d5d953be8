"""How much memory this process has, and has had at most.

The kernel's own counts, in proc(5): VmHWM of ``status``, and ``statm``, which is quicker to read. The files are opened
when this module is imported, since the walls that go up afterwards allow no more opening. getrusage(2) is only asked
where there is no /proc, as in some containers: it knows only the peak, which starts with what the program had that was
replaced by this one, a whole server where nothing small stands in between.
"""

import os
import resource

_STATUS, _STATM = "/proc/self/status", "/proc/self/statm"
_ENOUGH = 16_384
_PAGE = os.sysconf("SC_PAGE_SIZE")


def _open(path: str) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


_status, _statm = _open(_STATUS), _open(_STATM)


def now_bytes() -> int:
    """The memory that is resident now, to about a megabyte; the peak where the kernel does not say."""
    if _statm is None:
        return peak_bytes()
    return int(os.pread(_statm, 200, 0).split(b" ", 2)[1]) * _PAGE


def peak_bytes() -> int:
    """The most memory that was resident at once, to about a megabyte."""
    lines = os.pread(_status, _ENOUGH, 0).splitlines() if _status is not None else []
    found = next((line.split() for line in lines if line.startswith(b"VmHWM:")), None)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if found is None else int(found[1])
    return kilobytes * 1024
