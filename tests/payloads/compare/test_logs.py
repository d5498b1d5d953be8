from typing import Any

from app.payloads.compare import logs
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.paths import Scope, parse

LINES = [
    {"level": "info", "context": "start", "message": "ready"},
    {"level": "warn", "context": "heat", "message": "hot: 91"},
    {"level": "info", "context": "heat", "message": "cooler: 60"},
]


def found(*expected: dict[str, Any], lines: list[dict[str, Any]] = LINES, ignores: str = "x", cut: bool = False) -> Any:
    comparison = Comparison()
    logs.compare(comparison, expected, lines, Scope(None, [parse(ignores)]), is_cut=cut)
    return {each["path"]: each["note"] for each in comparison.ended()}


def test_lines_that_are_there() -> None:
    assert found({"level": "WARN", "context": "heat", "matches": r"^hot: \d+$"}, {"contains": "cool"}) == {}
    assert found({"level": "info"}, {"level": "info"}) == {}
    assert found({}) == {}
    assert found({"level": None, "contains": "hot"}) == {}


def test_each_line_is_only_one_of_those_expected() -> None:
    assert list(found({"level": "warn"}, {"level": "warn"})) == ["logs.1"]


def test_the_order_counts() -> None:
    told = found({"contains": "cooler"}, {"contains": "hot"})
    assert list(told) == ["logs.1"]
    assert "line 2" in told["logs.1"]


def test_what_is_not_there() -> None:
    assert list(found({"contains": "HOT"}, {"context": "hea"}, {"contains": "ready"})) == ["logs.0", "logs.1"]
    assert found({"contains": "x"}, lines=[]) == {"logs.0": "Nothing was logged."}
    assert "not kept" in found({"contains": "x"}, cut=True)["logs.0"]
    assert found({"contains": "x"}, ignores="0") == {}


def test_a_wrong_pattern_is_said_in_words() -> None:
    assert "missing )" in found({"matches": "("})["logs.0"]


def test_many_patterns_in_much_text_come_to_an_end() -> None:
    lines = [{"level": "info", "context": "", "message": "ab" * 5_000}] * 2_000
    told = found(*[{"matches": "[ab]*a[ab]{90}c"}] * 1_000, lines=lines)
    assert "too much text" in told["logs.0"]
    assert len(told) == 1


def test_a_thousand_that_are_missing() -> None:
    assert len(found(*[{"contains": "x"}] * 1_000)) == 20
