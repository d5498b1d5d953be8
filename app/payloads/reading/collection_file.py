"""``collection.json``: a whole collection as the export writes it, read a case at a time.

    {"format": 1, "name", "description", "version", "settings": {...},
     "cases": [{"name", "folder", "messages": [...], "expect": {...} or null}, ...]}

``folder`` names the folder with the same case for the published test tool.
"""

from collections.abc import Iterator
from typing import Any

from app.payloads.limits import MOST_EXPECT_BYTES, MOST_SETTINGS_BYTES
from app.payloads.reading.bounds import Bounds
from app.payloads.reading.findings import Bad, Findings, shown
from app.payloads.reading.found import Found, Json, tidy
from app.payloads.reading.json_stream import Stream
from app.payloads.reading.paths import folder, joined, name_of
from app.payloads.reading.sources import Source

NAME = "collection.json"
FORMAT = 1
_MEMBERS = ("format", "name", "description", "version", "settings", "cases")
_CASE = frozenset({"name", "folder", "messages", "expect"})
_NEWER = "This collection was written by a newer studio (format {given}; this one reads {known}). Update the studio."


def collection_files(paths: list[str]) -> list[str]:
    """Those of our own files among some paths that lie highest."""
    found = [path for path in paths if name_of(path) == NAME]
    top = min((path.count("/") for path in found), default=0)
    return [path for path in found if path.count("/") == top]


class CollectionFile:
    """One collection; what stands above its cases is known once they have been taken."""

    def __init__(self, source: Source, path: str, bounds: Bounds, findings: Findings) -> None:
        self._source, self._path, self._bounds, self._findings = source, path, bounds, findings
        self.name: str | None = None
        self.description: str | None = None
        self.settings: Json = {}
        self.folders: set[str] = set()

    def cases(self) -> Iterator[Found]:
        """Every case; Bad where it is none of ours, or of a newer format."""
        seen: set[str] = set()
        with self._source.open(self._path) as file:
            stream = Stream(file, self._path, self._bounds.case_bytes * 2 + MOST_EXPECT_BYTES)
            for member in stream.object():
                line = stream.line
                self._check(member, seen, line)
                if member == "cases":
                    yield from self._cases(stream)
                else:
                    self._take(member, stream.value(2 * MOST_SETTINGS_BYTES), line)
            stream.end()
        if missing := {"format", "cases"} - seen:
            raise Bad(self._path, None, f"This collection has no {' and no '.join(sorted(missing))}. Export it anew.")

    def _check(self, member: str, seen: set[str], line: int) -> None:
        if not seen and member != "format":
            raise Bad(self._path, line, f'This is no collection of the studio: it begins with "format": {FORMAT}.')
        if member not in _MEMBERS:
            known = ", ".join(_MEMBERS)
            raise Bad(self._path, line, f"There is no member {shown(member)} in a collection; known are {known}.")
        if member in seen:
            raise Bad(self._path, line, f"The member {member} is there already. Keep one of the two.")
        seen.add(member)

    def _take(self, member: str, value: Any, line: int) -> None:
        if member == "format":
            self._check_format(value, line)
        elif member == "settings":
            if not isinstance(value, dict):
                raise Bad(self._path, line, "The settings of a collection are an object.")
            self.settings = value
        elif member in ("name", "description"):
            if not isinstance(value, str):
                raise Bad(self._path, line, f"The {member} of a collection is text.")
            setattr(self, member, value)

    def _check_format(self, value: Any, line: int) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise Bad(self._path, line, f"The format of a collection is a number; this studio writes {FORMAT}.")
        if value > FORMAT:
            raise Bad(self._path, line, _NEWER.format(given=shown(str(value), 20), known=FORMAT))

    def _cases(self, stream: Stream) -> Iterator[Found]:
        for number, _ in enumerate(stream.array(), start=1):
            stream.peek()
            line = stream.line
            value = stream.value()
            with self._findings.gathering():
                yield self._case(value, number, line)

    def _case(self, value: Any, number: int, line: int) -> Found:
        if not isinstance(value, dict) or not isinstance(value.get("messages"), list):
            raise Bad(self._path, line, f"Case {number} is no object with messages, a list.")
        if unknown := next((name for name in value if name not in _CASE), None):
            known = ", ".join(sorted(_CASE))
            raise Bad(self._path, line, f"There is no member {shown(unknown)} in a case; known are {known}.")
        name, expect, beside = value.get("name", ""), value.get("expect"), value.get("folder")
        if not isinstance(name, str) or not isinstance(expect, dict | None) or not isinstance(beside, str | None):
            raise Bad(self._path, line, f"Case {number} has a name, an expectation or a folder of a wrong kind.")
        if beside and (at := joined(folder(self._path), beside)):
            self.folders.add(at)
        return Found(self._path, line, tidy(name, f"case {number}"), value["messages"], expect)
