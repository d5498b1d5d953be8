from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.quantities import Number, equal, is_number, read
from tests.payloads.compare.reports import NUMBERS, unhurried


def test_true_is_no_number() -> None:
    assert not is_number(True)
    assert is_number(1)
    assert is_number(1.0)
    assert is_number(Decimal(1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("85", "85.0", True),
        ("85", "8.5e1", True),
        ("0", "-0.0", True),
        ("9007199254740993", "9007199254740993.0", True),
        ("9007199254740993", "9007199254740992", False),
        ("9007199254740993", "9007199254740992.0", False),
        ("0.1", "0.10000000000000000555", True),
        ("0.1", "0.10000000000001", False),
        ("1e400", "1e500", False),
        ("1e400", "1" + "0" * 400, True),
        ("1e999999999", "1e999999999", True),
        ("9" * 5_000, "9" * 5_000 + ".0", True),
        ("9" * 5_000, "9" * 4_999 + "8", False),
        ("1.5", "1.50", True),
    ],
)
def test_as_written(one: str, other: str, same: bool) -> None:
    assert equal(read(one), read(other)) is same
    assert equal(read(other), read(one)) is same


def test_an_exponent_without_reason_is_no_number() -> None:
    with pytest.raises(ValueError, match="exponent"):
        read("1e99999999999999999999")


@unhurried
@given(NUMBERS)
def test_a_number_is_itself(number: Number) -> None:
    assert equal(number, number)


@unhurried
@given(st.integers())
def test_a_whole_number_with_a_point_is_the_same(number: int) -> None:
    assert equal(number, read(f"{number}.0"))
    assert not equal(number, read(f"{number + 1}.0"))


@unhurried
@given(NUMBERS, NUMBERS, st.floats(0, 1e6))
def test_it_does_not_matter_which_is_expected(one: Number, other: Number, tolerance: float) -> None:
    allowed = Decimal(repr(tolerance))
    assert equal(one, other, allowed) == equal(other, one, allowed)


@unhurried
@given(st.integers(-(2**70), 2**70), st.integers(0, 1_000), st.integers(0, 1_000))
def test_a_tolerance_is_the_largest_distance_allowed(number: int, distance: int, tolerance: int) -> None:
    assert equal(number, number + distance, Decimal(tolerance)) is (distance <= tolerance)


def test_a_tolerance_counts_as_it_is_written() -> None:
    assert equal(read("20.1"), read("20.2"), Decimal("0.1"))  # as floats they are farther apart
    assert not equal(read("20.1"), read("20.2001"), Decimal("0.1"))
    assert not equal(read("1e999999999"), read("1"), Decimal("0.1"))


def test_what_is_not_finite_is_only_itself() -> None:
    infinite = float("inf")
    assert equal(infinite, infinite, Decimal(1))
    assert not equal(infinite, 1, Decimal(1))
    assert not equal(infinite, -infinite, Decimal(1))
