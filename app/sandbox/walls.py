"""The walls around a child: what this machine offers, what a child may see, and the note that tells the
launcher.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import app
from app.sandbox import bubblewrap, elf, landlock, seccomp
from app.sandbox.bubblewrap import Bubblewrap
from app.sandbox.job import Job

# What makes ``import app`` work; behind the walls only ROOT/app is readable.
ROOT = Path(app.__file__).resolve().parent.parent

# Where shared libraries are loaded from by name. System folders without secrets; one that is absent is left
# out.
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")

# What the C library reads to find a host, and the certificates of authorities where distributions keep them; never the
# folders beside them that hold keys.
_NETWORK = (
    *("/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/host.conf", "/etc/services"),
    *("/etc/ssl/certs", "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/certs", "/etc/pki/tls/cert.pem"),
    *("/etc/pki/ca-trust/extracted", "/etc/ca-certificates/extracted", "/usr/share/ca-certificates"),
    *("/usr/local/share/ca-certificates", "/usr/share/pki"),
)


@dataclass(frozen=True)
class Walls:
    """What is put around a child. A copy with less (``dataclasses.replace``) behaves like a machine that
    lacks it.
    """

    landlock_abi: int  # 0: none
    seccomp: bool
    bubblewrap: Bubblewrap | None  # present and seen to work

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
    """Everything that a child may read besides its own folder; bubblewrap shows it that and nothing else."""
    network = _existing(_NETWORK) if job.profile.network else []
    found = [*_visible(), *job.readable, *network]
    # A loader mostly is a link in a folder of libraries, over which bubblewrap could put no file.
    return found + [path for path in executable(job) if not any(path.is_relative_to(place) for place in found)]


def executable(job: Job) -> list[Path]:
    """The programs that a child may execute, and the loaders that they are started through."""
    loaders = filter(None, map(elf.interpreter, job.profile.programs))
    return list(dict.fromkeys([*job.profile.programs, *loaders]))


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
        "network": job.profile.network,
        "links": job.profile.links,
        "nice": job.profile.nice,
        "warm": job.request is None,
        "readable": [str(path) for path in readable(job)],
        "programs": [str(path) for path in executable(job)],
        "folder": str(job.folder),
    }


def _visible() -> list[Path]:
    """The interpreter, the studio's own package, and libraries, each once."""
    return _existing([sys.prefix, sys.base_prefix, ROOT / "app", *_LIBRARIES])


def _existing(paths: Iterable[str | Path]) -> list[Path]:
    """Those of them that this machine has, each once."""
    return list(dict.fromkeys(path for path in map(Path, paths) if path.exists()))
