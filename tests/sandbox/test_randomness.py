from itertools import pairwise

import pytest

from app.sandbox.randomness import Randomness, RealRandomness, SeededRandomness

SEEDS = [0, 1, -1, 255, 256, 1 << 64, -(1 << 64), 1 << 4_000]


def taken(randomness: Randomness) -> list[bytes]:
    return [randomness.take(size) for size in (0, 1, 8, 256, 65_536)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_repeats_everything(seed: int) -> None:
    assert taken(SeededRandomness(seed)) == taken(SeededRandomness(seed))


def test_every_seed_gives_other_bytes() -> None:
    assert len({SeededRandomness(seed).take(16) for seed in SEEDS}) == len(SEEDS)


def test_a_seed_gives_the_same_bytes_on_every_machine() -> None:
    assert SeededRandomness(42).take(8).hex() == "ed449bf2d5dabc8c"


def test_no_answer_of_a_seed_goes_on_or_begins_like_another() -> None:
    randomness = SeededRandomness(7)
    answers = [randomness.take(16) for _ in range(1_000)]
    assert len(set(answers)) == 1_000
    assert len({answer[:8] for answer in answers}) == 1_000


def test_seeded_bytes_look_like_chance() -> None:
    found = SeededRandomness(0).take(65_536)
    counts = [found.count(byte) for byte in range(256)]
    assert min(counts) > 180  # 256 expected, a deviation of 16 is usual
    assert max(counts) < 340


@pytest.mark.parametrize("randomness", [RealRandomness(), SeededRandomness(3)])
def test_it_gives_as_many_bytes_as_asked(randomness: Randomness) -> None:
    assert [len(answer) for answer in taken(randomness)] == [0, 1, 8, 256, 65_536]


def test_the_machines_random_numbers_never_repeat() -> None:
    answers = sorted(RealRandomness().take(16) for _ in range(100))
    assert all(one != other for one, other in pairwise(answers))
