"""How much collections hold: what the settings allow, and what no setting changes."""

from dataclasses import dataclass
from typing import Self

from app.settings import Settings

MEBIBYTE = 1024 * 1024
MOST_SETTINGS_BYTES = 4 * MEBIBYTE  # of a collection's shared settings as JSON: each of its runs is given them
MOST_EXPECT_BYTES = 8 * MEBIBYTE  # of an expectation as JSON: an output of the usual limit fits, written as base64
MOST_INLINE_BYTES = 32 * 1024  # of a case's inputs as JSON; longer ones are kept as a blob
MOST_DESCRIPTION = 10_000  # characters


@dataclass(frozen=True)
class Limits:
    """``cases`` is how many a collection may have, ``case_bytes`` the most that the inputs of one take as JSON."""

    cases: int
    case_bytes: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Those that a studio is set up with."""
        return cls(settings.collection_max_cases, settings.case_max_bytes)
