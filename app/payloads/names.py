"""Names of collections and of cases: printable, bounded, and each once."""

import re
import unicodedata
from collections.abc import Iterable

from app.errors import Invalid

MOST_COLLECTION_NAME = 100
MOST_CASE_NAME = 200
_ID = re.compile(r"[0-9a-z]{26}")


def collection_name(given: str) -> str:
    """A collection's name without space around it; Invalid for one that cannot be."""
    name = given.strip()
    if not _is_printable(name, MOST_COLLECTION_NAME):
        detail = f"The name of a collection has 1 to {MOST_COLLECTION_NAME} printable characters in one line."
        raise Invalid("collection_name", f"{detail} Choose another.")
    return name


def case_name(given: str, path: str = "name") -> str:
    """A case's name without space around it; Invalid, with ``path``, for one that cannot be."""
    name = given.strip()
    if not _is_printable(name, MOST_CASE_NAME):
        detail = f"The name of a case has 1 to {MOST_CASE_NAME} printable characters in one line."
        raise Invalid("case_name", f"{path}: {detail} Choose another.", path=path)
    return name


def key_of(name: str) -> str:
    """What names that count as the same have in common: neither case nor the way of writing an accent tells them
    apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_id(text: str) -> bool:
    """Whether this has the form of an identifier; not all that is typed can be asked of a database."""
    return _ID.fullmatch(text) is not None


class CaseNames:
    """The names that the cases of a collection have."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}  # by name, so that thousands of equal ones are not counted from 2 each time

    def free(self, wanted: str) -> str:
        """The wanted name, or with the first number behind it that makes it another; it is taken from now on."""
        name, number = wanted, self._last.get(wanted, 1)
        while name in self._taken:
            number += 1
            ending = f" ({number})"
            name = wanted[: MOST_CASE_NAME - len(ending)].rstrip() + ending
        self._last[wanted] = number
        self._taken.add(name)
        return name


def _is_printable(name: str, most: int) -> bool:
    return 1 <= len(name) <= most and name.isprintable()
