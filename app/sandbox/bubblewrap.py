"""bubblewrap: a second wall where the machine has it and lets it work (containers often do not).

Inside are only the paths that Landlock would let through, no network device, no other process and no /proc.
Options are those of bwrap(1), version 0.8.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_PROBE_TIMEOUT_S = 20


def find(readable: Sequence[Path]) -> Path | None:
    """The program, if one is on PATH and has just run the interpreter in the way that ``wrap`` asks for."""
    found = shutil.which("bwrap")
    if found is None:
        return None
    program = Path(found).resolve()
    return program if _works(program, readable) else None


def wrap(
    program: Path, readable: Sequence[Path], folder: Path, command: Sequence[str], *, network: bool = False
) -> list[str]:
    """The command inside namespaces of its own, but for the network's where it has ``network``; it keeps its file
    descriptors and ends with whoever started it.
    """
    options = ["--die-with-parent", "--unshare-all", "--new-session", "--cap-drop", "ALL", "--dev", "/dev"]
    options += ["--share-net"] if network else []
    for path in readable:
        options += ["--ro-bind", str(path), str(path)]
    options += ["--bind", str(folder), str(folder), "--remount-ro", "/", "--chdir", str(folder)]
    return [str(program), *options, "--", *command]


def _works(program: Path, readable: Sequence[Path]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        command = wrap(program, readable, Path(folder), [sys.executable, "-I", "-S", "-B", "-c", "pass"])
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
