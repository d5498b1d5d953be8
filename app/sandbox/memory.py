"""How much memory this process has had at most.

The kernel's own count, VmHWM in proc(5). The file is opened when this module is imported, since the walls that go up
afterwards allow no more opening. getrusage(2) is only asked where there is no /proc, as inside bubblewrap: its count
starts with what the program had that was replaced by this one, a whole server where nothing small stands in between.
"""

import os
import resource

_STATUS = "/proc/self/status"
_ENOUGH = 16_384


def _open() -> int | None:
    try:
        return os.open(_STATUS, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


_descriptor = _open()


def peak_bytes() -> int:
    """The most memory that was resident at once, to about a megabyte."""
    lines = os.pread(_descriptor, _ENOUGH, 0).splitlines() if _descriptor is not None else []
    found = next((line.split() for line in lines if line.startswith(b"VmHWM:")), None)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if found is None else int(found[1])
    return kilobytes * 1024
