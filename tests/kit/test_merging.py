import pytest

from app.kit.merging import MOST_LINES, common_ends, merged

BASE = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (BASE.replace("one", "ONE"), BASE.replace("five", "FIVE"), "ONE\ntwo\nthree\nfour\nFIVE\n"),
        (f"# mine\n{BASE}", f"{BASE}# theirs\n", f"# mine\n{BASE}# theirs\n"),
        (BASE.replace("two\n", ""), BASE.replace("four", "4"), "one\nthree\n4\nfive\n"),
        (BASE, BASE.replace("two", "2"), BASE.replace("two", "2")),
        (BASE.replace("two", "2"), BASE.replace("two", "2"), BASE.replace("two", "2")),
        ("", "", ""),
        (BASE, "", ""),
    ],
)
def test_changes_that_do_not_touch_are_both_taken(mine: str, theirs: str, both: str) -> None:
    assert merged(BASE, mine, theirs) == merged(BASE, theirs, mine) == both


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (BASE.replace("two", "2"), BASE.replace("two", "zwei")),
        (BASE.replace("two", "2"), BASE.replace("three", "3")),  # neighbours
        (f"# mine\n{BASE}", f"# theirs\n{BASE}"),
        (BASE.replace("two", "2"), ""),
    ],
)
def test_changes_that_touch_are_for_a_person(mine: str, theirs: str) -> None:
    assert merged(BASE, mine, theirs) is None


def test_a_long_text_with_small_changes_is_merged_and_two_long_changes_are_not() -> None:
    lines = [f"line {number}" for number in range(20_000)]
    base = "\n".join(lines)
    mine, theirs = ("\n".join([*lines[:at], "new", *lines[at:]]) for at in (10_000, 10_500))
    assert merged(base, mine, theirs) == "\n".join(
        [*lines[:10_000], "new", *lines[10_000:10_500], "new", *lines[10_500:]]
    )
    assert merged("", "x\n" * (MOST_LINES + 1), "y\n" * (MOST_LINES + 1)) is None


def test_common_ends_never_overlap() -> None:
    assert common_ends([["a", "a"], ["a", "a", "a"]]) == (2, 0)
    assert common_ends([["a", "b", "z"], ["a", "c", "z"]]) == (1, 1)
    assert common_ends([[], ["a"]]) == (0, 0)
