"""``state_store.del(...)``, which Python cannot even read."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from itertools import pairwise

from app.operators.checks.editing import CannotFix
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Place, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """The word ``del`` behind a dot, in files that cannot be parsed; strings and comments are passed over."""
    for path, text in operator.files.items():
        if path.endswith(".py") and text and path not in operator.modules and "del" in text:
            for line, column in _places(text):
                place = Place(path, line, column + 1, line, column + len("del") + 1)
                yield Found(place, fixable=True, detail=(line, column))


def fix_text(text: str, found: Found) -> str:
    """The function's name in the bindings: ``del_``."""
    line, column = found.detail
    if (line, column) not in _places(text):
        raise CannotFix("the word is not there any more")
    lines = text.split("\n")
    before, after = lines[line - 1][:column], lines[line - 1][column + len("del") :]
    lines[line - 1] = f"{before}del_{after}"
    return "\n".join(lines)


def _places(text: str) -> list[tuple[int, int]]:
    """Line from 1 and column from 0 of each. Text that cannot be cut into words any further ends the search."""
    found: list[tuple[int, int]] = []
    try:
        for dot, word in pairwise(tokenize.generate_tokens(io.StringIO(text).readline)):
            if dot.string == "." and word.string == "del":
                found.append(word.start)
    except (tokenize.TokenError, SyntaxError):
        return found
    return found


RULE = Rule(
    code="state-store-del",
    severity=Severity.ERROR,
    sentence="del is a word of Python itself, so no function can be called so.",
    help="The bindings call the function del_: state_store.del_(key, fencing_token, timeout).",
    check=check,
    fix_text=fix_text,
)
