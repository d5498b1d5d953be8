"""Storing what was read: everything in one unit of work, or nothing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from app.db.models import Collection
from app.errors import Invalid
from app.payloads import cases, collections, shared
from app.payloads.adding import Added
from app.payloads.limits import Limits
from app.payloads.reading.reader import Problem, Read
from app.storage.blobs import Blobs

Json = dict[str, Any]

_SOURCES = (
    "The sources of the operator {name} came along and were left out. To have them as a project, use Copy a share "
    "in the list of collections."
)
_SHOWN = 3  # problems in the sentence; the others follow as members


class SettingsWay(StrEnum):
    """What becomes of settings that come with the cases: ``fill`` takes those that the collection has not set itself,
    ``replace`` takes all, ``keep`` none."""

    FILL = "fill"
    REPLACE = "replace"
    KEEP = "keep"


@dataclass(frozen=True)
class Imported:
    """What came in; ``notes`` are sentences, ``name`` that of the collection in the files."""

    added: Added
    notes: list[str]
    name: str | None


def store(
    session: Session,
    blobs: Blobs,
    collection: Collection,
    read: Read,
    limits: Limits,
    way: SettingsWay = SettingsWay.FILL,
    *,
    tells_of_sources: bool = True,
) -> Imported:
    """Add what was read to a collection. Invalid (``import_problems``, with each of them) where something was wrong."""
    if read.problems:
        raise _refused(read.problems)
    notes = list(read.notes)
    if read.project and tells_of_sources:
        notes.append(_SOURCES.format(name=read.project.name[:64]))
    wanted = _wanted(collection.settings, read.settings or {}, way, notes)
    about = read.description if read.description and not collection.description else None
    if wanted or about is not None:
        collections.change(session, collection, settings=wanted or None, description=about)
    return Imported(cases.add(session, blobs, collection, read.cases(), limits=limits), notes, read.name)


def _wanted(own: Json, given: Json, way: SettingsWay, notes: list[str]) -> Json:
    """The members of settings to be changed."""
    usual = shared.checked(None)
    others = {name: value for name, value in given.items() if value not in (own.get(name), usual.get(name), None)}
    if way is SettingsWay.REPLACE:
        return given
    taken = {name: value for name, value in others.items() if way is SettingsWay.FILL and own.get(name) == usual[name]}
    kept = sorted(others.keys() - taken.keys())
    notes += [f"The collection keeps its own {name}; the files bring another." for name in kept]
    return taken


def _refused(problems: list[Problem]) -> Invalid:
    told = " ".join(map(str, problems[:_SHOWN]))
    more = f" And {len(problems) - _SHOWN} more." if len(problems) > _SHOWN else ""
    listed = [{"path": one.path, "line": one.line, "message": one.sentence} for one in problems]
    return Invalid("import_problems", f"Nothing was imported. {told}{more}", problems=listed)
