"""bubblewrap: a second wall where the machine has it and lets it work (containers often do not).

Inside are only the paths that Landlock would let through, no network device and no other process. A /proc of its own,
where mounting one is allowed, lets a child measure its memory. Options are those of bwrap(1), version 0.8.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PROBE_TIMEOUT_S = 20


@dataclass(frozen=True)
class Bubblewrap:
    """The program as this machine lets it work. ``proc``: inside there may be a /proc."""

    program: Path
    proc: bool


def find(readable: Sequence[Path]) -> Bubblewrap | None:
    """The program, if one is on PATH and has just run the interpreter in the way that ``wrap`` asks for."""
    found = shutil.which("bwrap")
    if found is None:
        return None
    ways = (Bubblewrap(Path(found).resolve(), proc) for proc in (True, False))
    return next((way for way in ways if _works(way, readable)), None)


def wrap(
    way: Bubblewrap, readable: Sequence[Path], folder: Path, command: Sequence[str], *, network: bool = False
) -> list[str]:
    """The command inside namespaces of its own, but for the network's where it has ``network``; it keeps its file
    descriptors and ends with whoever started it.
    """
    options = ["--die-with-parent", "--unshare-all", "--new-session", "--cap-drop", "ALL", "--dev", "/dev"]
    options += ["--proc", "/proc"] if way.proc else []
    options += ["--share-net"] if network else []
    for path in readable:
        options += ["--ro-bind", str(path), str(path)]
    options += ["--bind", str(folder), str(folder), "--remount-ro", "/", "--chdir", str(folder)]
    return [str(way.program), *options, "--", *command]


def _works(way: Bubblewrap, readable: Sequence[Path]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        command = wrap(way, readable, Path(folder), [sys.executable, "-I", "-S", "-B", "-c", "pass"])
        try:
            done = subprocess.run(  # noqa: S603 -- no word of the command comes from a user
                command,
                env={},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PROBE_TIMEOUT_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0
