"""Which functions and classes of packages read files that came with a package.

A component carries no files: what reads one while a message is processed finds nothing. Code that runs while a module
is imported is left out, since it runs during the build, where the files still are. The search follows names: a function
that uses a reading one reads too, as far as imports and plain names tell.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.operators.packages.imports import Source, When, base_of, nodes

_READERS = re.compile(
    r"(?:__file__|pkgutil\.get_data|pkg_resources\.resource_\w+|(?:importlib\.resources|importlib_resources)\.\w+)$"
)
_FILE = "__file__"


@dataclass
class _Unit:
    """One top-level name: what it mentions, and whether it reads by itself."""

    mentions: set[str] = field(default_factory=set)
    reads: bool = False


def reading_names(sources: Sequence[Source]) -> list[str]:
    """Full names such as ``dateutil.tz.gettz``, public ones only, sorted, under every name they can be imported by."""
    units: dict[str, _Unit] = {}
    aliases: dict[str, set[str]] = {}
    tops = {module.name: set(_defined(module)) for module in sources}
    for module in sources:
        known = _local_names(module, tops)
        for name, target in known.items():
            aliases.setdefault(target, set()).add(f"{module.name}.{name}")
        _collect(module, known, units)
    return sorted(name for name in _spread(units, aliases) if _is_public(name))


def _defined(module: Source) -> Iterator[str]:
    for statement in module.tree.body if module.tree else ():
        yield from _names(statement)


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return []


def _local_names(module: Source, tops: Mapping[str, set[str]]) -> dict[str, str]:
    """What the names bound by imports stand for, star imports of the packages' own modules included."""
    known: dict[str, str] = {}
    for node, _ in nodes(module.tree) if module.tree else ():
        if isinstance(node, ast.Import):
            known |= {alias.asname or alias.name.partition(".")[0]: _bound(alias) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = base_of(node, module)
            for alias in node.names:
                if alias.name == "*":
                    known |= {name: f"{base}.{name}" for name in tops.get(base, ())}
                else:
                    known[alias.asname or alias.name] = f"{base}.{alias.name}"
    return known


def _bound(alias: ast.alias) -> str:
    return alias.name if alias.asname else alias.name.partition(".")[0]


def _collect(module: Source, known: Mapping[str, str], units: dict[str, _Unit]) -> None:
    for statement in module.tree.body if module.tree else ():
        names = _names(statement)
        if not names:
            continue
        mentions, reads = _uses(module, statement, known)
        for name in names:
            unit = units.setdefault(f"{module.name}.{name}", _Unit())
            unit.mentions |= mentions
            unit.reads = unit.reads or reads


def _uses(module: Source, statement: ast.stmt, known: Mapping[str, str]) -> tuple[set[str], bool]:
    mentions: set[str] = set()
    reads = False
    for node, when in nodes(statement):
        full = _full_name(node, known, module.name)
        if full is None:
            continue
        mentions.add(full)
        reads = reads or (when is When.LAZY and _READERS.search(full) is not None)
    return mentions, reads


def _full_name(node: ast.AST, known: Mapping[str, str], module: str) -> str | None:
    """``tz.gettz`` as ``dateutil.tz.gettz``; a plain name is one of the module's own unless an import bound it."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    first = node.id if node.id == _FILE else known.get(node.id, f"{module}.{node.id}")
    return ".".join([first, *reversed(parts)])


def _spread(units: Mapping[str, _Unit], aliases: Mapping[str, set[str]]) -> set[str]:
    """From those that read to those that use them, until nothing changes."""
    users: dict[str, set[str]] = {}
    for name, unit in units.items():
        for mention in unit.mentions:
            users.setdefault(mention, set()).add(name)
    found: set[str] = set()
    waiting = [name for name, unit in units.items() if unit.reads]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [*users.get(name, ()), *aliases.get(name, ())]
    return found


def _is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))
