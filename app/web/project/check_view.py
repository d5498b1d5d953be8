"""Findings as the Problems tab lists them: by file, errors first, and counted in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.db.models import Project
from app.operators.checks.rule import Severity
from app.operators.diagnostics import Diagnostic
from app.web.project.checking import Asked, Look

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_ORDER = {severity.value: rank for rank, severity in enumerate(WORDS)}
SAVE_FORM = "save-form"  # what holds the open file's text
PROJECT_FORM = "project-form"  # what stands in for it where the open file is no text


@dataclass(frozen=True)
class FileFindings:
    """What was found in one file; ``path`` is None for the project as a whole."""

    path: str | None
    findings: list[Diagnostic]


@dataclass(frozen=True)
class Checked:
    """The answer of a check. ``form`` is the id of the form that carries the open file."""

    project: Project
    found: list[Diagnostic]
    files: list[FileFindings]
    modules: int
    open_path: str
    form: str
    refused: bool

    @property
    def words(self) -> str:
        """How many of each severity."""
        return counted(self.found) or "No problems"

    @property
    def errors(self) -> int:
        """How many would keep a build from being worth its time."""
        return sum(one.severity == Severity.ERROR for one in self.found)

    @property
    def worst(self) -> str | None:
        """The gravest severity that was found."""
        return min((one.severity for one in self.found), key=_rank, default=None)

    @property
    def fixable(self) -> int:
        """How many have a fix."""
        return sum(one.fixable for one in self.found)

    @property
    def as_json(self) -> list[dict[str, object]]:
        """For the editor's marks."""
        return [one.as_json() for one in self.found]


def checked(look: Look, asked: Asked, *, refused: bool = False) -> Checked:
    """The open file comes first, then the others by their paths."""
    return Checked(
        project=look.project,
        found=look.found,
        files=by_file(look.found, asked.path),
        modules=sum(path.endswith(".py") for path in look.files),
        open_path=asked.path,
        form=PROJECT_FORM if asked.content is None else SAVE_FORM,
        refused=refused or asked.refused,
    )


def by_file(found: Iterable[Diagnostic], first: str) -> list[FileFindings]:
    """Grouped, each group with its errors first and then by line."""
    ordered = sorted(found, key=lambda one: (_rank(one.severity), one.line or 0, one.column or 0))
    paths = sorted({one.path for one in ordered}, key=lambda path: (path != first, path is None, path or ""))
    return [FileFindings(path, [one for one in ordered if one.path == path]) for path in paths]


def counted(found: Sequence[Diagnostic]) -> str:
    """For example ``3 errors, 2 warnings, 1 note``; empty where nothing was found."""
    ranks = [_rank(one.severity) for one in found]
    numbers = [(ranks.count(rank), word) for rank, word in enumerate(WORDS.values())]
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in numbers if number)


def left_over(found: Sequence[Diagnostic]) -> str:
    """What a fix leaves behind, as one sentence."""
    if not found:
        return "Nothing is left after that."
    return f"{counted(found)} {'is' if len(found) == 1 else 'are'} left after that."


def _rank(severity: str) -> int:
    return _ORDER.get(severity, 0)
