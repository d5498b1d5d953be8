"""What a page is shown of a language server's diagnostics: the place, the words, nothing that leads elsewhere."""

from typing import Any

from app.language.places import Places
from app.operators.checks.tools.ty import KNOWN
from app.operators.checks.tools.type_words import type_words

MOST = 500  # of one file
_LONGEST = 1_000
_UNREADABLE = "invalid-syntax"
_NOTES = "\n\ninfo:"  # where the server tells which folders it has searched


def shown_diagnostics(found: Any, places: Places) -> list[dict[str, Any]]:
    """The first of them, each with range, severity, code, source and message.

    Of a line that Python cannot read only that is told: what its pieces mean is anybody's guess. Hints that a name is
    not used are left out: a kind of operator decides which parameters there are.
    """
    given = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    unread = {_line(one) for one in given if one.get("code") == _UNREADABLE}
    told = [
        one
        for one in given
        if one.get("code") == _UNREADABLE or (one.get("code") in KNOWN and _line(one) not in unread)
    ]
    return [_shown(one, places) for one in told[:MOST]]


def _shown(one: dict[str, Any], places: Places) -> dict[str, Any]:
    kept: dict[str, Any] = {name: one[name] for name in ("range", "severity", "code") if name in one}
    message = str(one.get("message", "")).partition(_NOTES)[0][:_LONGEST]
    plain = type_words(message) + "." if one.get("code") in KNOWN else message
    return {**kept, "source": "types", "message": places.without_paths(plain)}


def _line(one: dict[str, Any]) -> Any:
    place = one.get("range")
    start = place.get("start") if isinstance(place, dict) else None
    return start.get("line") if isinstance(start, dict) else None
