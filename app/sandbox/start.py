"""Start a child: its command, its environment made from nothing, and the note on its standard input."""

from __future__ import annotations

import json
import subprocess
import sys

from app.sandbox import bubblewrap
from app.sandbox.job import Job
from app.sandbox.launcher import LAUNCH
from app.sandbox.walls import ROOT, Walls, description, readable


def start(job: Job, walls: Walls, protocol: int) -> subprocess.Popen[bytes]:
    """Start the launcher in a session of its own; it inherits ``protocol``, what the job hands over, and nothing else.

    OSError where the machine cannot start a process.
    """
    # -I: no PYTHON* variables, no user site, no working directory on the path; -B: nothing is written there
    # The profile's name is there for whoever looks at the machine's processes.
    command = [sys.executable, "-I", "-B", "-c", LAUNCH, str(ROOT), job.profile.name]
    if walls.bubblewrap:
        visible, network = readable(job), job.profile.network
        command = bubblewrap.wrap(walls.bubblewrap, visible, job.folder, command, network=network)
    return subprocess.Popen(  # noqa: S603 -- no word of the command comes from a user
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=job.folder,
        env=environment(job),
        pass_fds=(protocol, *job.handed),
        start_new_session=True,
    )


def environment(job: Job) -> dict[str, str]:
    """All that a child inherits. PATH names what cannot be a folder: an empty one would mean the working
    directory.
    """
    folder = str(job.folder)
    return {"PATH": "/dev/null", "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder}


def note(job: Job, walls: Walls, protocol: int) -> bytes:
    """What the child reads from its standard input: a line for the launcher, then the request, if there is one yet."""
    request = b"" if job.request is None else json.dumps(job.request).encode()
    return json.dumps(description(job, walls, protocol)).encode() + b"\n" + request
