"""The child that reads what somebody gives as projects.

A question holds ``files`` (name and place of each) and ``take``, the modules of the operators whose files are wanted.
It is answered by ``file`` (entry, path, content in base64) for each of those, and at last ``found``: ``operators``
(entry, name, kinds, count), ``versions``, ``left_out`` (words and number) and ``problems`` (path, line, sentence).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from app.importing.finding import Found, Operator, find
from app.operators.files import LARGEST_FILE, MOST_FILES
from app.payloads.reading.findings import Bad, Enough, Findings
from app.payloads.reading.sources import Given, Source, Zipped, read
from app.sandbox.messages import Channel

_NOTHING = (
    "No operator was found: that is a Python module with the class Map, Filter, Branch, Accumulate or Delay, "
    "mostly operators/<name>/<name>.py. Give the folder that holds it."
)
_TOO_LARGE = "This takes more memory to read than is allowed. Give less at once."


def main(requests: Iterator[dict[str, Any]], channel: Channel) -> None:
    """Answer every question."""
    for request in requests:
        _answer(request, channel)


def _answer(request: dict[str, Any], channel: Channel) -> None:
    findings, found = Findings(), Found()
    try:
        with findings.gathering():
            source = _source({file["name"]: file["at"] for file in request["files"]}, findings)
            if not findings.problems:
                found = find(source.paths, lambda path: read(source, path, LARGEST_FILE), source.hidden)
                _send(source, found, request["take"], channel)
    except Enough:
        findings.note("There may be more problems than are shown.")
    except (MemoryError, RecursionError):
        findings.problems.append(Bad("", None, _TOO_LARGE))
    problems = [problem.as_json() for problem in findings.problems]
    operators = [
        {"entry": one.entry, "name": one.name, "kinds": one.kinds, "count": len(one.files)} for one in found.operators
    ]
    left_out = list(found.left_out.items())
    channel.send("found", operators=operators, versions=found.versions, left_out=left_out, problems=problems)


def _source(files: dict[str, str], findings: Findings) -> Source:
    name, at = next(iter(files.items()), ("", ""))
    if len(files) == 1 and (not name or name.casefold().endswith(".zip")):
        return Zipped(at, name or "the zip file", findings)
    return Given(files, findings)


def _send(source: Source, found: Found, take: list[str], channel: Channel) -> None:
    if not found.operators:
        raise Bad("", None, _NOTHING)
    for operator in found.operators:
        if operator.entry in take:
            _send_one(source, operator, channel)


def _send_one(source: Source, operator: Operator, channel: Channel) -> None:
    if len(operator.files) > MOST_FILES:
        count = len(operator.files)
        raise Bad(operator.entry, None, f"Its folder has {count} files; at most {MOST_FILES} make a project.")
    for path, given in operator.files.items():
        content = base64.b64encode(read(source, given, LARGEST_FILE)).decode()
        channel.send("file", entry=operator.entry, path=path, content=content)
