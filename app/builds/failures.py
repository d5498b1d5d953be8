"""How a build can end without a component: values, not exceptions of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.db.models import BuildStatus
from app.operators.diagnostics import Diagnostic
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome


@dataclass(eq=False)  # not frozen: whatever passes an exception on writes its traceback into it
class BuildFailure(Exception):
    """Why there is no component: a stable code, a sentence, and diagnostics that point into the sources."""

    code: str
    detail: str
    status: BuildStatus = BuildStatus.FAILED
    diagnostics: Sequence[Diagnostic] = ()

    def as_error(self) -> dict[str, Any]:
        """As the build's ``error`` in the API."""
        title = "Cancelled" if self.status is BuildStatus.CANCELLED else "The build failed"
        return {"code": self.code, "title": title, "detail": self.detail}


def stopped(outcome: Outcome) -> BuildFailure:
    """From a child that did not end by itself, or not well."""
    if outcome.cause is Cause.CANCELLED:
        return BuildFailure("cancelled", "This build was cancelled.", BuildStatus.CANCELLED)
    return BuildFailure(f"build_{outcome.cause.lower()}", outcome.sentence)


def refused_by_compiler(diagnostics: Sequence[Diagnostic]) -> BuildFailure:
    """From sources that componentize-py could not make a component of."""
    where = f"{diagnostics[0].message}" if diagnostics else "The compiler's message is at the end of the log."
    return BuildFailure("build_failed", where, diagnostics=diagnostics)


def not_this_kind(reasons: Sequence[str]) -> BuildFailure:
    """From a component that the real runtime would not load as this kind of operator."""
    return BuildFailure("build_wrong_interface", "The component does not fit its kind: " + " ".join(reasons))
