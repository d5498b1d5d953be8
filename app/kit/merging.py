"""Two people's changes of one text put together, where they do not touch each other."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

MOST_LINES = 2_000  # comparing takes time by the square of the lines that differ

Lines = Sequence[str]
Change = tuple[int, int, tuple[str, ...]]  # the lines from..to of the common text become these


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Both changes of ``base`` in one text; None where they touch each other, or are too long to tell."""
    texts = [text.split("\n") for text in (base, mine, theirs)]
    head, tail = common_ends(texts)
    common, *others = (lines[head : len(lines) - tail] for lines in texts)
    if max(len(common), *(len(lines) for lines in others)) > MOST_LINES:
        return None
    changes = sorted({change for other in others for change in _changes(common, other)})
    if any(_touch(one, other) for one, other in pairwise(changes)):
        return None
    whole = texts[0]
    return "\n".join([*whole[:head], *_applied(common, changes), *whole[len(whole) - tail :]])


def common_ends(texts: Sequence[Lines]) -> tuple[int, int]:
    """How many lines at the beginning, and how many of the others at the end, are the same in all texts."""
    most = min(len(lines) for lines in texts)
    head = _alike(texts, range(most))
    return head, _alike(texts, range(-1, head - most - 1, -1))


def _alike(texts: Sequence[Lines], places: range) -> int:
    return next((n for n, at in enumerate(places) if len({lines[at] for lines in texts}) > 1), len(places))


def _changes(base: Lines, other: Lines) -> Iterator[Change]:
    for kind, start, end, first, last in SequenceMatcher(None, base, other).get_opcodes():
        if kind != "equal":
            yield start, end, tuple(other[first:last])


def _touch(one: Change, other: Change) -> bool:
    """Neighbouring lines count as touching: what stands beside a change was mostly written with it in mind."""
    return other[0] <= one[1]


def _applied(base: Lines, changes: Sequence[Change]) -> Iterator[str]:
    at = 0
    for start, end, lines in changes:
        yield from base[at:start]
        yield from lines
        at = end
    yield from base[at:]
