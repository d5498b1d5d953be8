"""What previews have to know of sources before they run: asked of the checker once for each state of the sources, and
as early as can be, so that a run need not wait for it."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from app.db.models import Run
from app.operators.checker import SIZE, Checker, Subject

Look = tuple[list[str], bool]
_Key = tuple[str, str, str, str, bool]
_MOST_KEPT = 256
_MOST_AT_HAND = 256 << 10  # bytes of a project's files, which are then not read from the database again


@dataclass(frozen=True)
class _Kept:
    look: Future[Look]
    subject: Subject | None


class Looks:
    """Answers by what they are about; those that were asked for last are kept."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._ahead = ThreadPoolExecutor(SIZE, thread_name_prefix="looks")
        self._kept: dict[_Key, _Kept] = {}
        self._guard = threading.Lock()

    def begin(self, subject: Subject, digest: str) -> None:
        """Have the sources with this digest looked at in the background; whoever asks for them then waits less."""
        key = _key(subject, digest)
        with self._guard:
            if key not in self._kept:
                self._keep(key, self._ahead.submit(self._checker.previewed, subject), subject)

    def at_hand(self, run: Run, *, adapter: bool) -> Subject | None:
        """The sources of a preview, where they are not many and it was asked for just now."""
        key = str(run.sources_digest), str(run.project_name), run.kind, run.api_version, adapter
        with self._guard:
            known = self._kept.get(key)
        return known.subject if known is not None else None

    def of(self, subject: Subject, digest: str) -> Look:
        """What is imported inside functions, and whether top-level code asks for what a build freezes.

        Conflict, code ``imports_unknown``, where that cannot be found out.
        """
        key = _key(subject, digest)
        with self._guard:
            known = self._kept.get(key)
        if known is not None and not known.look.cancel():  # one that still waits for its turn is looked at here and now
            return self._told(key, known)
        found: Future[Look] = Future()
        found.set_result(self._checker.previewed(subject))
        with self._guard:
            self._keep(key, found, subject)
        return found.result()

    def close(self) -> None:
        """Begin nothing more."""
        self._ahead.shutdown(cancel_futures=True)

    def _told(self, key: _Key, known: _Kept) -> Look:
        try:
            return known.look.result()
        except Exception:
            with self._guard:  # the next one asks anew
                if self._kept.get(key) is known:
                    del self._kept[key]
            raise

    def _keep(self, key: _Key, look: Future[Look], subject: Subject) -> None:
        small = sum(map(len, subject.files.values())) <= _MOST_AT_HAND
        self._kept[key] = _Kept(look, subject if small else None)
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]


def _key(subject: Subject, digest: str) -> _Key:
    return digest, subject.name, subject.kind, subject.api_version, subject.adapter
