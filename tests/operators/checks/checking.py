"""Checking sources in this very process: the rules themselves, without child and tools."""

from collections.abc import Collection, Mapping

from app.operators.checks import fixing
from app.operators.checks.analysis import merged, own_findings
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Finding
from app.operators.checks.sources import Sources

NAME = "op"
ENTRY = "op.py"
Files = Mapping[str, str | None]


def sources(
    kind: str = "map", api_version: str = "1.1.0", *, adapter: bool = True, provided: Collection[str] | None = ()
) -> Sources:
    """A project called ``op`` without any files yet."""
    about = {"kind": kind, "api_version": api_version, "name": NAME, "adapter": adapter}
    return Sources({**about, "provided": None if provided is None else list(provided)})


def operator(source: str, kind: str = "map", api_version: str = "1.1.0", *, files: Files | None = None) -> Operator:
    """What the rules are given."""
    return sources(kind, api_version).operator({**(files or {}), ENTRY: source})


def findings(
    source: str,
    kind: str = "map",
    api_version: str = "1.1.0",
    *,
    adapter: bool = True,
    files: Files | None = None,
    provided: Collection[str] | None = (),
) -> list[Finding]:
    """Everything that our own rules find, in order."""
    project = sources(kind, api_version, adapter=adapter, provided=provided)
    return merged(own_findings(project.operator({**(files or {}), ENTRY: source})), [])


def codes(
    source: str,
    kind: str = "map",
    api_version: str = "1.1.0",
    *,
    adapter: bool = True,
    files: Files | None = None,
    provided: Collection[str] | None = (),
) -> list[tuple[str, int | None]]:
    """The same as codes with their lines."""
    found = findings(source, kind, api_version, adapter=adapter, files=files, provided=provided)
    return [(one.code, one.place.line) for one in found]


def fixed(
    source: str,
    kind: str = "map",
    api_version: str = "1.1.0",
    *,
    code: str | None = None,
    adapter: bool = True,
    files: Files | None = None,
) -> str:
    """The entry file with everything mended, or only what one code found."""

    def look(present: Operator, _: Files) -> list[Finding]:
        found = merged(own_findings(present), [])
        return [one for one in found if code in (None, one.code)]

    after = fixing.fix_all(sources(kind, api_version, adapter=adapter), {**(files or {}), ENTRY: source}, look)
    return after[ENTRY] or ""
