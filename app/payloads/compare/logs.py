"""Expected log lines: each is to be found, in this order; what comes between them does not matter."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.payloads.compare import texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.paths import Scope
from app.payloads.compare.patterns import BadPattern, Budget, TooMuchText
from app.payloads.compare.values import Trail

Json = Mapping[str, Any]

_MOST_MISSING = 20  # each takes another look at all lines
_TOO_MUCH = "There is too much text in the logs to search it all with these patterns. Expect fewer or simpler ones."
_CUT = " Some lines were not kept, because there were too many."


def compare(found: Comparison, expected: Sequence[Json], lines: Sequence[Json], scope: Scope, *, is_cut: bool) -> None:
    """Look for ``{level?, context?, contains? | matches?}`` among the lines that were logged; ``is_cut`` says that some
    were not kept."""
    budget = Budget()
    start = missing = 0
    for index, wanted in enumerate(expected):
        if scope.into(str(index)) is None or missing >= _MOST_MISSING:
            continue
        at = Trail("logs").into(str(index))
        try:
            place = _find(wanted, lines, start, len(lines), budget)
            note = "" if place is not None else _why(_find(wanted, lines, 0, start, budget), start, len(lines))
        except TooMuchText:
            found.add(at, texts.json_text(wanted), None, _TOO_MUCH)
            return
        except BadPattern as error:
            place, note = None, error.sentence
        if place is None:
            missing += 1
            found.add(at, texts.json_text(wanted), None, note + (_CUT if is_cut else ""))
        else:
            start = place + 1
            found.saw()


def _find(wanted: Json, lines: Sequence[Json], start: int, end: int, budget: Budget) -> int | None:
    return next((index for index in range(start, end) if _fits(wanted, lines[index], budget)), None)


def _fits(wanted: Json, line: Json, budget: Budget) -> bool:
    level, context, contains, matches = (wanted.get(name) for name in ("level", "context", "contains", "matches"))
    if level is not None and level.casefold() != line["level"].casefold():
        return False
    if context is not None and context != line["context"]:
        return False
    if contains is not None and contains not in line["message"]:
        return False
    return matches is None or budget.found(matches, line["message"])


def _why(earlier: int | None, start: int, total: int) -> str:
    if earlier is not None:
        return f"It is line {earlier + 1:,} of the log, before the one expected ahead of it; the order counts."
    if total == 0:
        return "Nothing was logged."
    return (
        f"No line of the {total:,} that were logged is like it." if start == 0 else f"No line after line {start:,} is."
    )
