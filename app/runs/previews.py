"""The preview's component of each API version: made once in the background, kept by what it is made of.

    STUDIO_PREVIEW_DIR/<inputs digest>.wasm                  ready-made, as ``operator-studio prepare`` leaves it
    STUDIO_PREVIEW_DIR/<inputs digest>-<settings key>.cwasm  the same as machine code

Without such a folder the component is a blob, whose digest is noted under the digest of its inputs.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import Engine
from sqlmodel import col, select

from app.artifacts.precompiled import Precompiled
from app.builds.preview_component import make
from app.db.models import StudioNote
from app.db.patience import patient
from app.db.session import reading, unit_of_work
from app.errors import Conflict, NotFound, StudioError
from app.operators.kinds import ApiVersion
from app.operators.preview.parts import inputs_digest
from app.sandbox.engine import settings_key
from app.settings import Settings
from app.storage.blobs import Blobs

log = structlog.get_logger(__name__)

PREPARING, READY, FAILED = "preparing", "ready", "failed"
ORDER = (ApiVersion.V1_1_0, ApiVersion.V1_0_0)
_STAGES = {
    "waiting": "It waits for its turn",
    "building": "Its component is being built",
    "compiling": "Its component is being compiled for this machine",
    "trying": "Its component is being tried",
}


@dataclass(frozen=True)
class PreviewState:
    """Where a version stands: ``state`` is preparing, ready or failed; ``sentence`` is for people."""

    api_version: ApiVersion
    state: str
    sentence: str
    digest: str | None = None
    path: Path | None = None


class Previews:
    """The previews of all API versions. ``tried`` runs something with a precompiled component and says what is wrong
    with it, or None. Nothing is prepared before ``start`` or the first question for a version."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        blobs: Blobs,
        precompiled: Precompiled,
        tried: Callable[[Path, ApiVersion], str | None],
    ) -> None:
        self._settings, self._engine, self._blobs = settings, engine, blobs
        self._precompiled, self._tried = precompiled, tried
        self._guard = threading.Lock()
        self._states: dict[ApiVersion, PreviewState] = {}
        self._waiting: dict[ApiVersion, list[Callable[[], None]]] = {version: [] for version in ORDER}
        self._cancel = threading.Event()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="previews")

    def start(self) -> None:
        """Prepare what is missing, in the background."""
        for version in ORDER:
            self._begin(version)

    def close(self) -> None:
        """Stop what is being prepared; the next start begins it again."""
        with self._guard:  # from here on nothing is begun
            self._cancel.set()
        self._worker.shutdown(cancel_futures=True)

    def again(self, api_version: ApiVersion) -> None:
        """Prepare a version once more, if that failed."""
        with self._guard:
            known = self._states.get(api_version)
            if known is not None and known.state == FAILED:
                del self._states[api_version]
        self._begin(api_version)

    def state(self, api_version: ApiVersion) -> PreviewState | None:
        """Where a version stands; None before anybody asked for it."""
        return self._states.get(api_version)

    @property
    def all_ready(self) -> bool:
        """Whether nobody has to wait for any version."""
        return all((known := self._states.get(version)) is not None and known.state == READY for version in ORDER)

    def when_settled(self, api_version: ApiVersion, then: Callable[[], None]) -> bool:
        """Whether a version is ready or has failed. Otherwise ``then`` is called once it is, in another thread;
        never where the previews are closed, which leaves every question for the next start."""
        self._begin(api_version)
        with self._guard:
            known = self._states.get(api_version)
            if known is not None and known.state != PREPARING and not self._cancel.is_set():
                return True
            self._waiting[api_version].append(then)
            return False

    @contextmanager
    def in_use(self, api_version: ApiVersion, cancel: threading.Event) -> Iterator[Path]:
        """The precompiled component of a version that is ready; Conflict, code ``preview_failed``, where it is not."""
        found = self._states.get(api_version)
        if found is None or found.state != READY:
            raise Conflict("preview_failed", found.sentence if found else "The preview has not been prepared.")
        if found.path is not None:
            yield found.path
        elif found.digest is not None:
            with self._precompiled.in_use(found.digest, cancel) as path:
                yield path

    def _begin(self, api_version: ApiVersion) -> None:
        with self._guard:
            if api_version in self._states or self._cancel.is_set():
                return
            self._states[api_version] = _preparing(api_version, "waiting")
            self._worker.submit(self._prepare, api_version)

    def _prepare(self, api_version: ApiVersion) -> None:
        try:
            settled = self._ready_made(api_version) or self._made(api_version)
        except StudioError as error:
            settled = PreviewState(api_version, FAILED, error.detail)
        except Exception:
            log.exception("the preview could not be prepared", api_version=api_version)
            settled = PreviewState(api_version, FAILED, "The studio itself failed over it; its own log has the trace.")
        if settled.state == FAILED and not self._cancel.is_set():
            log.warning("the preview is not available", api_version=api_version, reason=settled.sentence)
        self._settle(settled)

    def _settle(self, settled: PreviewState) -> None:
        with self._guard:
            self._states[settled.api_version] = settled
            waiting, self._waiting[settled.api_version] = self._waiting[settled.api_version], []
        if not self._cancel.is_set():
            for then in waiting:
                then()

    def _ready_made(self, api_version: ApiVersion) -> PreviewState | None:
        """From the folder of ready-made ones, where it is of the same inputs, engine and kind of processor."""
        folder = self._settings.preview_dir
        path = folder and folder.absolute() / native_name(api_version)
        if path is None or not path.is_file():
            return None
        self._enter(api_version, "trying")
        wrong = self._tried(path, api_version)
        if wrong is None:
            return PreviewState(api_version, READY, "It is ready.", path=path)
        log.warning("the ready-made preview does not work here", api_version=api_version, reason=wrong)
        return None

    def _made(self, api_version: ApiVersion) -> PreviewState:
        digest = self._kept(api_version)
        if digest is None:
            digest = self._keep(api_version, self._content(api_version))
        self._enter(api_version, "compiling")
        was_there, started = self._precompiled.has(digest), time.monotonic()
        path = self._precompiled.ensure(digest, self._cancel)
        self._enter(api_version, "trying")
        wrong = self._tried(path, api_version)
        if wrong is not None and was_there:  # what was made earlier may be damaged
            self._enter(api_version, "compiling")
            self._precompiled.make_anew(path, started, self._cancel)
            self._enter(api_version, "trying")
            wrong = self._tried(path, api_version)
        if wrong is not None:
            raise Conflict("preview_failed", f"The preview does not work: {wrong}")
        log.info("the preview is ready", api_version=api_version)
        return PreviewState(api_version, READY, "It is ready.", digest=digest)

    def _content(self, api_version: ApiVersion) -> bytes:
        folder = self._settings.preview_dir
        if folder is not None and (folder / component_name(api_version)).is_file():
            return (folder / component_name(api_version)).read_bytes()
        self._enter(api_version, "building")
        return make(self._settings, api_version, self._cancel)

    def _enter(self, api_version: ApiVersion, stage: str) -> None:
        log.info("preparing the preview", api_version=api_version, stage=stage)
        with self._guard:
            self._states[api_version] = _preparing(api_version, stage)

    def _kept(self, api_version: ApiVersion) -> str | None:
        with reading(self._engine) as session:
            note = session.get(StudioNote, _key(api_version))
            digest = note.value if note else None
        try:
            return digest if digest is not None and self._blobs.size(digest) else None
        except NotFound:
            return None

    @patient
    def _keep(self, api_version: ApiVersion, content: bytes) -> str:
        """Store a component in the place of those that other inputs gave; its digest."""
        digest = self._blobs.put(content)
        with unit_of_work(self._engine) as session:
            query = select(StudioNote).where(col(StudioNote.key).startswith(_prefix(api_version)))
            former = list(session.exec(query))
            for note in former:
                session.delete(note)
            session.flush()
            session.add(StudioNote(key=_key(api_version), value=digest))
        for old in {note.value for note in former} - {digest}:
            self._blobs.delete(old)
            self._precompiled.drop(old)
        return digest


def component_name(api_version: ApiVersion) -> str:
    """The file name of a ready-made component."""
    return f"{inputs_digest(api_version)}.wasm"


def native_name(api_version: ApiVersion) -> str:
    """The file name of a ready-made component as machine code for this kind of processor and this engine."""
    return f"{inputs_digest(api_version)}-{settings_key()}.cwasm"


def _preparing(api_version: ApiVersion, stage: str) -> PreviewState:
    return PreviewState(api_version, PREPARING, f"{_STAGES[stage]} (API version {api_version}).")


def _prefix(api_version: ApiVersion) -> str:
    return f"preview {api_version} "


def _key(api_version: ApiVersion) -> str:
    return _prefix(api_version) + inputs_digest(api_version)
