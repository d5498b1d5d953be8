import pytest

from app.db.models import Artifact
from app.web.slimming_view import done, in_short

FACTS = {
    "stripped_bytes": 18_704_231, "unused_bytes": 1_048_165, "freed_bytes": 1_542_573, "zero_bytes": 4_513_177,
    "segments": 55_764, "heap_walk": "ok", "checked": {"imports": True, "exports": True, "smoke": True},
}  # fmt: skip


def artifact(**facts: object) -> Artifact:
    return known(size=12_257_309, plain_size=36_085_634, slimming={**FACTS, **facts})


def known(**values: object) -> Artifact:
    base = {"digest": "", "name": "", "kinds": [], "api_version": "", "mode": "", "toolchain": {}, "report": {}}
    return Artifact.model_validate({**base, "origin": "built", **values})


def test_both_sizes_and_what_was_done_are_told() -> None:
    assert in_short(artifact()) == "66 % smaller than the toolchain's 34.4 MiB"
    assert done(artifact()) == [
        "Debug sections and function names left out: 17.8 MiB.",
        "Functions and exports that nothing reaches left out: 1023.6 KiB.",
        "Zeros taken out of the stored memory: 4.3 MiB, after clearing 1.5 MiB that the build had freed.",
        "Checked: the same imports and exports, and a first call of the result.",
    ]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"heap_walk": "no heap"}, "Zeros taken out of the stored memory: 4.3 MiB."),
        ({"segments": 0, "zero_bytes": 0}, "The stored memory is as the toolchain made it."),
        ({"checked": {"smoke": False}}, "Checked: the same imports and exports."),
    ],
)
def test_nothing_is_claimed_that_was_not_done(facts: dict[str, object], sentence: str) -> None:
    assert sentence in done(artifact(**facts))


def test_a_component_that_was_not_slimmed_says_nothing() -> None:
    plain = known(size=36_085_634, plain_size=None, slimming=None)

    assert in_short(plain) is None
    assert done(plain) == []
