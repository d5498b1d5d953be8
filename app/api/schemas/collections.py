"""Collections, their versions and their cases."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from app.api.paging import MOST_NUMBER
from app.api.schemas.common import Strict

Json = dict[str, Any]
Base = Annotated[
    int | None,
    Field(default=None, ge=1, le=MOST_NUMBER, description="Change only if this still is the newest version."),
]
Input = Annotated[Json, Field(description="An input as in a run.")]


class CollectionIn(Strict):
    """A new collection; of settings, members that are left out have their usual values."""

    name: str
    description: str = ""
    settings: Json = Field(default_factory=dict)


class CollectionChange(Strict):
    """What is to change; members that are left out stay, also those of settings."""

    base: Base
    name: str | None = None
    description: str | None = None
    settings: Json | None = None


class CollectionListed(BaseModel):
    """A collection in a list; ``cases`` is how many it has."""

    id: str
    name: str
    description: str
    version: int
    cases: int
    created: datetime
    changed: datetime


class CollectionOut(CollectionListed):
    """A collection by itself, as it is or as it was in a version."""

    settings: Json


class VersionOut(BaseModel):
    """One entry of a collection's history; ``change`` says in words what was done."""

    version: int
    change: str
    cases: int
    at: datetime


class CaseIn(Strict):
    """A new case."""

    name: str
    messages: list[Input]
    expect: Json | None = None


class CasesIn(Strict):
    """New cases, which come behind those that there are."""

    base: Base
    cases: list[CaseIn]


class DuplicateOut(BaseModel):
    """A case that was added, and another one whose inputs are equal."""

    name: str
    like: str


class AddedOut(BaseModel):
    """What came in, in order; ``version`` is the one that this made."""

    version: int
    added: int
    keys: list[str]
    duplicates: list[DuplicateOut]


class CaseChange(Strict):
    """What is to change of one case; members that are left out stay. An ``expect`` that is null takes it away."""

    name: str | None = None
    messages: list[Input] | None = None
    expect: Json | None = None


class CaseChangeAlone(CaseChange):
    """The same on top of a version."""

    base: Base


class KeyedChange(CaseChange):
    """The same of the case with this key."""

    key: str


class CaseChanges(Strict):
    """Changes of several cases, as one version."""

    base: Base
    cases: list[KeyedChange]


class KeysIn(Strict):
    """Cases by their keys."""

    base: Base
    keys: list[str]


class ChangedOut(BaseModel):
    """The newest version, and how many cases are different in it."""

    version: int
    changed: int


class CaseListed(BaseModel):
    """A case in a list: ``summary`` is the beginning of its first payload, ``inputs`` how many it has, ``size`` their
    bytes as JSON, and ``expects`` whether anything is checked."""

    key: str
    name: str
    position: int
    size: int
    inputs: int
    summary: str
    expects: bool


class CaseOut(CaseListed):
    """A case by itself."""

    messages: list[Json]
    expect: Json | None
