"""The one cache of precompiled components, shared by builds and runs.

    <data folder>/precompiled/<wasmtime version, engine settings, machine>/<64 hex digits>.cwasm

A precompiled file is native code: it is loaded without a check, so only this module writes below that folder.
"""

import os
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.errors import Conflict, LimitExceeded
from app.kit.digests import hex_part
from app.kit.folders import regular, throw_away
from app.sandbox.engine import settings_key
from app.sandbox.exits import Cause
from app.sandbox.job import Job, Outcome
from app.sandbox.limits import Limits
from app.sandbox.messages import Message
from app.sandbox.process import run
from app.sandbox.profiles import COMPILE
from app.storage.blobs import Blobs


class Precompiled:
    """Native code by component digest: made at most once at a time, the least recently used dropped first."""

    def __init__(self, folder: Path, work_dir: Path, blobs: Blobs, limits: Limits, room_bytes: int) -> None:
        self._folder = folder / settings_key()
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._work_dir = work_dir
        self._blobs = blobs
        self._limits = limits
        self._room_bytes = room_bytes
        self._guard = threading.Lock()
        self._in_use: Counter[str] = Counter()
        self._made_at: dict[str, float] = {}  # by digest, on the monotonic clock
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def has(self, digest: str) -> bool:
        """Whether the next ``ensure`` answers at once."""
        return self._path(digest).exists()

    def ensure(self, digest: str, cancel: threading.Event | None = None, content: bytes | None = None) -> Path:
        """The precompiled file, made now if need be; whoever asks meanwhile waits for the same one.

        ``content`` is the component where it is not stored yet. Raises NotFound when its bytes are gone, LimitExceeded
        or Conflict with the reason when compiling did not end well.
        """
        with self._lock_of(digest):
            path = self._path(digest)
            if not _note_use(path):
                self._make(digest, path, cancel, content)
                self._make_room(keep=path)
            return path

    @contextmanager
    def in_use(
        self, digest: str, cancel: threading.Event | None = None, content: bytes | None = None
    ) -> Iterator[Path]:
        """As ``ensure``; the file is not dropped to make room for others before the block ends."""
        with self._guard:
            self._in_use[digest] += 1
        try:
            yield self.ensure(digest, cancel, content)
        finally:
            with self._guard:
                self._in_use[digest] -= 1

    def make_anew(self, path: Path, since: float, cancel: threading.Event | None = None) -> bool:
        """Replace a file of this cache that could not be loaded, unless somebody has done so ``since`` then, on the
        monotonic clock; False for a file that is none of this cache. Raises as ``ensure``."""
        if path.parent != self._folder:
            return False
        digest = f"sha256:{path.stem}"
        with self._lock_of(digest):
            if self._made_at.get(digest, since) <= since:
                self._make(digest, path, cancel, None)
        return True

    def drop(self, digest: str) -> None:
        """Forget a component that was deleted."""
        with self._guard:
            self._path(digest).unlink(missing_ok=True)

    def _make(self, digest: str, path: Path, cancel: threading.Event | None, content: bytes | None) -> None:
        with throw_away(self._work_dir) as folder:
            component, output = folder / "component.wasm", folder / "component.cwasm"
            component.write_bytes(self._blobs.get(digest) if content is None else content)
            request = {"component": str(component), "output": str(output)}
            job = Job("app.sandbox.compile_child", request, COMPILE, folder, self._limits)
            heard: list[Message] = []
            outcome = run(job, on_message=heard.append, cancel=cancel)
            _raise_unless_compiled(outcome, heard)
            regular(output).rename(path)
            self._made_at[digest] = time.monotonic()

    def _make_room(self, keep: Path) -> None:
        used = 0
        with self._guard:  # two that make room at once would look at files that the other just removed
            kept = {keep, *(self._path(digest) for digest in +self._in_use)}
            for path in sorted(self._folder.glob("*.cwasm"), key=_last_used, reverse=True):
                used += path.stat().st_size
                if used > self._room_bytes and path not in kept:
                    path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / f"{hex_part(digest)}.cwasm"

    def _lock_of(self, digest: str) -> threading.Lock:
        with self._guard:
            return self._locks[digest]


def _last_used(path: Path) -> float:
    return path.stat().st_mtime


def _note_use(path: Path) -> bool:
    """Whether the file is there, which then counts as used now. It must not be made, as touch would."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


def _raise_unless_compiled(outcome: Outcome, heard: Sequence[Message]) -> None:
    invalid = next((message for message in heard if message["kind"] == "invalid"), None)
    if outcome.cause is Cause.COMPLETED and invalid is None:
        return
    why = f"wasmtime refuses it: {invalid['reason']}" if invalid else outcome.sentence
    is_limit = invalid is None and outcome.cause not in {Cause.CANCELLED, Cause.FAILED}
    kind: Callable[..., Exception] = LimitExceeded if is_limit else Conflict
    raise kind("precompile_failed", f"The component could not be prepared for running. {why}")
