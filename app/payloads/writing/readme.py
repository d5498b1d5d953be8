"""README.txt of an export: what lies there, and what of it only the studio reads."""

from app.payloads.writing import graph, own
from app.payloads.writing.lacking import Lacking, Setting
from app.payloads.writing.shapes import Heading, Operator

FILE = "README.txt"
_TEXT = """{name}, version {version}: {count}, exported by Operator Studio

{own} holds all of it: the settings, every case, and what each expects. The studio imports it, and

    operator-studio test FOLDER --component operator.wasm

runs it where this was unpacked. Where a case is changed by hand, change it in that file: the studio takes a case
from there and not from the folder of the same case.

Each folder is one case in the layout of the published test tool of Azure IoT Operations (dataflow-dev test).
{graph} is the graph of all of them: one operator, {kind} "{operator}". {module}

{beyond}
"""
_NAMED = "Build it under that name before testing."
_UNNAMED = "Name your own operator in it, and its type."
_ALL = "That layout carries everything that this collection says."
_PART = "What that layout cannot carry, so that only the studio sees to it:"


def readme_bytes(
    heading: Heading, count: int, operator: Operator, settings: list[Setting], lacking: Lacking, *, is_named: bool
) -> bytes:
    """The text; ``is_named`` says whether somebody chose the operator, or the export had to make one up."""
    lines = [*(f"- {setting} (settings)" for setting in settings), *lacking.lines()]
    text = _TEXT.format(
        name=heading.name,
        version=heading.version,
        count="1 case" if count == 1 else f"{count:,} cases",
        own=own.FILE,
        graph=graph.FILE,
        kind=operator.kind,
        operator=operator.name,
        module=_NAMED if is_named else _UNNAMED,
        beyond="\n".join([_PART, *lines]) if lines else _ALL,
    )
    return text.replace("\n", "\r\n").encode()
