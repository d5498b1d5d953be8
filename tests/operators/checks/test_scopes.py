"""What statements bind to names."""

import ast

import pytest

from app.operators.checks.scopes import bound, parameters


def test_every_statement_that_binds_a_name_is_seen() -> None:
    text = """\
a = 1
b, [c, *d] = e
f: int = 2
g += 1
for h, i in j: pass
with k as l, m as (n, o): pass
if (p := 3): pass
try: pass
except E as q: pass
match r:
    case {"x": s, **t}: pass
    case [u, *v]: pass
    case w: pass
import x.y, z as aa
from bb import cc as dd, ee
def ff(): inner = 1
class gg: inner = 2
[0 for hh in j]
lambda ii, *jj: 0
global kk
ll.mm = nn[0] = 4
"""
    names = set(bound(ast.parse(text)))

    assert names == {*"abcdfghilnopqstuvwx", "aa", "dd", "ee", "ff", "gg", "hh", "ii", "jj", "kk"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a = 1", ["1"]),
        ("a = b = 1", ["1"]),
        ("a = 1\na += 2", ["1", None]),
        ("a: int", [None]),
        ("a, b = 1, 2", [None]),
    ],
)
def test_the_expression_is_given_where_one_tells(text: str, values: list[str | None]) -> None:
    found = bound(ast.parse(text))["a"]

    assert [one and ast.unparse(one) for one in found] == values


def test_parameters_of_every_sort() -> None:
    (function,) = ast.parse("def f(a, /, b, *c, d=1, **e): pass").body
    assert isinstance(function, ast.FunctionDef)

    assert [one.arg for one in parameters(function)] == ["a", "b", "d", "c", "e"]
    assert [one.arg for one in parameters(function, stars=False)] == ["a", "b", "d"]
