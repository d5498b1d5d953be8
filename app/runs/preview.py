"""The preview lane: a project's files as they are, run without a build of their own."""

import base64
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from app.builds.failures import BuildFailure
from app.builds.key import python_sources
from app.builds.packages import refuse_findings
from app.db.journal import Journal
from app.db.models import Project, Run
from app.db.patience import patient
from app.db.session import reading
from app.errors import Invalid, NotFound, StudioError
from app.kit.digests import digest_of
from app.operators.adapter import adapter_source
from app.operators.checker import Subject
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import entry_path
from app.operators.packages.problems import HELP
from app.operators.packages.uv_messages import Problem
from app.operators.worlds import world
from app.packages.service import Packages, PackageStore, requirements_of
from app.projects import revisions
from app.projects.files import tree_digest, with_changes
from app.projects.subject import laid_over
from app.projects.texts import encoded
from app.runs.loading import Loading
from app.runs.looks import Looks
from app.runs.previews import Previews
from app.runs.request import RunRequest
from app.settings import Settings

Json = dict[str, Any]
Typed = Mapping[str, str | None]

LANE = "preview"
FROZEN = (
    "Top-level code asks for the time, for random values, for a file or for something else of the machine. A preview "
    "asks anew each time; in a built component the answers stay as they were when it was built."
)


def new_run(
    session: Session,
    project: Project,
    typed: Typed | None,
    request: RunRequest,
    settings: Settings,
    requested_by: str,
    *,
    adapter: bool = True,
    looks: Looks | None = None,
) -> Run:
    """A run of a project's newest revision with ``typed`` laid over it (text by path, None for a file left out). The
    sources are looked at by ``looks`` from now on, where it is given.

    Invalid or LimitExceeded where the files cannot make up a project or the request does not fit its kind.
    """
    stored = revisions.contents(session, revisions.head(session, project))
    wanted = laid_over(project, stored, typed, adapter=adapter)
    files = wanted.files
    entry = entry_path(project.name)
    if not files.get(entry, b"").strip():
        raise Invalid(
            "preview_refused", f"{entry} is missing or empty, so there is no operator to run. Write it first."
        )
    request.for_child(project.kind, settings)
    digest = tree_digest({path: digest_of(data) for path, data in files.items()})
    if looks is not None:
        looks.begin(wanted, digest)
    changed = {path: text for path, text in (typed or {}).items() if _differs(stored.get(path), path, text)}
    return Run(
        lane=LANE,
        sources_digest=digest,
        project_id=project.id,
        project_name=project.name,
        revision=project.head,
        kind=project.kind,
        api_version=project.api_version,
        purpose=request.purpose,
        request=request.as_json() | {"sources": {"files": changed, "adapter": adapter}},
        requested_by=requested_by,
    )


def _differs(stored: bytes | None, path: str, text: str | None) -> bool:
    return stored != (None if text is None else encoded(path, text))


@dataclass(frozen=True)
class Prepared:
    """What the executor needs for one run: the component, more members of the child's request, and for a preview who
    reads what its ``init`` gave, and the sources."""

    precompiled: Path
    members: Json = field(default_factory=dict)
    loading: Loading | None = None
    subject: Subject | None = None


@dataclass(frozen=True)
class PreviewLane:
    """What previews need around them."""

    settings: Settings
    engine: Engine
    previews: Previews
    looks: Looks
    packages: PackageStore

    def is_settled(self, run_id: str, then: Callable[[], None]) -> bool:
        """Whether a run can begin: not while its preview is being prepared; ``then`` is called when that is over."""
        if self.previews.all_ready:
            return True
        with reading(self.engine) as session:
            run = session.get(Run, run_id)
            lane, api_version = (run.lane, run.api_version) if run else (None, "")
        return lane != LANE or self.previews.when_settled(ApiVersion(api_version), then)

    @contextmanager
    def prepared(
        self, claimed: Run, journal: Journal, cancel: threading.Event, timings: dict[str, float]
    ) -> Iterator[Prepared]:
        """For the time of one run; StudioError where it cannot be."""
        request = RunRequest(**claimed.request)
        sources = request.sources or {"files": {}, "adapter": True}
        started = time.monotonic()
        wanted = self.looks.at_hand(claimed, adapter=sources["adapter"]) or self._subject(claimed, sources)
        packages = self._packages(wanted, journal, cancel)
        lazy_imports, is_frozen = self.looks.of(wanted, str(claimed.sources_digest))
        journal.add("notes", notes=[FROZEN] if is_frozen else [])
        members = self._members(wanted, packages, lazy_imports, request)
        timings["prepare_ms"] = round((time.monotonic() - started) * 1000, 1)
        with self.previews.in_use(wanted.api_version, cancel) as path:
            yield Prepared(path, {"sources": members}, Loading(wanted, packages, self.settings), wanted)

    def _subject(self, claimed: Run, sources: Json) -> Subject:
        with reading(self.engine) as session:
            project = session.get(Project, claimed.project_id)
            if project is None or claimed.revision is None:
                raise NotFound("project_unknown", "The project was deleted before its turn came.")
            stored = revisions.contents(session, revisions.numbered(session, project, claimed.revision))
        typed = {path: None if text is None else encoded(path, text) for path, text in sources["files"].items()}
        kind, api_version = Kind(claimed.kind), ApiVersion(claimed.api_version)
        files = with_changes(stored, typed)
        return Subject(kind, api_version, project.name, files, adapter=bool(sources["adapter"]))

    def _packages(self, wanted: Subject, journal: Journal, cancel: threading.Event) -> Packages | None:
        requirements = requirements_of(wanted.files, self.settings)
        if requirements is None:
            return None
        try:
            refuse_findings(requirements)
        except BuildFailure as failure:
            raise _refused_for(failure) from failure
        journal.add("phase", name="packages")
        patient(journal.flush)()
        found = self.packages.ensure(requirements, cancel)
        if isinstance(found, Problem):
            why = f"The packages of requirements.txt cannot be used. {found.message} {HELP[found.code]}"
            raise Invalid("preview_refused", why)
        journal.add("phase", name="run")
        return found

    def _members(
        self, wanted: Subject, packages: Packages | None, lazy_imports: list[str], request: RunRequest
    ) -> Json:
        of_packages = packages.lazy_imports if packages else []
        modules = python_sources(wanted.files, wanted.name)
        adapter = adapter_source(wanted.name, wanted.kind.entry_class, [*lazy_imports, *of_packages])
        return {
            "files": {path: base64.b64encode(data).decode() for path, data in modules.items()},
            "entry": wanted.name,
            "adapter": adapter if wanted.adapter else None,
            "packages": str(packages.archive.absolute()) if packages else None,
            "registry": wanted.world != world(wanted.kind, wanted.api_version),
            "profile": bool(request.measuring and request.measuring.profile),
        }


def _refused_for(failure: BuildFailure) -> StudioError:
    found = failure.diagnostics[0] if failure.diagnostics else None
    where = f"{found.path}, line {found.line}: " if found and found.line else ""
    return Invalid("preview_refused", f"{where}{failure.detail}{f' {found.help}' if found else ''}")
