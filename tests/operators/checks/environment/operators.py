"""Small map operators that are right but for the lines that a test gives."""

from textwrap import dedent, indent

from app.operators.checks.rule import Finding
from tests.operators.checks import checking

_MAP = """\
from map_impl import exports
from map_impl.imports import types
{top}

class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
{init}        return True

    def process(self, message: types.DataModel) -> types.DataModel:
{process}        return message
{more}"""
PROCESS_LINE = 10  # of the first line of process, where top is one line


def map_with(top: str = "", process: str = "", *, init: str = "", more: str = "") -> str:
    """A map operator; ``top`` stands behind its imports, ``more`` behind its class (at any indentation)."""

    def body(text: str) -> str:
        return indent(dedent(text).strip() + "\n", "        ") if text else ""

    return _MAP.format(top=top, init=body(init), process=body(process), more=more)


def found(code: str, source: str, *, kind: str = "map", **options: object) -> list[tuple[int | None, str]]:
    """Lines and severities of what one rule finds."""
    return [(one.place.line, one.severity.value) for one in findings(code, source, kind=kind, **options)]


def findings(code: str, source: str, *, kind: str = "map", **options: object) -> list[Finding]:
    """What one rule finds."""
    every = checking.findings(source, kind, **options)  # type: ignore[arg-type]
    return [one for one in every if one.code == code]
