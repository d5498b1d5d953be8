"""How much one import may bring. What the studio's settings decide travels with each question, see ``Bounds``."""

from dataclasses import asdict, dataclass
from typing import Any

_MIB = 1 << 20

MOST_GIVEN = 5_000  # files of one upload; more come in a zip file
MOST_ENTRIES = 200_000  # of a zip file: some ten files for each case
MOST_UNPACKED = 1024 * _MIB  # bytes of all files of a zip file
MOST_CASES_BYTES = 512 * _MIB  # of all cases of one import, as JSON
MOST_PATH = 500  # characters
MOST_NAME = 200  # characters of a case's name
TEST_FILE = 64 << 10
GRAPH_FILE = _MIB
SCHEMA_FILE = _MIB
STATE_FILE = 16 * _MIB
PROJECT_FILE = 64 * _MIB
TEMPLATE = 64 << 10
CHECKED_JSON = 4 * _MIB  # a payload beyond is not looked at, whether it is JSON
MOST_PROBLEMS = 50
MOST_NOTES = 50


@dataclass(frozen=True)
class Bounds:
    """Bounds that a studio sets: cases in a collection, bytes of one case's inputs as JSON, the longest time of a
    message in milliseconds; and the bytes of all cases of one import, as JSON."""

    cases: int
    case_bytes: int
    time_ms: int
    all_bytes: int = MOST_CASES_BYTES

    def as_json(self) -> dict[str, Any]:
        """For the child."""
        return asdict(self)
