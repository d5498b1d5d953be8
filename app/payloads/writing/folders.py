"""Names of the folders of cases, which are safe on every system."""

import re
import unicodedata
from collections import Counter

MOST_CHARACTERS = 60
_OTHER = re.compile(r"[^a-z0-9]+")
# Device names, which Windows takes for devices in every folder and with every ending.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
_USUAL = "case"


class Folders:
    """Gives each case of an export its folder: small Latin letters, digits and hyphens, each name once.

    The same names in the same order get the same folders.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: Counter[str] = Counter()

    def of(self, name: str) -> str:
        """A folder for the next case, made of its name."""
        base = _plain(name)
        folder = base
        while folder in self._taken:
            self._numbers[base] += 1
            folder = f"{base}-{self._numbers[base] + 1}"
        self._taken.add(folder)
        return folder


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = _OTHER.sub("-", letters)[:MOST_CHARACTERS].strip("-")
    return f"{_USUAL}-{plain}" if plain in _RESERVED else plain or _USUAL
