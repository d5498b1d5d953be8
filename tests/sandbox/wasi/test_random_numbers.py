from collections.abc import Iterator

import pytest

from app.sandbox.randomness import RealRandomness, SeededRandomness
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.random_numbers import MAX_BYTES
from tests.sandbox.wasi.offered import Offered

BYTES = [("wasi:random/random", "get-random-bytes"), ("wasi:random/insecure", "get-insecure-random-bytes")]
NUMBERS = [("wasi:random/random", "get-random-u64"), ("wasi:random/insecure", "get-insecure-random-u64")]


def everything(offered: Offered) -> Iterator[object]:
    for _ in range(2):
        yield from (offered.call(*function, 16) for function in BYTES)
        yield from (offered.call(*function) for function in NUMBERS)
        yield offered.call("wasi:random/insecure-seed", "insecure-seed")


def test_a_seed_repeats_the_secure_and_the_insecure_ones() -> None:
    once, again, other = ([*everything(Offered(randomness=SeededRandomness(seed)))] for seed in (1, 1, 2))
    assert once == again
    assert not {*once} & {*other}
    assert len({*once}) == len(once) == 10


def test_without_a_seed_nothing_repeats() -> None:
    assert not {*everything(Offered(randomness=RealRandomness()))} & {*everything(Offered(randomness=RealRandomness()))}


@pytest.mark.parametrize("function", BYTES)
@pytest.mark.parametrize("size", [0, 1, 256, MAX_BYTES])
def test_it_gives_as_many_bytes_as_asked(function: tuple[str, str], size: int) -> None:
    assert len(Offered().call(*function, size)) == size


@pytest.mark.parametrize("function", BYTES)
@pytest.mark.parametrize("size", [MAX_BYTES + 1, 4 << 30, (1 << 64) - 1])
def test_too_many_at_once_are_refused(function: tuple[str, str], size: int) -> None:
    with pytest.raises(RuleBroken, match="random bytes at once"):
        Offered().call(*function, size)


@pytest.mark.parametrize("function", NUMBERS)
def test_numbers_fill_64_bits_and_no_more(function: tuple[str, str]) -> None:
    offered = Offered(randomness=RealRandomness())
    found = [offered.call(*function) for _ in range(200)]
    assert 1 << 60 < max(found) < 1 << 64
    assert min(found) >= 0
