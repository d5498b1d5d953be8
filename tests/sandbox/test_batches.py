import random
from collections import Counter

import pytest

from app.sandbox.batches import WAYS, split


def test_one_part_or_one_by_one() -> None:
    assert split([1, 2, 3], "one", random.Random(1)) == [[1, 2, 3]]
    assert split([1, 2, 3], "each", random.Random(1)) == [[1], [2], [3]]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("length", [0, 1, 2, 3, 100])
def test_nothing_is_lost_doubled_or_moved(way: str, length: int) -> None:
    values = tuple(range(length))
    for seed in range(50):
        parts = split(values, way, random.Random(seed))
        assert tuple(value for part in parts for value in part) == values
        assert all(parts) or parts == [()]


def test_a_seed_repeats_its_parts_and_others_cut_elsewhere() -> None:
    parts = [split(range(10), "random", random.Random(seed)) for seed in range(20)]
    assert parts == [split(range(10), "random", random.Random(seed)) for seed in range(20)]
    assert len({tuple(part) for part in parts}) > 10


def test_every_way_to_cut_three_values_happens() -> None:
    chance = random.Random(7)
    seen = Counter(tuple(len(part) for part in split("abc", "random", chance)) for _ in range(300))
    assert set(seen) == {(3,), (1, 2), (2, 1), (1, 1, 1)}


def test_very_many_values_are_cut_quickly() -> None:
    assert sum(map(len, split(range(10_000), "random", random.Random(3)))) == 10_000
