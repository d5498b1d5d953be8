"""The way to the checks: sources in, diagnostics or repaired sources out. They are read in warm children only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import Conflict, Invalid
from app.operators.checks.rule import Severity
from app.operators.diagnostics import Diagnostic
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import entry_path
from app.operators.own_tests import is_of_tests
from app.operators.packages.requirements import PATH as REQUIREMENTS
from app.operators.worlds import World, world_for
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome
from app.sandbox.pool import Pool
from app.sandbox.profiles import CHECK
from app.sandbox.programs import program

MAIN = "app.operators.checks.child"
SIZE = 2  # children: one may be hurt and in replacement while the other answers
CHECK_S = 2.0  # for a project of usual size
_BYTES_A_S = 80_000  # of sources beyond that, as a busy machine reads them
_LONGEST_S = 15.0
_OWN_S = 0.5  # of a check, for what is not the tools' work
FIX_S = 15.0
FORMAT_S = 10.0
LAZY_S = 20.0  # a build or an export can wait its turn
FAILED = "check-failed"
HELP = {
    FAILED: "Look for text that is nested very deeply or for very long files, and break them up. The project can be "
    "built all the same."
}
_WHY = {
    Cause.TIME_LIMIT: "The checks were stopped: they took too long, with this project or with others at the same time.",
    Cause.MEMORY_LIMIT: "The checks ran out of memory with this project.",
}
_UNKNOWN_IMPORTS = (
    "It could not be found out which modules are imported inside functions. Try again, or build without the adapter."
)
_CRASHED = "The checks could not read this project: a parser broke down over it."


@dataclass(frozen=True)
class Brought:
    """What the packages of a project bring: the top-level modules, None while that is not known, and full names of
    functions that read data files, with the package of each. ``found`` is what is wrong with what is asked for."""

    modules: Collection[str] | None
    reading: Mapping[str, str] = field(default_factory=dict)
    found: Sequence[Diagnostic] = ()


@dataclass(frozen=True)
class Subject:
    """A project as it is to be checked."""

    kind: Kind
    api_version: ApiVersion
    name: str
    files: Mapping[str, bytes]
    adapter: bool = True

    @property
    def world(self) -> World:
        """What the operator is built for."""
        own = {path: data for path, data in self.files.items() if not is_of_tests(path, self.name)}
        return world_for(self.kind, self.api_version, own)


@dataclass(frozen=True)
class Fixed:
    """What a fix would do: a unified diff, the changed files in full, and what is left to say afterwards."""

    diff: str
    files: Mapping[str, str]
    left: list[Diagnostic]


class Checker:
    """Checks and fixes.

    ``bindings`` gives the zip file with a world's bindings, which lies in the folder ``readable``; ``brought`` what the
    packages of a project's files bring.
    """

    def __init__(
        self,
        work_dir: Path,
        bindings: Callable[[World], Path],
        readable: Path,
        brought: Callable[[Mapping[str, bytes]], Brought],
    ) -> None:
        self._bindings = bindings
        self._brought = brought
        self._pool = Pool(MAIN, CHECK, CHECK.limits, work_dir, SIZE, readable=(readable,))

    def warm_up(self) -> None:
        """Start the children, so that the first check finds them ready."""
        self._pool.warm_up()

    def close(self) -> None:
        """End the children."""
        self._pool.close()

    def check(self, subject: Subject) -> list[Diagnostic]:
        """Everything that was found; sources that break the parsers are a diagnostic too."""
        brought = self._brought(subject.files)
        answer = self._ask("check", subject, brought, _check_s(subject), **self._tools(subject))
        found = _failed(subject, answer) if isinstance(answer, Outcome) else _diagnostics(answer)
        return [*brought.found, *found]

    def fix(self, subject: Subject, ids: Collection[str] | None = None) -> Fixed:
        """Mend the findings with these ids, or all; nothing is stored."""
        brought = self._brought(subject.files)
        chosen = None if ids is None else sorted(ids)
        answer = self._ask("fix", subject, brought, FIX_S, ids=chosen, **self._tools(subject))
        if isinstance(answer, Outcome):
            return Fixed("", {}, [*brought.found, *_failed(subject, answer)])
        return Fixed(str(answer["diff"]), dict(answer["files"]), [*brought.found, *_diagnostics(answer)])

    def formatted(self, path: str, text: str) -> str:
        """A source with its imports in order and laid out as ruff does it; Invalid where Python cannot read it."""
        request = {"do": "format", "path": path, "text": text, "ruff": str(program("ruff"))}
        answer = self._pool.ask(request, FORMAT_S)
        said = answer.messages[-1] if answer.outcome is None and answer.messages else {}
        if "text" in said:
            return str(said["text"])
        why = said.get("why") or "It is too unusual to be laid out. Look for text that is nested very deeply."
        raise Invalid("not_formatted", f"{path} was left as it is. {why}", path=path, line=said.get("line"))

    def lazy_imports(self, subject: Subject) -> list[str]:
        """Modules that are imported only inside functions.

        Conflict where that cannot be found out: without them a component would lack modules, and nobody would know.
        """
        return self.previewed(subject)[0]

    def previewed(self, subject: Subject) -> tuple[list[str], bool]:
        """The same, and whether top-level code asks for the time or for chance, which a build freezes."""
        answer = self._ask("lazy", subject, Brought(None), LAZY_S)
        if isinstance(answer, Outcome):
            raise Conflict("imports_unknown", _UNKNOWN_IMPORTS)
        return [str(name) for name in answer["lazy_imports"]], bool(answer["frozen"])

    def _ask(
        self, what: str, subject: Subject, brought: Brought, wall_s: float, **more: Any
    ) -> dict[str, Any] | Outcome:
        answer = self._pool.ask({"do": what, **_about(subject, brought), **more}, wall_s)
        for message in answer.messages:
            if message["kind"] == "answer":
                return message
        if answer.outcome is None:
            raise RuntimeError("the child that checks gave no answer")
        return answer.outcome

    def _tools(self, subject: Subject) -> dict[str, Any]:
        """What only whole checks need."""
        return {
            "bindings": str(self._bindings(subject.world)),
            "ruff": str(program("ruff")),
            "ty": str(program("ty")),
            "tools_s": _check_s(subject) - _OWN_S,
        }


def _check_s(subject: Subject) -> float:
    """How long a check may take: the tools read every source, however long it is."""
    size = sum(len(data) for path, data in subject.files.items() if path.endswith(".py"))
    return min(CHECK_S + size / _BYTES_A_S, _LONGEST_S)


def _about(subject: Subject, brought: Brought) -> dict[str, Any]:
    about = {
        "kind": subject.kind,
        "api_version": subject.api_version,
        "name": subject.name,
        "adapter": subject.adapter,
        "provided": None if brought.modules is None else sorted(brought.modules),
        "reading": dict(brought.reading),
    }
    files = {path: _text(data) if _is_read(path) else None for path, data in subject.files.items()}
    return {"about": about, "files": files}


def _is_read(path: str) -> bool:
    """Whether the checks read a file: of the others, which may be 200 megabytes, they only need the names."""
    return path.endswith(".py") or path == REQUIREMENTS


def _text(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _diagnostics(answer: Mapping[str, Any]) -> list[Diagnostic]:
    return [Diagnostic(**one) for one in answer["diagnostics"]]


def _failed(subject: Subject, outcome: Outcome) -> list[Diagnostic]:
    message = _WHY.get(outcome.cause, _CRASHED)
    path = entry_path(subject.name)
    return [Diagnostic(FAILED, Severity.WARNING, path, None, None, None, None, message, HELP[FAILED], id=FAILED)]
