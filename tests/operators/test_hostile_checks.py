"""Sources made to crash, stall or flood the parsers: each is a diagnostic, and the next check is as good as before."""

import pytest

from app.operators.checker import Checker
from tests.operators.test_checker import GOOD, checker, codes, subject

__all__ = ["checker"]

HOSTILE = {
    "nested parentheses": b"x = " + b"(" * 3_000 + b"1" + b")" * 3_000,
    "chained operators": b"x = " + b"+".join([b"1"] * 200_000),
    "chained attributes": b"x = a" + b".b" * 100_000,
    "chained calls": b"x = f" + b"()" * 50_000,
    "nested lists": b"x = " + b"[" * 5_000,
    "unary": b"x = " + b"-" * 150_000 + b"1",
    "not": b"x = " + b"not " * 100_000 + b"1",
    "lambda": b"x = " + b"lambda: " * 20_000 + b"1",
    "else if": b"if a: pass\n" + b"elif a: pass\n" * 20_000,
    "nested blocks": b"\n".join(b" " * depth + b"if a:" for depth in range(99)) + b"\n" + b" " * 99 + b"pass",
    "too many blocks": b"\n".join(b" " * depth + b"if a:" for depth in range(2_000)),
    "one long line": b"x = '" + b"a" * 900_000 + b"'",
    "one long name": b"a" * 900_000 + b" = 1",
    "many lines": b"x = 1\n" * 60_000,
    "many functions": b"".join(b"def f%d(a, b=1): return a\n" % number for number in range(20_000)),
    "many errors": b"undefined_name\n" * 20_000,
    "null byte": b"x = 1\n\0\n",
    "only a null byte": b"\0",
    "byte order mark": b"\xef\xbb\xbfx = 1\n",
    "carriage returns": b"x = 1\ry = 2\r",
    "form feeds": b"\x0c" * 10_000 + b"x = 1",
    "strings that never end": b'x = """' * 999,
    "f-strings in f-strings": b"x = " + b"f'{" * 100 + b"1" + b"}'" * 100,
    "deep decorators": b"@a\n" * 50_000 + b"def f(): pass",
    "a number": b"x = " + b"9" * 500_000,
    "a coding line": b"# -*- coding: rot13 -*-\nk = 1\n",
    "surrogates": b"x = '\\ud800'\n",
    "right to left": "x = '\u202e'  # \u2066\n".encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_a_diagnostic_at_most(checker: Checker, name: str) -> None:
    found = checker.check(subject(GOOD, other=HOSTILE[name]))

    assert all(one.message and one.help and one.severity for one in found)
    assert len(found) <= 200
    assert codes(checker.check(subject(GOOD))) == []  # the next one is as good as before


@pytest.mark.parametrize(
    "name", ["nested parentheses", "chained operators", "chained attributes", "null byte", "unary"]
)
def test_what_python_cannot_read_either_is_told(checker: Checker, name: str) -> None:
    assert checker.check(subject(GOOD, other=HOSTILE[name]))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_fix_of_hostile_text_ends_too(checker: Checker, name: str) -> None:
    broken = GOOD.replace(b"class Map(", b"class Other(")
    fixed = checker.fix(subject(broken, other=HOSTILE[name]))

    assert "op.py" in fixed.files or fixed.left


def test_hostile_text_in_the_entry_file(checker: Checker) -> None:
    found = checker.check(subject(HOSTILE["chained operators"]))

    assert [one.path for one in found if one.severity == "error"] == ["op.py"]
