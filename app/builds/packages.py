"""The packages of a build: fetched, unpacked beside its sources, and named where they make it fail."""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.builds.failures import BuildFailure
from app.db.models import BuildStatus
from app.kit.text import printable, truncate
from app.operators.diagnostics import Diagnostic
from app.operators.packages.problems import HELP
from app.operators.packages.requirements import PATH, Requirements
from app.operators.packages.uv_messages import Problem
from app.packages.archive import BadArchive
from app.packages.service import Packages, PackageStore

_MOST_MESSAGE = 400
_LIBRARY = "python"  # Python's own modules: what fails in them was asked for by whoever stands above
_FRAME = re.compile(r'^  File "/(python|\d+)/([^"\n]{1,400})", line \d{1,9}', re.MULTILINE)
_MISSING = re.compile(r"ModuleNotFoundError: No module named '_?([\w.]+)'")
_RAISED = re.compile(r"^ *(\w*(?:Error|Exception|Warning|Exit)\b.*)$", re.MULTILINE)


def refuse_findings(requirements: Requirements) -> None:
    """BuildFailure that points to every line of requirements.txt which cannot be taken."""
    if not requirements.findings:
        return
    found = [_diagnostic(one.code, one.message, one.line, one.column, one.end_column) for one in requirements.findings]
    raise _refused(found[0].message, found)


def bring(
    store: PackageStore,
    requirements: Requirements,
    target: Path,
    cancel: threading.Event,
    say: Callable[[str], None],
) -> Packages:
    """Put the packages below ``target``, a new folder; ``say`` hears the versions, and uv's own words of a failure.

    BuildFailure where there are none, with the reason at the line that asks for the package.
    """
    refuse_findings(requirements)
    found = store.ensure(requirements, cancel, say)
    if isinstance(found, Problem):
        raise _failure(found, requirements)
    try:
        store.unpack(found, target)
    except (BadArchive, OSError) as error:
        found.archive.unlink(missing_ok=True)
        raise _refused(f"The kept packages were damaged: {error}. Build again to fetch them anew.") from error
    say("Packages: " + ", ".join(f"{name} {version}" for name, version in sorted(found.versions.items())))
    return found


def warnings(packages: Packages, requirements: Requirements) -> list[Diagnostic]:
    """A warning for each package that reads data files of its own, at the line that brings it."""
    found: dict[str, list[str]] = {}
    for name, package in sorted(packages.reading.items()):
        found.setdefault(package, []).append(name)
    return [_data_warning(package, names, requirements) for package, names in found.items()]


def blame(lines: Sequence[str], found: Sequence[Diagnostic], packages: Packages, folder: int) -> list[Diagnostic]:
    """A failed build's diagnostics, where the failure came from a package: naming that package.

    ``folder`` is the place of the packages' folder on the compiler's path, counted from 0: the guest sees it as
    ``/<folder>``. The diagnostic stays where it was, at the project's line that asked for the package.
    """
    text = "\n".join(lines)
    frames = [frame for frame in _FRAME.findall(text) if frame[0] != _LIBRARY]
    package = packages.modules.get(_module(frames[-1][1])) if frames and frames[-1][0] == str(folder) else None
    if package is None or not found:
        return list(found)
    message = truncate(printable(_reason(text, package)), _MOST_MESSAGE)
    return [replace(found[0], code="build-package", message=message, help=HELP["build-package"]), *found[1:]]


def _reason(text: str, package: str) -> str:
    if missing := _MISSING.findall(text):
        return f"The package {package} needs the module {missing[-1]}, which Python inside a component lacks."
    raised = _RAISED.findall(text)
    why = f": {raised[-1].strip().rstrip('.')}" if raised else ""
    return f"The package {package} fails while it is imported{why}."


def _module(path: str) -> str:
    return path.split("/")[0].removesuffix(".py")


def _failure(problem: Problem, requirements: Requirements) -> BuildFailure:
    if problem.code == "cancelled":
        return BuildFailure("cancelled", "This build was cancelled.", BuildStatus.CANCELLED)
    line = _line_of(problem.package, requirements)
    return _refused(problem.message, [_diagnostic(problem.code, problem.message, *line)])


def _refused(detail: str, found: Sequence[Diagnostic] = ()) -> BuildFailure:
    return BuildFailure("build_packages", detail, diagnostics=found)


def _data_warning(package: str, names: Sequence[str], requirements: Requirements) -> Diagnostic:
    shown = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
    message = f"{package} reads data files that a component does not carry: {shown} cannot find them."
    return _diagnostic("package-data", message, *_line_of(package, requirements), severity="warning")


def _line_of(package: str | None, requirements: Requirements) -> tuple[int | None, int | None, int | None]:
    """Where a package is asked for; nowhere for one that only another package needs."""
    for wanted in requirements.wanted:
        if wanted.name == package:
            return wanted.line, wanted.column, wanted.end_column
    return None, None, None


def _diagnostic(
    code: str, message: str, line: int | None, column: int | None, end_column: int | None, severity: str = "error"
) -> Diagnostic:
    return Diagnostic(code, severity, PATH, line, column, line, end_column, message, HELP[code])
