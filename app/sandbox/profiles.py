"""What kinds of children there are, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.sandbox.limits import Limits
from app.sandbox.programs import program, python

_MIB = 1 << 20


@dataclass(frozen=True)
class Profile:
    """One kind of child: the words for its sentences, its usual limits, and ways to treat it differently.

    ``truncate_log``: when the log is full, cut it with a visible line and let the child go on (a long build
    log is no reason to lose the build); otherwise the child is stopped. ``pretend_metadata``: answer chmod,
    fchmod, fchmodat and utimensat with a success that does nothing, since the toolchain unpacks an archive and uv
    writes a package's scripts, and both give up where a mode or time cannot be set. ``programs``: absolute paths
    without links of what the child may execute, in processes of its own group that stand behind the same walls.
    ``network``: it may be a client over TCP and UDP. ``links``: it may make symbolic links in its folder, of which
    uv's cache is built; whoever reads there afterwards must not follow one. ``nice``: it works with a lower
    priority, so that a run that somebody waits for goes first.
    """

    name: str
    noun: str  # as in "The build was stopped …"
    limits: Limits  # where the caller has no setting of its own
    time_advice: str
    memory_advice: str
    truncate_log: bool = False
    pretend_metadata: bool = False
    programs: tuple[Path, ...] = ()
    network: bool = False
    links: bool = False
    nice: bool = False


BUILD = Profile(
    name="build",
    noun="build",
    limits=Limits(
        wall_s=180,
        cpu_s=240,
        data_bytes=1024 * _MIB,
        file_bytes=256 * _MIB,
        open_files=256,
        output_bytes=_MIB,
        message_bytes=64 << 10,
        messages_bytes=_MIB,
    ),
    time_advice="Look for a loop that never ends or for slow work at the top level of a module, which "
    "runs during the build; STUDIO_BUILD_TIME_LIMIT_S allows more time.",
    memory_advice="Look for large data made at the top level of a module; STUDIO_BUILD_MEMORY_BYTES allows "
    "more memory.",
    truncate_log=True,
    pretend_metadata=True,
    nice=True,
)

COMPILE = Profile(
    name="compile",
    noun="compilation to machine code",
    limits=Limits(
        wall_s=180,
        cpu_s=240,
        data_bytes=2048 * _MIB,
        file_bytes=512 * _MIB,
        open_files=256,
        output_bytes=64 << 10,
        message_bytes=64 << 10,
        messages_bytes=256 << 10,
    ),
    time_advice="Try again when the machine is less busy; STUDIO_BUILD_TIME_LIMIT_S allows more time.",
    memory_advice="The component is too large for this limit; STUDIO_BUILD_MEMORY_BYTES allows more memory.",
    nice=True,
)

# Warm like CHECK: the processor time is that of all its runs together; a child asks to be replaced long before its end.
RUN = Profile(
    name="run",
    noun="run",
    limits=Limits(
        wall_s=120,
        cpu_s=7_200,
        data_bytes=2048 * _MIB,
        file_bytes=_MIB,
        open_files=64,
        output_bytes=256 << 10,
        message_bytes=32 * _MIB,
        messages_bytes=128 * _MIB,
    ),
    time_advice="Look for a loop that never ends, or run fewer messages at once; "
    "STUDIO_RUN_TIME_LIMIT_MS allows more time.",
    memory_advice="Look for data that grows with every message; STUDIO_RUN_MEMORY_BYTES allows more memory.",
)

INSPECT = Profile(
    name="inspect",
    noun="inspection",
    limits=Limits(
        wall_s=30,
        cpu_s=30,
        data_bytes=512 * _MIB,
        file_bytes=_MIB,
        open_files=64,
        output_bytes=64 << 10,
        message_bytes=4 * _MIB,
        messages_bytes=8 * _MIB,
    ),
    time_advice="The file takes too long to read; check that it is what you meant to give.",
    memory_advice="The file takes too much memory to read; check that it is what you meant to give.",
)

# Each question to a warm child has a wall-clock time of its own; the processor time is that of all of them together,
# and of each program by itself.
CHECK = Profile(
    name="check",
    noun="check",
    limits=Limits(
        wall_s=2,
        cpu_s=600,
        data_bytes=512 * _MIB,
        file_bytes=16 * _MIB,
        open_files=256,
        output_bytes=256 << 10,
        message_bytes=8 * _MIB,
        messages_bytes=8 * _MIB,
        folder_bytes=256 * _MIB,
    ),
    time_advice="Look for text that is nested very deeply or very long, and break it up.",
    memory_advice="Look for text that is nested very deeply or very long, and break it up.",
    programs=(program("ruff"), program("ty")),
)

# It lives as long as somebody edits: its time is that of a long day, its messages are counted anew whenever it is
# spoken to.
FETCH = Profile(
    name="fetch",
    noun="fetching of packages",
    limits=Limits(
        wall_s=120,
        cpu_s=120,
        data_bytes=1024 * _MIB,
        file_bytes=128 * _MIB,
        open_files=256,
        output_bytes=_MIB,
        message_bytes=4 * _MIB,
        messages_bytes=8 * _MIB,
        folder_bytes=512 * _MIB,
    ),
    time_advice="Try again; if that does not help, ask for fewer packages or look whether the package index answers.",
    memory_advice="Ask for fewer packages.",
    truncate_log=True,
    pretend_metadata=True,
    programs=(program("uv"), python()),
    network=True,
    links=True,
)

# Fetches one file from one address.
COPY = Profile(
    name="copy",
    noun="fetching of a share",
    limits=Limits(
        wall_s=90,
        cpu_s=60,
        data_bytes=256 * _MIB,
        file_bytes=64 * _MIB,
        open_files=64,
        output_bytes=64 << 10,
        message_bytes=64 << 10,
        messages_bytes=256 << 10,
    ),
    time_advice="Try again; if that does not help, download the share with a browser and give the file.",
    memory_advice="Download the share with a browser and give the file.",
    network=True,
)

# It lives as long as somebody has the project open, so its times bound a child that was forgotten, not a question.
LANGUAGE = Profile(
    name="language",
    noun="code intelligence",
    limits=Limits(
        wall_s=24 * 3600,
        cpu_s=3_600,
        data_bytes=768 * _MIB,
        file_bytes=16 * _MIB,
        open_files=256,
        output_bytes=64 << 10,
        message_bytes=64 << 10,
        messages_bytes=256 << 10,
        folder_bytes=64 * _MIB,
    ),
    time_advice="It starts again by itself.",
    memory_advice="Break very large files up into smaller ones.",
    truncate_log=True,
    programs=(program("ty"),),
)
