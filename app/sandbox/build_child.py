"""Builds a component with componentize-py 0.14.0, in this process: nothing may be executed behind the walls.

Request: ``wit`` (folder) and ``world``; ``bindings`` (folder) to generate bindings; ``app`` (module),
``sources`` (folders to find modules in: ``/0``, ``/1`` and so on for the guest) and ``output`` (file) to build
a component. Sends ``phase`` (name, seconds)
after ``bindings`` and ``componentize``; a build that fails is a value: ``failed`` (phase), with the
compiler's message as lines of the log. Only a lack of memory also ends the child as such, so that the
outcome names the limit.

What top-level code prints, the toolchain keeps to itself: it shows up to 10,000 bytes of it when the build
fails, none when it succeeds, and a print beyond that raises OSError in the guest. The guest may write to
``sources``: give it copies.

componentize-py looks for a host's site-packages through VIRTUAL_ENV, pipenv and python3. The environment is
made from nothing and no program can be started, so it finds none and mounts none into the guest that runs
the operator's top-level code.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from typing import Any

from app.sandbox.messages import Channel

_NATIVE_BACKTRACE = "\n\nStack backtrace:"  # frames of the toolchain itself: nothing a user could act on
# How the guest's Python, the guest's allocator and the host's report that RLIMIT_DATA was reached.
_OUT_OF_MEMORY = re.compile(
    r"^MemoryError\b|memory allocation of \d+ bytes failed|Cannot allocate memory", re.MULTILINE
)


def main(request: dict[str, Any], channel: Channel) -> None:
    """Generate bindings where a folder for them is named, and build a component where an app is."""
    target = ["-d", request["wit"], "-w", request["world"]]
    if "bindings" in request and not _phase("bindings", [*target, "bindings", request["bindings"]], channel):
        return
    if "app" in request:
        folders = [argument for folder in request["sources"] for argument in ("-p", folder)]
        build = ["componentize", request["app"], *folders, "-o", request["output"]]
        _phase("componentize", [*target, *build], channel)


def _phase(name: str, arguments: Sequence[str], channel: Channel) -> bool:
    """Run the toolchain's command line once; whether it succeeded."""
    started = time.monotonic()
    complaint = _componentize(arguments)
    if complaint is not None:
        print(complaint, file=sys.stderr)  # noqa: T201 -- file descriptors 1 and 2 are the build's log
        channel.send("failed", phase=name)
        if _OUT_OF_MEMORY.search(complaint):
            raise MemoryError(f"{name} could not get the memory it asked for")
        return False
    channel.send("phase", name=name, seconds=time.monotonic() - started)
    return True


def _componentize(arguments: Sequence[str]) -> str | None:
    """None, or what went wrong in the toolchain's words; it reports every failure as AssertionError."""
    from componentize_py import script

    sys.argv = ["componentize-py", *arguments]
    try:
        script()
    except AssertionError as error:
        return str(error).partition(_NATIVE_BACKTRACE)[0]
    return None
