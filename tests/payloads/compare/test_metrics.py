from typing import Any

from app.payloads.compare import metrics
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.paths import Scope

RECORDED: list[dict[str, Any]] = [
    {"name": "seen", "kind": "counter", "value": 1, "labels": [["unit", "C"], ["site", "a"]], "error": None},
    {"name": "seen", "kind": "counter", "value": 2, "labels": [], "error": None},
    {"name": "heat", "kind": "histogram", "value": 36.5, "labels": [], "error": None},
    {"name": "odd", "kind": "histogram", "value": "nan", "labels": [], "error": None},
    {"name": "bad", "kind": "counter", "value": 1, "labels": [], "error": "it is a histogram"},
]


def found(*expected: dict[str, Any]) -> list[str]:
    comparison = Comparison()
    metrics.compare(comparison, expected, RECORDED, Scope())
    return [each["path"] for each in comparison.ended()]


def test_metrics_that_are_there() -> None:
    assert found({"name": "heat", "kind": "histogram", "value": 36.5}, {"name": "seen", "value": 1.0}) == []
    assert found({"name": "seen", "labels": {"unit": "C"}}) == []
    assert found({"name": "seen", "labels": [["site", "a"], ["unit", "C"]]}) == []
    assert found({"name": "odd", "value": "nan"}) == []
    assert found({"name": "heat", "kind": None, "value": None, "labels": None}) == []


def test_each_one_counts_once_and_the_order_does_not_matter() -> None:
    assert found({"name": "seen"}, {"name": "seen", "value": 1}) == []
    assert found({"name": "seen"}, {"name": "seen"}) == []
    assert found({"name": "seen"}, {"name": "seen"}, {"name": "seen"}) == ["metrics.2"]


def test_metrics_that_are_not() -> None:
    assert found({"name": "seen", "value": 3}) == ["metrics.0"]
    assert found({"name": "seen", "kind": "histogram"}) == ["metrics.0"]
    assert found({"name": "seen", "labels": {"unit": "F"}}) == ["metrics.0"]
    assert found({"name": "seen", "value": True}) == ["metrics.0"]
    assert found({"name": "bad"}) == ["metrics.0"]
