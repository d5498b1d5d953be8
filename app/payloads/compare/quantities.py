"""Numbers of JSON: whole ones exactly, however long; fractions as 64-bit floating point, as most programs read them."""

import math
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation

Number = int | float | Decimal

_EXACT_DIGITS = 15  # a decimal fraction of so many digits survives the way through a 64-bit float and back
_ARITHMETIC = Context(prec=60, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


def is_number(value: object) -> bool:
    """True for what JSON calls a number: True and False are none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def read(text: str) -> Number:
    """A number as JSON writes it, exactly; ValueError where its exponent is beyond all reason."""
    if len(text) <= _EXACT_DIGITS and text.lstrip("-").isdecimal():
        return int(text)
    if len(text) <= _EXACT_DIGITS and "e" not in text and "E" not in text:
        return float(text)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError("an exponent that is too large") from error


def equal(one: Number, other: Number, tolerance: Decimal = Decimal(0)) -> bool:
    """Whether two numbers are the same, or no farther apart than ``tolerance``. What is not finite is only itself."""
    if type(one) is type(other) and not isinstance(one, Decimal) and not tolerance:
        return bool(one == other)  # the most, and the quickest
    if not _is_finite(one) or not _is_finite(other):
        return str(one) == str(other)
    first, second = exact(one), exact(other)
    if first == second or _same_float(first, second):
        return True
    return bool(tolerance) and _ARITHMETIC.subtract(first, second).copy_abs() <= tolerance


def exact(number: Number) -> Decimal:
    """The decimal that a person would write for it."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def _same_float(one: Decimal, other: Decimal) -> bool:
    if _is_whole(one) and _is_whole(other):
        return False
    return float(one) == float(other) and math.isfinite(float(one))


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _is_finite(number: Number) -> bool:
    return number.is_finite() if isinstance(number, Decimal) else isinstance(number, int) or math.isfinite(number)
