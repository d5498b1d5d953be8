"""The walls around a child: what this machine offers, what a child may see, and the note that tells the
launcher.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import app
from app.sandbox import bubblewrap, landlock, seccomp
from app.sandbox.job import Job

# What makes ``import app`` work; behind the walls only ROOT/app is readable.
ROOT = Path(app.__file__).resolve().parent.parent

# Where shared libraries are loaded from by name. System folders without secrets; one that is absent is left
# out.
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")


@dataclass(frozen=True)
class Walls:
    """What is put around a child. A copy with less (``dataclasses.replace``) behaves like a machine that
    lacks it.
    """

    landlock_abi: int  # 0: none
    seccomp: bool
    bubblewrap: Path | None  # present and seen to work

    def missing(self) -> list[str]:
        """What this machine lacks, a sentence each; empty where the walls stand as designed. Bubblewrap is
        an extra.
        """
        sentences = []
        if self.landlock_abi == 0:
            sentences.append(
                "The kernel offers no Landlock, so builds and runs can read every file that the studio's user "
                "can read: use Linux 5.13 or newer with Landlock switched on."
            )
        if not self.seccomp:
            sentences.append(
                "The kernel offers no system call filter for this processor, so builds and runs can start "
                "programs and open network connections: use a kernel with seccomp on x86_64 or aarch64."
            )
        if 0 < self.landlock_abi < landlock.TRUNCATE_ABI and not self.seccomp:
            sentences.append("Landlock is older than Linux 6.2 and does not keep builds and runs from emptying files.")
        return sentences


@cache
def available() -> Walls:
    """What this machine offers, looked up once."""
    return Walls(landlock_abi=landlock.abi(), seccomp=seccomp.available(), bubblewrap=bubblewrap.find(_visible()))


def readable(job: Job) -> list[Path]:
    """Everything that a child may read besides its own folder."""
    return [*_visible(), *job.readable]


def description(job: Job, walls: Walls, channel: int) -> dict[str, Any]:
    """The launcher's instructions as JSON: ``channel`` is the file descriptor of the protocol's pipe in the
    child.
    """
    return {
        "main": job.main,
        "channel": channel,
        "parent": None if walls.bubblewrap else os.getpid(),
        "limits": asdict(job.limits),
        "landlock_abi": walls.landlock_abi,
        "seccomp": walls.seccomp,
        "pretend_metadata": job.profile.pretend_metadata,
        "readable": [str(path) for path in readable(job)],
        "folder": str(job.folder),
    }


def _visible() -> list[Path]:
    """The interpreter, the studio's own package, and libraries, each once."""
    candidates = [Path(sys.prefix), Path(sys.base_prefix), ROOT / "app", *map(Path, _LIBRARIES)]
    return list(dict.fromkeys(path for path in candidates if path.exists()))
