"""The child that becomes a language server: behind the walls it puts the program in its own place.

The request holds ``program`` and ``arguments``, and the file descriptors ``input`` and ``output`` that the job handed
over; what the program says on its standard error is the log.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn

from app.sandbox.messages import Channel

_THREADS = "2"  # there are several such children, and builds and runs beside them


def main(request: dict[str, Any], _channel: Channel) -> NoReturn:
    """Never returns: the program follows in this process, with its walls, limits and life. OSError where it cannot."""
    os.dup2(request["input"], 0)
    os.dup2(request["output"], 1)
    os.close(request["input"])
    os.close(request["output"])
    command = [request["program"], *request["arguments"]]
    os.execve(request["program"], command, _environment())  # noqa: S606 -- a profile names what may be executed


def _environment() -> dict[str, str]:
    """Nothing of the studio's own."""
    home = str(Path.cwd())
    threads = {"RAYON_NUM_THREADS": _THREADS, "TY_MAX_PARALLELISM": _THREADS}
    return {"HOME": home, "TMPDIR": home, "PATH": "/dev/null", "LANG": "C.UTF-8", **threads}
