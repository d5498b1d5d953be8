import pytest

from app.payloads.writing.differences import MOST_CHARACTERS, as_line


@pytest.mark.parametrize(
    ("difference", "line"),
    [
        ({"path": "topic", "expected": "a", "actual": "b", "note": ""}, "topic: expected a, but it was b"),
        ({"path": "topic", "expected": "a", "actual": None, "note": None}, "topic: expected a, but it was nothing"),
        ({"path": "", "expected": '"85"', "actual": "85", "note": "type"}, 'expected "85", but it was 85 (type)'),
        ({"path": "hlc", "expected": {"secs": 1}, "actual": 2}, 'hlc: expected {"secs": 1}, but it was 2'),
        ({}, "expected nothing, but it was nothing"),
    ],
)
def test_a_difference_is_one_line(difference: dict[str, object], line: str) -> None:
    assert as_line(difference) == line


def test_long_values_are_cut() -> None:
    line = as_line({"path": "payload", "expected": "x" * 100_000, "actual": "y" * 100_000})

    assert len(line) < 2 * MOST_CHARACTERS + 100
    assert line.endswith("y…")
