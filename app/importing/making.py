"""Making projects of what was found. None that is there is ever touched: a name that is taken is asked for anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.db.models import Project
from app.errors import Conflict, Invalid, StudioError
from app.importing.reader import Operator, Read
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import entry_path
from app.projects import service
from app.projects.files import Files


@dataclass(frozen=True)
class Choice:
    """What somebody wants of an operator that was found: under which name, as which kind and API version."""

    entry: str
    name: str
    kind: str
    api_version: str


@dataclass(frozen=True)
class Asked:
    """What is known of an operator, what has to be chosen, and why; ``problem`` is about its name."""

    choice: Choice
    kinds: list[str]
    versions: list[str]
    count: int
    problem: str | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to choose."""
        return bool(self.choice.kind and self.choice.api_version) and self.problem is None

    def as_json(self) -> dict[str, Any]:
        """For a problem document."""
        choice = self.choice
        return {
            "entry": choice.entry,
            "name": choice.name,
            "kinds": self.kinds,
            "api_versions": self.versions,
            "files": self.count,
            "problem": self.problem,
        }


def asked(session: Session, read: Read) -> list[Asked]:
    """What there is to choose about each operator that was found."""
    return [_asked(session, operator, read.versions) for operator in read.operators]


def undecided(found: Sequence[Asked]) -> Conflict:
    """The error that asks for a choice."""
    if len(found) > 1:
        detail = f"{len(found)} operators were found. Choose which to import, and how each is called."
    elif found[0].problem:
        detail = f"{found[0].problem} Nothing was imported."
    else:
        detail = "The files do not tell the operator's kind or API version. Choose them."
    return Conflict("import_choices", detail, operators=[one.as_json() for one in found])


def make(session: Session, read: Read, choices: Sequence[Choice]) -> list[Project]:
    """The new projects: all, or none. Errors of names and files as when a project is made."""
    if not choices:
        raise Invalid("form_field", "No operator was chosen. Tick at least one.")
    return [_make(session, read, choice) for choice in choices]


def _make(session: Session, read: Read, choice: Choice) -> Project:
    if choice.entry not in read.files or not read.files[choice.entry]:
        raise Invalid("form_field", f"There is no operator {choice.entry[:200]} in what was given. Choose again.")
    if choice.kind not in set(Kind) or choice.api_version not in set(ApiVersion):
        raise Invalid("form_field", f"Choose a kind and an API version for {choice.name[:100]} from what is offered.")
    files = _named(read.files[choice.entry], choice)
    return service.create_from(session, choice.name, Kind(choice.kind), ApiVersion(choice.api_version), files)


def _named(files: Files, choice: Choice) -> Files:
    """The module takes the project's name."""
    old, new = choice.entry.rpartition("/")[2], entry_path(choice.name)
    if new != old and new in files:
        raise Conflict("file_exists", f"The operator has a file {new} beside {old}. Choose another name for it.")
    return {new if path == old else path: content for path, content in files.items()}


def _asked(session: Session, operator: Operator, versions: list[str]) -> Asked:
    kinds = operator.kinds or [str(kind) for kind in Kind]
    offered = versions or [str(version) for version in reversed(ApiVersion)]
    choice = Choice(
        operator.entry,
        operator.name,
        kinds[0] if len(kinds) == 1 else "",
        offered[0] if len(offered) == 1 else "",
    )
    return Asked(choice, kinds, offered, operator.count, _name_problem(session, operator.name))


def _name_problem(session: Session, name: str) -> str | None:
    try:
        service.check_new_name(session, name)
    except StudioError as error:
        return error.detail
    return None
