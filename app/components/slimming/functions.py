"""Functions that nothing can reach: their bodies are replaced by one that traps, so that no other gets a new number."""

from collections.abc import Iterable, Sequence

from app.components.cursor import Cursor
from app.components.slimming import leb
from app.components.slimming.constants import constant
from app.components.slimming.instructions import functions_named
from app.components.slimming.module import (
    function_exports,
    function_imports,
    has_function_globals,
    has_plain_tables,
    only,
)
from app.components.slimming.reasons import LeftAlone
from app.components.slimming.tree import Part

CODE, ELEMENT, START = "core-code", "core-element", "core-start"
_EMPTY = b"\x03\x00\x00\x0b"  # three bytes: no locals, unreachable, end
_ACTIVE, _PASSIVE, _ACTIVE_IN_TABLE, _DECLARED = range(4)


def empty_unreachable(module: Part) -> int:
    """Empty every function that no export, table, start section or other reachable function leads to.

    How many bytes they had. LeftAlone, with nothing changed, where there are references that are not read here.
    """
    section = only(module, CODE)
    if section is None:
        return 0
    if has_function_globals(module) or not has_plain_tables(module):
        raise LeftAlone("its globals or tables begin with functions")
    bodies = _bodies(section.body())
    first = function_imports(module)
    reached = _reached(_roots(module), bodies, first)
    kept = [_written(body) if first + number in reached else _EMPTY for number, body in enumerate(bodies)]
    before = len(section.content)
    section.content = leb.unsigned(len(kept)) + b"".join(kept)
    return before - len(section.content)


def _bodies(body: Cursor) -> list[Cursor]:
    return [body.inner(body.number(), "a function") for _ in range(body.number())]


def _written(body: Cursor) -> bytes:
    return leb.unsigned(body.left) + bytes(body.content[body.at : body.end])


def _roots(module: Part) -> set[int]:
    start = only(module, START)
    elements = only(module, ELEMENT)
    roots = {start.body().number()} if start else set()
    return roots | set(function_exports(module)) | set(_elements(elements.body()) if elements else ())


def _reached(roots: Iterable[int], bodies: Sequence[Cursor], first: int) -> set[int]:
    reached: set[int] = set()
    waiting = list(roots)
    while waiting:
        function = waiting.pop()
        if function in reached:
            continue
        reached.add(function)
        if first <= function < first + len(bodies):
            body = bodies[function - first]
            waiting += functions_named(Cursor(body.content, body.at, body.end, body.where))
    return reached


def _elements(body: Cursor) -> list[int]:
    """Every function that a table may hold."""
    found: list[int] = []
    for _ in range(body.number()):
        form = body.number()
        if form > _DECLARED:
            raise LeftAlone("its tables are filled by expressions")
        if form == _ACTIVE_IN_TABLE:
            body.number()
        if form in {_ACTIVE, _ACTIVE_IN_TABLE}:
            constant(body)
        if form != _ACTIVE:
            body.byte()
        found += [body.number() for _ in range(body.number())]
    return found
