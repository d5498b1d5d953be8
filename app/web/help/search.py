"""What of the help holds all the words that are looked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import World
from app.web.help.codes import Code, codes
from app.web.help.interface import Group, groups, widest
from app.web.help.practices import MISTAKES, PRACTICES, Mistake, Practice


class Searched(Protocol):
    """Anything that has words."""

    @property
    def words(self) -> str:
        """Everything that a search looks at."""


T = TypeVar("T", bound=Searched)


@dataclass(frozen=True)
class Help:
    """The part of the help that is shown; ``query`` is empty where all of it is."""

    query: str
    kind: Kind
    api_version: ApiVersion
    world: World
    groups: list[Group]
    practices: list[Practice]
    mistakes: list[Mistake]
    codes: list[Code]

    @property
    def count(self) -> int:
        """How many pieces there are."""
        pieces = sum(len(group.entries) + len(group.snippets) for group in self.groups)
        return pieces + len(self.practices) + len(self.mistakes) + len(self.codes)


def found(kind: Kind, api_version: ApiVersion, query: str = "") -> Help:
    """What holds every word of the query, in any order and case."""
    wanted = query.casefold().split()
    return Help(
        query=query.strip(),
        kind=kind,
        api_version=api_version,
        world=widest(kind, api_version),
        groups=[group for group in (_within(one, wanted) for one in groups(kind, api_version)) if group],
        practices=_holding(PRACTICES, wanted),
        mistakes=_holding(MISTAKES, wanted),
        codes=_holding(codes(), wanted),
    )


def _within(group: Group, wanted: list[str]) -> Group | None:
    entries = _holding(group.entries, wanted)
    pieces = [one for one in group.snippets if _holds(f"{one.title} {one.code} {group.name}", wanted)]
    return replace(group, entries=entries, snippets=pieces) if entries or pieces else None


def _holding(of: Sequence[T], wanted: list[str]) -> list[T]:
    return [one for one in of if _holds(one.words, wanted)]


def _holds(words: str, wanted: list[str]) -> bool:
    folded = words.casefold()
    return all(word in folded for word in wanted)
