"""Whether a component is exactly what one world asks for, told by the names it imports and exports.

The real runtime links by full name: a component that lacks its kind's interface, or asks for one that no host
offers, cannot be started there.
"""

import re
from collections.abc import Iterable
from functools import cache

from app.components.reader import ComponentReport
from app.operators.worlds import World, all_worlds

# componentize-py 0.14.0 exports its own build-time hook beside the world's interface. Every component built with
# it carries that name, those that run on the real runtime included.
TOOLCHAIN_EXPORTS = frozenset({"exports"})

_WASI = re.compile(r"wasi:[a-z][a-z0-9-]*/[a-z][a-z0-9-]*@0\.2\.\d{1,4}")
_MOST_LISTED = 5


def mismatches(report: ComponentReport, world: World) -> list[str]:
    """Why a component is not exactly the world's, in plain sentences; empty where it is."""
    return [*_wrong_exports(report, world), *_wrong_imports(report, world)]


def detect(report: ComponentReport) -> list[World]:
    """The worlds a component was built for: one for an operator, none for any other component."""
    return [world for world in all_worlds() if not mismatches(report, world)]


def _wrong_exports(report: ComponentReport, world: World) -> list[str]:
    exported = [name for name in report.exports if name not in TOOLCHAIN_EXPORTS]
    if world.export in exported:
        return _surplus([name for name in exported if name != world.export], world)
    if not exported:
        return [f"It exports no interface, not even {world.export}. Build it for world {world.name}."]
    known = [other for other in all_worlds() if other.export in exported]
    return [_other_world(known[0], world) if known else _unknown_export(exported, world)]


def _surplus(others: list[str], world: World) -> list[str]:
    if not others:
        return []
    return [f"Besides {world.export} it exports {_listed(others)}; an operator exports one interface only."]


def _other_world(found: World, wanted: World) -> str:
    if found.package == wanted.package:
        return f"It is a {found.kind} operator, not a {wanted.kind} operator. Build it for world {wanted.name}."
    return (
        f"It is a {found.kind} operator built for {_version(found)}, where a {wanted.kind} operator for "
        f"{_version(wanted)} is asked for. Build it again with API version {wanted.api_version}."
    )


def _unknown_export(exported: list[str], world: World) -> str:
    return f"It exports {_listed(exported)}, not {world.export}. Build it for world {world.name}."


def _wrong_imports(report: ComponentReport, world: World) -> list[str]:
    foreign = [name for name in report.imports if name not in world.offered and not _WASI.fullmatch(name)]
    mixed = [name for name in foreign if name in _offered()]
    unknown = [name for name in foreign if name not in _offered()]
    return [*_mixed(mixed, world), *_unknown_imports(unknown, world)]


@cache
def _offered() -> dict[str, World]:
    """Every interface that some component may import, with a world that may."""
    return {name: world for world in all_worlds() for name in world.offered}


def _mixed(names: list[str], world: World) -> list[str]:
    if not names:
        return []
    found = _version(_offered()[names[0]])
    return [
        f"It imports {_listed(names)}, so it is built for {found}, not for {_version(world)}. "
        f"Build it again with API version {world.api_version}."
    ]


def _unknown_imports(names: list[str], world: World) -> list[str]:
    if not names:
        return []
    return [
        f"It imports {_listed(names)}, which no {world.kind} operator may: besides {_version(world)} only WASI 0.2 "
        "is there. Remove what needs it and build again."
    ]


def _version(world: World) -> str:
    """The package as people say it: ``wasm-graph 1.1.0``."""
    return f"{world.package.partition(':')[0]} {world.api_version}"


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(set(names))
    more = len(ordered) - _MOST_LISTED
    return ", ".join(ordered[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
