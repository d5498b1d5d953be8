"""JSON as it is stored: equal values have equal bytes."""

import json
from typing import Any


def compact(value: Any) -> str:
    """Without spaces, members in the order of their names; ValueError for what JSON cannot write."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
