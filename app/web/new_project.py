"""The form for a new project: what it offers, what was typed, and what is wrong with that."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from app.db.models import Project
from app.errors import Conflict, Invalid, StudioError
from app.http.problems import status_of
from app.operators.kinds import DEFAULT_API_VERSION, ApiVersion, Kind
from app.operators.names import check_name, extension_note
from app.operators.worlds import world
from app.projects import service

_VERSION_MEANINGS = {
    ApiVersion.V1_0_0: "The first interface. process answers a plain value, so bad input needs an ordinary answer.",
    ApiVersion.V1_1_0: "The present interface. process may answer an error value for input it cannot take.",
}

_FIELDS: dict[str, str | None] = {"name": None, "kind": None, "api_version": None}


@dataclass(frozen=True)
class Typed:
    """What the form's fields hold, as they came."""

    name: str = ""
    kind: str = Kind.MAP
    api_version: str = DEFAULT_API_VERSION


@dataclass(frozen=True)
class Mistakes:
    """What is wrong, by field, and the HTTP status to say it with."""

    by_field: dict[str, str]
    status: int = 422


@dataclass(frozen=True)
class Remarks:
    """About a name that somebody is typing: a mistake, a warning, or that it can be had."""

    error: str | None = None
    note: str | None = None
    free: str | None = None


@dataclass(frozen=True)
class Choice:
    """One kind or API version to choose."""

    value: str
    meaning: str
    details: list[str] = field(default_factory=list)


def form(typed: Typed, mistakes: Mistakes | None = None) -> dict[str, Any]:
    """The context of new_project.html."""
    return {
        "typed": typed,
        "errors": _FIELDS | (mistakes.by_field if mistakes else {}),
        "is_wrong": mistakes is not None,
        "note": extension_note(typed.name) if mistakes and "name" not in mistakes.by_field else None,
        "kinds": [Choice(kind, kind.meaning, [kind.python_signature]) for kind in Kind],
        "versions": [_version(version) for version in reversed(ApiVersion)],
    }


def make(session: Session, typed: Typed) -> Project | Mistakes:
    """The new project, or why there is none."""
    mistakes = _unknown_choices(typed)
    try:
        check_name(typed.name)
        if not mistakes:
            return service.create(session, typed.name, Kind(typed.kind), ApiVersion(typed.api_version))
    except (Invalid, Conflict) as error:
        return Mistakes({"name": error.detail} | mistakes, status_of(error))
    return Mistakes(mistakes)


def remarks(session: Session, name: str) -> Remarks:
    """What there is to say about a name before the form is sent; nothing about an empty one."""
    if not name:
        return Remarks()
    try:
        service.check_new_name(session, name)
    except StudioError as error:
        return Remarks(error=error.detail)
    return Remarks(note=extension_note(name), free=f"The operator will be {name}.py.")


def _version(version: ApiVersion) -> Choice:
    answers = [f"{kind}: {kind.signature(version)}" for kind in Kind]
    return Choice(version, _VERSION_MEANINGS[version], [f"package {world(Kind.MAP, version).package}", *answers])


def _unknown_choices(typed: Typed) -> dict[str, str]:
    mistakes = {}
    if typed.kind not in set(Kind):
        mistakes["kind"] = "Choose one of these kinds."
    if typed.api_version not in set(ApiVersion):
        mistakes["api_version"] = "Choose one of these API versions."
    return mistakes
