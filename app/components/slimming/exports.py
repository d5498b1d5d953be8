"""Exports of core modules that nothing in the component asks for.

A core module's export is only reached by name: by an alias in a component around it, or by an import of another module
that is instantiated with it (component model, design/mvp/Binary.md, "Alias Definitions"). Libraries export every
function they have, and a component uses few of them.
"""

from collections.abc import Iterator

from app.components.cursor import Cursor
from app.components.sections import COMPONENT_SECTION, CORE_MODULE
from app.components.slimming import leb
from app.components.slimming.module import EXPORT, IMPORT, import_names, only
from app.components.slimming.reasons import LeftAlone
from app.components.slimming.tree import Part

_ALIAS, _CORE_TYPE = "alias", "core-type"
_CORE_SORT = 0
_OF_INSTANCE, _OF_CORE_INSTANCE = 0, 1


def used_names(top: Part) -> frozenset[str]:
    """Every name by which the component reaches into a core module.

    LeftAlone where a component has types of modules: then modules may come and go whole, and be used elsewhere.
    """
    names: set[str] = set()
    for part in top.all():
        kinds = {inner.kind for inner in part.parts}
        if part.kind == COMPONENT_SECTION and _CORE_TYPE in kinds:
            raise LeftAlone("it has modules that others may use")
        for inner in part.parts:
            if inner.kind == _ALIAS:
                names.update(_aliased(inner.body()))
            elif part.kind == CORE_MODULE and inner.kind == IMPORT:
                names.update(import_names(inner.body()))
    return frozenset(names)


def drop_unused(module: Part, names: frozenset[str]) -> int:
    """Take all other exports away; how many bytes they had."""
    section = only(module, EXPORT)
    if section is None:
        return 0
    body = section.body()
    kept = [entry for name, entry in _entries(body) if name in names]
    before = len(section.content)
    section.content = leb.unsigned(len(kept)) + b"".join(kept)
    return before - len(section.content)


def _entries(body: Cursor) -> Iterator[tuple[str, memoryview]]:
    for _ in range(body.number()):
        start = body.at
        name = body.name()
        body.byte()
        body.number()
        yield name, body.content[start : body.at]


def _aliased(body: Cursor) -> Iterator[str]:
    for _ in range(body.number()):
        if body.byte() == _CORE_SORT:
            body.byte()
        target = body.byte()
        body.number()
        if target in {_OF_INSTANCE, _OF_CORE_INSTANCE}:
            yield body.name()
        else:
            body.number()
