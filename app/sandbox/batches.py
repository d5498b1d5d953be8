"""Ways to hand an accumulate operator its values.

How many values a graph hands over at once is not documented, and it may call ``process`` several times for one logical
time. An operator has to give the same result whichever way its values are cut into batches.
"""

import random
from collections.abc import Sequence
from typing import TypeVar

ONE, EACH, RANDOM = "one", "each", "random"
WAYS = (ONE, EACH, RANDOM)

T = TypeVar("T")


def split(values: Sequence[T], way: str, chance: random.Random) -> list[Sequence[T]]:
    """The values in order: in one part, one by one, or cut by ``chance``. No values at all are one empty part."""
    if way == ONE or len(values) < 2:
        return [values]
    cuts = range(1, len(values)) if way == EACH else _cuts(len(values), chance)
    return [values[start:end] for start, end in zip([0, *cuts], [*cuts, len(values)], strict=True)]


def _cuts(length: int, chance: random.Random) -> list[int]:
    """Where to cut; every number of parts is as likely as any other."""
    return sorted(chance.sample(range(1, length), chance.randrange(length)))
