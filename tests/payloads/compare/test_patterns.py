import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.patterns import BadPattern, Budget, TooMuchText, check
from tests.payloads.compare.reports import unhurried


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "missing )"),
        ("[", "missing ]"),
        ("a{1000}{1000}", "repetition"),
        (r"(\pL{1,20}){1,40}", "too large"),
        ("x{0,1000}" * 3, "too large"),
        ("(?=a)", "Look-ahead"),
        (r"(a)\1", "Back references"),
        (r"a\Z", r"\z is the end"),
        ("a" * 1_001, "1,001 characters"),
        ("\ud800", "half a character"),
    ],
)
def test_what_is_no_pattern(pattern: str, said: str) -> None:
    with pytest.raises(BadPattern) as caught:
        check(pattern)
    assert said in caught.value.sentence
    assert caught.value.sentence.endswith((".", "{ }."))


@unhurried
@given(st.text(max_size=60))
def test_any_text_is_a_pattern_or_refused(text: str) -> None:
    with contextlib.suppress(BadPattern):
        check(text)
        Budget().found(text, text)


def test_a_pattern_is_found_anywhere_in_a_text() -> None:
    budget = Budget()
    assert budget.found(r"\d+ degrees", "it is 21 degrees")
    assert not budget.found(r"^\d+ degrees", "it is 21 degrees")
    assert budget.found("é.$", "caféx")
    assert budget.found("(?i)ERROR", "an error")
    assert not budget.found("x", "half \ud800")


def test_a_pattern_that_runs_away_elsewhere_does_not_here() -> None:
    assert not Budget().found(r"(x+x+)+y", "x" * 100_000)


def test_there_is_an_end_to_searching() -> None:
    budget = Budget(work=1_000)
    assert budget.found("a", "a")
    with pytest.raises(TooMuchText):
        budget.found("a", "a" * 1_000)


def test_wide_characters_count_by_their_bytes() -> None:
    narrow, wide = Budget(work=10_000), Budget(work=10_000)
    assert not narrow.found("x", "a" * 1_000)
    with pytest.raises(TooMuchText):
        wide.found("x", "\U0001f600" * 1_000)
