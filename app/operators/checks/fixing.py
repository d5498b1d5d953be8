"""Mending what can be mended: one finding after the other, each on the text that the one before it left."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import partial

import libcst as cst

from app.operators.checks.analysis import identified, line_of
from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.module import lines
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Finding
from app.operators.checks.sources import Sources, readable

MOST_FIXES = 200
Files = dict[str, str | None]
Found = dict[str, Finding]  # by id
Look = Callable[[Operator, Files], list[Finding]]


def fix_all(sources: Sources, files: Mapping[str, str | None], look: Look) -> Files:
    """The files with everything mended that has a fix. ``look`` tells what is the matter with a state of them.

    What one code finds in a file is mended at once, as far as the places lie apart, since each look takes its time.
    """
    state = dict(files)
    found = identified(look(sources.operator(state), state), state)
    failed: set[str] = set()
    for _ in range(MOST_FIXES):
        open_ones = {number: one for number, one in found.items() if one.fixable and number not in failed}
        if not open_ones:
            break
        first, one = next(iter(open_ones.items()))
        group = _same_code(open_ones.values(), one)
        for ones in [group, [one]] if len(group) > 1 else [group]:
            after, done = _fixed(sources, state, ones)
            left = identified(look(sources.operator(after), after), after) if done else found
            if done and _helped(done, (state, found), (after, left)):
                state, found = after, left
                break
        else:
            failed.add(first)
    return state


def fix_some(sources: Sources, files: Mapping[str, str | None], ids: Collection[str], look: Look) -> Files:
    """The files with only these findings mended; ids that are not known are passed over.

    From the last of a code in a file to the first, so that mending one seldom changes which one the others are; where
    it does, as an import that helps several, the words tell.
    """
    state = dict(files)
    present = look(sources.operator(state), state)
    first = identified(present, state)
    for one in reversed([one for number, one in first.items() if number in set(ids) and one.fixable]):
        rank = _same_code(first.values(), one).index(one)
        there = _same_code(present, one)[rank : rank + 1]
        if there and there[0].fixable and there[0].message == one.message:
            state, done = _fixed(sources, state, there)
            present = look(sources.operator(state), state) if done else present
    return state


def unified_diff(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> str:
    """Both states as one patch."""
    parts = []
    for path in sorted(after):
        old, new = before.get(path) or "", after[path] or ""
        if old != new:
            changes = difflib.unified_diff(_patch_lines(old), _patch_lines(new), f"a/{path}", f"b/{path}")
            parts += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in changes]
    return "".join(parts)


def _patch_lines(text: str) -> list[str]:
    """The lines with their ends as the program patch counts them: only a newline ends one."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _same_code(findings: Collection[Finding], one: Finding) -> list[Finding]:
    return [other for other in findings if (other.code, other.place.path) == (one.code, one.place.path)]


def _helped(done: list[Finding], before: tuple[Files, Found], after: tuple[Files, Found]) -> bool:
    """Whether as many are gone; or else, for a single one, whether those left of its code are about neither its place
    nor what its fix wrote."""
    one, path = done[0], done[0].place.path
    left = _same_code(after[1].values(), one)
    if len(left) + len(done) <= len(_same_code(before[1].values(), one)):
        return True
    then, now = _counted(before[0][path]), _counted(after[0][path])
    untouched = line_of(one, before[0]) not in then - now
    same = untouched and any(other is one and number in after[1] for number, other in before[1].items())
    return len(done) == 1 and not same and not any(line_of(other, after[0]) in now - then for other in left)


def _counted(text: str | None) -> Counter[str]:
    return Counter(line.strip() for line in lines(text or ""))


def _fixed(sources: Sources, state: Files, ones: list[Finding]) -> tuple[Files, list[Finding]]:
    """The state with findings of one code in one file mended, and which; none where that would break the file."""
    path = ones[0].place.path
    try:
        text, done = _mended(sources.operator(state), state, ones)
    except (CannotFix, RecursionError, cst.ParserSyntaxError, cst.CSTValidationError):
        return state, []
    if text == state[path] or (readable(state[path] or "") and not readable(text)):
        return state, []
    return {**state, path: text}, done


def _mended(operator: Operator, state: Files, ones: list[Finding]) -> tuple[str, list[Finding]]:
    one, path = ones[0], ones[0].place.path
    if one.rule is None or one.found is None:
        raise CannotFix("found by a tool that has no fix")
    if one.rule.fix_text is not None:
        return one.rule.fix_text(state[path] or "", one.found), [one]
    if one.rule.fix is None or path not in operator.modules:
        raise CannotFix("no fix, or a file that cannot be parsed")
    edit = Edit(operator, operator.modules[path])
    done = [one for one in ones if _fits(edit, one)]
    return edit.text(), done


def _fits(edit: Edit, one: Finding) -> bool:
    """Whether this one is mended as well; what does not fit now may do so in another round."""
    if one.rule is None or one.rule.fix is None or one.found is None:
        return False
    try:
        return edit.together(partial(one.rule.fix, edit, one.found))
    except CannotFix:
        return False
