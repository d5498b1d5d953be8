from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.json_reading import parse
from app.payloads.compare.json_writing import beginning
from tests.payloads.compare.reports import VALUES, same, unhurried


@unhurried
@given(VALUES)
def test_a_short_value_is_written_whole(value: object) -> None:
    assert same(parse(beginning(value, 100_000)), value)


@unhurried
@given(VALUES, st.integers(1, 20))
def test_a_longer_one_only_begins(value: object, most: int) -> None:
    whole = beginning(value, 100_000)
    part = beginning(value, most)
    assert part == whole or (len(part) == most and part[-1] == "…" and whole.startswith(part[:-1]))


def test_depth_and_length_do_not_matter() -> None:
    deep: object = 1
    for _ in range(10_000):
        deep = [deep]
    assert beginning(deep, 5) == "[[[[…"
    assert beginning(["x" * 10_000_000] * 1_000, 5) == '["xx…'
    assert len(beginning(list(range(1_000_000)), 50)) == 50
    assert beginning(10**5_000, 100).startswith("a number of")
