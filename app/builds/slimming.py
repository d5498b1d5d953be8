"""The phase that makes a release build's component smaller, and proves that what is stored still works.

Slimmed, then only stripped of what debuggers read, then as the toolchain made it: the first of these that passes is
stored. A slimmed one passes with the same imports and exports, with wasmtime's consent and with a smoke run.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.artifacts.inspection import inspect_file
from app.artifacts.limits import inspect_limits
from app.artifacts.precompiled import Precompiled
from app.builds.failures import BuildFailure, stopped
from app.builds.smoke import OK, smoke_run
from app.builds.workspace import Workspace
from app.components.reader import ComponentReport
from app.components.slimming.slim import OK as WALKED
from app.db.models import BuildStatus
from app.errors import StudioError
from app.kit.digests import digest_of
from app.kit.folders import regular
from app.operators.worlds import World
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.limits import Limits
from app.sandbox.messages import Message
from app.sandbox.process import run
from app.sandbox.profiles import INSPECT
from app.settings import Settings

_LARGER = "The component that is used in its place works, and is only larger."
_CHILD = "app.sandbox.slim_child"
_COUNTS = ("stripped_bytes", "unused_bytes", "freed_bytes", "zero_bytes", "segments")
_REASON = 200  # characters


@dataclass(frozen=True)
class Slimmed:
    """The file to store, its report, and what was done; without ``facts`` it is as the toolchain made it."""

    path: Path
    report: ComponentReport
    facts: dict[str, Any] | None = None


@dataclass(frozen=True)
class Slimming:
    """One build's phase. ``say`` writes a line of the build's log."""

    settings: Settings
    workspace: Workspace
    precompiled: Precompiled
    cancel: threading.Event
    say: Callable[[str], None]

    def best(self, target: World, plain: ComponentReport) -> Slimmed:
        """The smallest component that passes; BuildFailure only when the build is cancelled."""
        for memory in (True, False):
            try:
                candidate = self._made(plain, memory=memory)
                if memory:
                    self._try(candidate, target)
                self._tell(candidate, plain)
                return candidate
            except _Refused as refused:
                self.say(f"The {'slimmed' if memory else 'stripped'} component is not used: {refused} {_LARGER}")
        return Slimmed(self.workspace.component, plain)

    def _made(self, plain: ComponentReport, *, memory: bool) -> Slimmed:
        path = self.workspace.slimmed if memory else self.workspace.stripped
        facts = self._in_child(path, memory=memory)
        report = self._read(path)
        if (report.imports, report.exports) != (plain.imports, plain.exports):
            raise _Refused("its imports or exports changed.")
        return Slimmed(path, report, facts)

    def _in_child(self, output: Path, *, memory: bool) -> dict[str, Any]:
        request = {"component": str(self.workspace.component), "output": str(output), "memory": memory}
        job = Job(_CHILD, request, INSPECT, self.workspace.folder, slim_limits(self.settings))
        heard: list[Message] = []
        outcome = run(job, on_message=heard.append, cancel=self.cancel)
        if outcome.cause is Cause.CANCELLED:
            raise stopped(outcome)
        for message in heard:
            if message["kind"] == "slimmed":
                return _facts(message.get("facts"), smoke=memory)
            if message["kind"] == "invalid":
                raise _Refused(str(message.get("reason")))
        raise _Refused(outcome.sentence)

    def _read(self, path: Path) -> ComponentReport:
        try:
            return inspect_file(path, self.workspace.folder, inspect_limits(self.settings), self.cancel)
        except StudioError as error:
            raise self._refused(error.detail) from error

    def _try(self, candidate: Slimmed, target: World) -> None:
        """Compile it and try it once. The compiled file stays where runs will look for it."""
        content = regular(candidate.path).read_bytes()
        digest = digest_of(content)
        try:
            with self.precompiled.in_use(digest, self.cancel, content) as precompiled:
                tried = smoke_run(self.settings, precompiled, target, self.cancel)
        except StudioError as error:
            raise self._refused(error.detail) from error
        if tried != OK:
            self.precompiled.drop(digest)
            raise self._refused(f"its first call did not end well: {tried}")

    def _refused(self, reason: str) -> Exception:
        if self.cancel.is_set():
            return BuildFailure("cancelled", "This build was cancelled.", BuildStatus.CANCELLED)
        return _Refused(reason)

    def _tell(self, candidate: Slimmed, plain: ComponentReport) -> None:
        smaller = 100 - 100 * candidate.report.size / plain.size
        self.say(f"{candidate.report.size:,} bytes, {smaller:.0f} % smaller than the toolchain's {plain.size:,}")
        walk = (candidate.facts or {})["heap_walk"]
        if candidate.path == self.workspace.slimmed and walk != WALKED:
            self.say(f"Its freed memory was left as it is, because {walk}.")


class _Refused(Exception):
    """This file is not to be stored; the text is a sentence, or the end of one, that says why."""


def slim_limits(settings: Settings) -> Limits:
    """For the child that slims: it holds the component, an image of its memory and the result."""
    limits = inspect_limits(settings)
    room = 2 * settings.component_max_bytes
    return replace(limits, data_bytes=limits.data_bytes + room, file_bytes=settings.component_max_bytes)


def _facts(said: Any, *, smoke: bool) -> dict[str, Any]:
    """What a child said that has read hostile bytes, member by member, and what was checked; _Refused if it makes no
    sense."""
    try:
        counts = {name: int(said[name]) for name in _COUNTS}
        walk = str(said["heap_walk"])[:_REASON]
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        raise _Refused("what was done to it cannot be read.") from error
    return {**counts, "heap_walk": walk, "checked": {"imports": True, "exports": True, "smoke": smoke}}
