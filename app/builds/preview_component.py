"""Making the preview's component: a build like any other, of the studio's own sources."""

import threading

from app.builds.limits import build_limits
from app.errors import Conflict
from app.kit.folders import regular, throw_away
from app.operators.kinds import ApiVersion
from app.operators.preview import parts
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.process import run
from app.sandbox.profiles import BUILD
from app.settings import Settings

_TAIL = 3  # lines of the toolchain's own words


def make(settings: Settings, api_version: ApiVersion, cancel: threading.Event) -> bytes:
    """The component of an API version; Conflict, code ``preview_failed``, with the reason where there is none.

    Takes as long as a build: 15 seconds of two cores and half a gigabyte.
    """
    with throw_away(settings.work_dir) as folder:
        request = parts.lay_out(folder, api_version)
        said: list[str] = []
        job = Job("app.sandbox.build_child", request, BUILD, folder, build_limits(settings))
        outcome = run(job, on_line=said.append, cancel=cancel)
        if outcome.cause is not Cause.COMPLETED:
            raise _failed(outcome.sentence)
        try:
            return regular(parts.component_in(folder)).read_bytes()
        except FileNotFoundError:
            raise _failed("The toolchain said: " + " ".join(line.strip() for line in said[-_TAIL:])) from None


def _failed(why: str) -> Conflict:
    return Conflict("preview_failed", f"The preview could not be prepared. {why}")
