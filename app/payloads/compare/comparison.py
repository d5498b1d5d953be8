"""What one comparison found: differences in words, at most a hundred, and whether anything was looked at at all."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.payloads.compare import texts
from app.payloads.compare.paths import Scope
from app.payloads.compare.values import MISSING, Pair, Trail, differing, selected

MAX_DIFFERENCES = 100
_LONG = texts.MAX_CHARACTERS // 2

Json = dict[str, Any]


@dataclass
class Comparison:
    """Collects; ``tolerance`` is for the numbers of payloads and of the state."""

    tolerance: Decimal = Decimal(0)
    differences: list[Json] = field(default_factory=list)
    has_looked: bool = False
    _more: int = 0

    def add(self, at: Trail, expected: str | None, actual: str | None, note: str = "") -> None:
        """Note a difference; None for what is not there, all texts bounded by who writes them."""
        self.has_looked = True
        if self.is_full:
            self._more += 1
            return
        path = texts.shown(at.text())
        self.differences.append({"path": path, "expected": expected, "actual": actual, "note": texts.shown(note)})

    @property
    def is_full(self) -> bool:
        """Whether further differences are only counted."""
        return len(self.differences) >= MAX_DIFFERENCES

    def saw(self) -> None:
        """Something was looked at, and it is as expected."""
        self.has_looked = True

    def plain(self, at: Trail, expected: Any, actual: str | None, note: str = "") -> None:
        """Compare two texts."""
        if expected == actual:
            self.saw()
        elif isinstance(expected, str) and actual is not None:
            first, second, place = texts.of_texts(expected, actual)
            self.add(at, first, second, note or (place if "\n" in expected or len(expected) > 80 else ""))
        else:
            wanted = texts.shown(expected) if isinstance(expected, str) else texts.json_text(expected)
            self.add(at, None if expected is None else wanted, None if actual is None else texts.shown(actual), note)

    def values(self, at: Trail, expected: Any, actual: Any, scope: Scope, *, noted: bool = True) -> None:
        """Compare two JSON values as far as the scope reaches; ``noted`` puts into words what is missing or of another
        type."""
        for part in selected(Pair(at, expected, actual, scope)):
            self.saw()
            for pair in differing(part, self.tolerance):
                self._note(pair, noted=noted)

    def ended(self) -> list[Json]:
        """The differences; the last one says how many more there are."""
        if not self._more:
            return self.differences
        more = f"{self._more:,} more difference{'s are' if self._more > 1 else ' is'} not listed."
        last = self.differences[-1]
        return [*self.differences[:-1], last | {"note": f"{last['note']} {more}".strip()}]

    def _note(self, pair: Pair, *, noted: bool) -> None:
        if self.is_full:  # saves writing values that nobody reads
            self.add(pair.at, None, None)
        else:
            expected, actual = _excerpts(pair.expected, pair.actual)
            self.add(pair.at, _text(expected), _text(actual), _why(pair) if noted else "")


def _excerpts(expected: Any, actual: Any) -> tuple[Any, Any]:
    """Of two long texts what lies around the first difference, of others themselves."""
    if not isinstance(expected, str) or not isinstance(actual, str):
        return expected, actual
    if max(len(expected), len(actual)) <= _LONG:
        return expected, actual
    at = texts.first_difference(expected, actual)
    return texts.excerpt(expected, at, _LONG), texts.excerpt(actual, at, _LONG)


def _text(value: Any) -> str | None:
    return None if value is MISSING else texts.json_text(value)


def _why(pair: Pair) -> str:
    if pair.actual is MISSING:
        return "It is expected and not there."
    if pair.expected is MISSING:
        return "It is there and not expected."
    if isinstance(pair.expected, str) and isinstance(pair.actual, str):
        at = texts.first_difference(pair.expected, pair.actual)
        return f"They differ from character {at + 1:,} on." if len(pair.expected) > 80 else ""
    first, second = _kind(pair.expected), _kind(pair.actual)
    return "" if first == second else f"Expected is {first}, there is {second}."


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
