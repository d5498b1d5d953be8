"""A failed build's output, turned into what a user can act on: which file, which line, what to do next.

componentize-py 0.14.0 ends with ``Caused by:`` and the exception in its own words, indented by four spaces.
Before it stands what the operator's top-level code printed, traceback included, of which it keeps the first
10,000 bytes only. Where the entry class is missing or cannot be created no line of the project took part: the
traceback has the adapter's lines only, and without the adapter there is none.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from app.kit.text import printable, truncate
from app.kit.tracebacks import Frame, parse
from app.operators.build_errors import HELP, Cause, explain

_MOST_LINES = 5_000
_MOST_CAUSE = 16_000
_MOST_MESSAGE = 400
_CAUSED_BY = "Caused by:"
_INDENT = "    "
_SYNTAX_PLACE = re.compile(r" \(([^()\n]+), line (\d{1,9})\)$")


@dataclass(frozen=True)
class Diagnostic:
    """One finding. ``path`` and positions (counted from 1) are None where the tools did not say.

    ``code`` is a check's, or one of ``build_errors.HELP``; ``severity`` is error, warning or information. ``id``
    names a check's finding among those of the same files.
    """

    code: str
    severity: str
    path: str | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    message: str
    help: str
    fixable: bool = False
    id: str = ""

    def as_json(self) -> dict[str, Any]:
        """As in the API."""
        return asdict(self)


def from_build_log(
    lines: Sequence[str], files: Collection[str] | Mapping[str, str], entry: str | None = None
) -> list[Diagnostic]:
    """What a failed build's log says, as diagnostics: always at least one.

    ``files`` are the project's paths; with their sources (a mapping) a failure that names only a class gets
    the line of that class too. ``entry`` is the path of the entry file.
    """
    log = "\n".join(lines[-_MOST_LINES:])
    text = _cause(log)
    frames = parse(log.rpartition(_CAUSED_BY)[0] or log, files)
    cause = explain(text, frames[-1] if frames else None)
    path, line = _place(cause, text, frames, files, entry)
    message = truncate(printable(cause.message), _MOST_MESSAGE)
    return [Diagnostic(cause.code, "error", path, line, None, line, None, message, HELP[cause.code])]


def _cause(log: str) -> str:
    """The exception as componentize-py words it, or else the log's last line."""
    _, found, rest = log.rpartition(f"{_CAUSED_BY}\n")
    if not found:
        stripped = log.rstrip().splitlines()
        return stripped[-1].strip()[:_MOST_CAUSE] if stripped else ""
    wanted = [line.removeprefix(_INDENT) for line in rest.rstrip().splitlines()]
    return "\n".join(wanted)[:_MOST_CAUSE].rstrip()


def _place(
    cause: Cause, text: str, frames: Sequence[Frame], files: Collection[str], entry: str | None
) -> tuple[str | None, int | None]:
    """The innermost frame of the project; else where the message points; else the entry class."""
    if frames:
        return frames[-1].path, frames[-1].line
    if match := _SYNTAX_PLACE.search(text):
        named = [path for path in files if PurePosixPath(path).name == match[1]]
        if len(named) == 1:
            return named[0], int(match[2])
    if cause.module is not None and f"{cause.module}.py" in files:
        return f"{cause.module}.py", None
    return _class_place(cause.class_name, files, entry)


def _class_place(class_name: str | None, files: Collection[str], entry: str | None) -> tuple[str | None, int | None]:
    sources = files if isinstance(files, Mapping) else {}
    paths = [entry] if entry is not None else sorted(files)
    if class_name is not None:
        defined = re.compile(rf"^class {re.escape(class_name)}\b", re.MULTILINE)
        for path in paths:
            if match := defined.search(sources.get(path, "")):
                return path, sources[path].count("\n", 0, match.start()) + 1
    return (paths[0], None) if len(paths) == 1 else (None, None)
