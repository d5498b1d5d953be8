"""The packages of a project: which it asks for, and getting them once for all builds that ask for the same.

    <data folder>/packages/    see archive.py

What was chosen stays chosen: the first build of a set of requirements settles the versions, and later builds take the
same files, also when their archive was lost and is fetched again.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from app.db.models import PackageSet
from app.db.patience import patient
from app.db.session import reading, unit_of_work
from app.kit.digests import digest_of
from app.operators.packages.facts import Facts
from app.operators.packages.guest import PLATFORM, PYTHON
from app.operators.packages.requirements import PATH, Finding, Requirements, parse
from app.operators.packages.secrets import identity
from app.operators.packages.uv_messages import Problem
from app.packages import archive
from app.packages.fetch import Fetched, fetch, index_of
from app.settings import Settings

# Raise it when the way of choosing or keeping packages changes in a way that the inputs below do not show.
KEY_VERSION = "1"
_LOOK_S = 0.2  # how late a build that waits for another's packages notices that it was cancelled


@dataclass(frozen=True)
class Packages:
    """What a build needs: where the archive lies, and what is in it."""

    key: str
    lock: str
    versions: Mapping[str, str]
    facts: Sequence[Facts]
    archive: Path

    @property
    def modules(self) -> dict[str, str]:
        """Top-level modules, and the package that brings each."""
        return {module: found.name for found in self.facts for module in found.modules}

    @property
    def lazy_imports(self) -> list[str]:
        """Modules that the packages import inside functions only: a component holds them if they are imported while it
        is built."""
        return sorted({name for found in self.facts for name in found.lazy})

    @property
    def reading(self) -> dict[str, str]:
        """Full names of functions and classes that read a data file, and the package of each; none where there are no
        such files."""
        if not any(found.data_files for found in self.facts):
            return {}
        return {name: found.name for found in self.facts for name in found.reading}


def requirements_of(files: Mapping[str, bytes], settings: Settings) -> Requirements | None:
    """What a project asks for; None without ``requirements.txt``, or with one that asks for nothing."""
    if PATH not in files:
        return None
    found = parse(files[PATH], settings.packages_allowed)
    if not found.wanted and not found.findings:
        return None
    if found.wanted and index_of(settings) == "":
        first = found.wanted[0]
        off = Finding(first.line, first.column, first.end_column, "packages-off", "This studio takes no packages.")
        return replace(found, findings=(*found.findings, off))
    return found


def key_part(files: Mapping[str, bytes]) -> str | None:
    """What the packages add to a build's key: equal for texts that ask for the same; None where nothing is asked."""
    found = parse(files.get(PATH, b""))
    if found.findings:
        return digest_of(files[PATH])
    return found.digest if found.wanted else None


class PackageStore:
    """Package sets by their key, each chosen at most once at a time."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._engine = engine
        self._folder = settings.data_dir / "packages"
        self._guard = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    @property
    def folder(self) -> Path:
        """Where the archives are; it may not be there yet."""
        return self._folder

    def key(self, requirements: Requirements) -> str:
        """What names a set: the requirements, the index without its credentials, and what they are chosen for."""
        inputs = {
            "key": KEY_VERSION,
            "requirements": requirements.lines,
            "index": identity(index_of(self._settings)),
            "target": [PYTHON, PLATFORM],
        }
        return digest_of(json.dumps(inputs, sort_keys=True).encode())

    def known(self, requirements: Requirements) -> Packages | None:
        """The set, if it was chosen before. Fetches nothing; the archive may be lost."""
        stored = self._stored(self.key(requirements))
        return None if stored is None else self._packages(stored)

    def ensure(
        self,
        requirements: Requirements,
        cancel: threading.Event | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> Packages | Problem:
        """The packages, fetched now if need be; whoever asks meanwhile waits for the same ones.

        ``requirements`` have no findings. ``on_line`` hears what uv says of a failure. No database session is open
        while the child works. A problem has a code of problems.HELP, or ``cancelled``.
        """
        key, wish = self.key(requirements), cancel or threading.Event()
        with self._turn(key, wish) as has_turn:
            found = self._found(key, requirements, wish, on_line or _ignore) if has_turn else _CANCELLED
        return self._not_allowed(found) or found if isinstance(found, Packages) else found

    def unpack(self, packages: Packages, target: Path) -> None:
        """Write the packages below ``target``, a new folder; BadArchive when the archive is damaged."""
        archive.unpack(packages.archive, target, self._settings.packages_max_bytes)

    def _found(
        self, key: str, requirements: Requirements, cancel: threading.Event, on_line: Callable[[str], None]
    ) -> Packages | Problem:
        stored = self._stored(key)
        if stored is not None and archive.path_of(self._folder, stored.archive).exists():
            return self._packages(stored)
        chosen = None if stored is None else stored.lock
        fetched = fetch(self._settings, requirements.lines, chosen, cancel, on_line)
        if isinstance(fetched, Problem):
            return fetched
        kept = self._keep(key, requirements, fetched)
        if kept.lock != fetched.lock:  # another process chose first: its files are the ones to fetch
            return self._found(key, requirements, cancel, on_line)
        return self._packages(kept)

    def _keep(self, key: str, requirements: Requirements, fetched: Fetched) -> PackageSet:
        digest = archive.keep(self._folder, fetched.archive)
        made = PackageSet(
            key=key,
            requirements=list(requirements.lines),
            index=identity(index_of(self._settings)),
            lock=fetched.lock,
            versions=dict(fetched.versions),
            facts=[found.as_json() for found in fetched.facts],
            archive=digest,
        )
        return self._write(made)

    @patient
    def _write(self, made: PackageSet) -> PackageSet:
        """Store a set, or the new archive of one; another process may have been first, and its choice then counts."""
        try:
            with unit_of_work(self._engine) as session:
                stored = session.get(PackageSet, made.key)
                if stored is None:
                    session.add(made)
                    return made
                if stored.lock == made.lock:
                    stored.archive = made.archive
                return stored
        except IntegrityError:
            return self._write(made)

    def _stored(self, key: str) -> PackageSet | None:
        with reading(self._engine) as session:
            return session.get(PackageSet, key)

    def _packages(self, stored: PackageSet) -> Packages:
        facts = [Facts.from_json(found) for found in stored.facts]
        place = archive.path_of(self._folder, stored.archive)
        return Packages(stored.key, stored.lock, stored.versions, facts, place)

    def _not_allowed(self, found: Packages) -> Problem | None:
        allowed = self._settings.packages_allowed
        for name in sorted(found.versions):
            if allowed and name not in allowed:
                message = f"The packages need {name}, which this studio does not allow."
                return Problem("package-not-allowed", message, name)
        return None

    @contextmanager
    def _turn(self, key: str, cancel: threading.Event) -> Iterator[bool]:
        """Whether it is this caller's turn to look after a set; false when it was cancelled while it waited."""
        with self._guard:
            lock = self._locks[key]
        while not lock.acquire(timeout=_LOOK_S):
            if cancel.is_set():
                yield False
                return
        try:
            yield True
        finally:
            lock.release()


_CANCELLED = Problem("cancelled", "The fetching of packages was cancelled.")


def _ignore(_: str) -> None:
    """For a caller that does not listen."""
