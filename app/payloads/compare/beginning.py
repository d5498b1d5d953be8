"""What ``init`` did where a case came no further: a result like that of an input, so that it can be expected too."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

REFUSED = "init_refused"
FAILED = "init_failed"
OUTCOMES = (REFUSED, FAILED)
_SHAPES = {"output": None, "arm": None, "hlc": None, "duration_us": 0}


def with_beginning(report: Json) -> Json | None:
    """The report of a case that ``init`` did not let begin, with what it did as the only result; None of any other.

    Modules that could not be loaded are none: what a build refuses has no ``init``.
    """
    init = report.get("init") or {}
    if report.get("status") != "failed" or init.get("stage") == "load" or init.get("ok") is not False:
        return None
    return report | {"results": [_SHAPES | init | {"outcome": _outcome(init)}]}


def is_expected(expect: Mapping[str, Any] | None) -> bool:
    """Whether an expectation speaks of ``init``; all others want a case that runs."""
    return (expect or {}).get("outcome") in OUTCOMES


def _outcome(init: Mapping[str, Any]) -> str:
    """It answered false, or it broke: by an exception, at a limit."""
    return FAILED if init.get("outcome") else REFUSED
