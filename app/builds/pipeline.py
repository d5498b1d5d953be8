"""A build as a job in a worker's thread: claimed, attempted, and ended exactly once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.builds import claims
from app.builds.attempt import Attempt, Surroundings
from app.builds.failures import BuildFailure
from app.builds.service import BUILT, JOB
from app.builds.watch import watching
from app.db.journal import Journal
from app.db.models import Build, BuildStatus
from app.errors import FAULT, StudioError


@dataclass(frozen=True)
class Pipeline:
    """``told`` hears the id of a build that has news; ``dispatch`` takes a job's name and an id."""

    around: Surroundings
    told: Callable[[str], None]
    dispatch: Callable[[str, str], None]

    def run(self, build_id: str) -> None:
        """Do a build, if it is still to be done; whatever happens, the row says how it ended."""
        build = claims.claim(self.around.engine, build_id)
        if build is None:
            return
        try:
            self._attempt(build)
        finally:
            self.told(build_id)
            for waiting in claims.same_key_waiting(self.around.engine, build.key):
                self.dispatch(JOB, waiting)

    def _attempt(self, build: Build) -> None:
        engine = self.around.engine
        journal = Journal(engine, build.id, self.told)
        timings: dict[str, float] = {}
        try:
            with watching(journal.flush, partial(claims.is_cancelling, engine, build.id)) as cancel:
                values = Attempt(self.around, build, journal, cancel, timings).run()
        except BuildFailure as failure:
            found = [diagnostic.as_json() for diagnostic in failure.diagnostics]
            ended = {"error": failure.as_error(), "diagnostics": found, "timings": timings}
            claims.finish(engine, build.id, failure.status, **ended)
        except StudioError as known:
            error = {"code": known.code, "title": known.title, "detail": known.detail}
            claims.finish(engine, build.id, BuildStatus.FAILED, error=error, timings=timings)
        except Exception:
            error = {"code": "build_fault", "title": "A fault of the studio", "detail": FAULT}
            claims.finish(engine, build.id, BuildStatus.FAILED, error=error, timings=timings)
            raise
        else:
            claims.finish(engine, build.id, BuildStatus.SUCCEEDED, timings=timings, **values)
            self.dispatch(BUILT, build.id)
