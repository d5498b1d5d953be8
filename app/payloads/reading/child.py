"""The child that reads what somebody gives as payloads: one import after the other.

A question holds ``files`` (name and place of each), ``how`` and ``bounds``. It is answered by a message ``case`` for
each case, which has the members of a case, and at last ``read``: ``name``, ``description`` and ``settings`` where the
files bring them, ``project`` where sources came along, ``notes``, and ``problems`` (path, line or null, sentence).
Where there are problems, the cases do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.payloads.reading.bounds import Bounds
from app.payloads.reading.checks import Gate, check_settings
from app.payloads.reading.collection_file import CollectionFile, collection_files
from app.payloads.reading.findings import Bad, Enough, Findings
from app.payloads.reading.found import Found, Json
from app.payloads.reading.how import Format, How, from_json
from app.payloads.reading.layout.published import Published, tests_in
from app.payloads.reading.loose import Loose
from app.payloads.reading.paths import ending, folder
from app.payloads.reading.project_file import project_beside
from app.payloads.reading.sources import PASTED, Given, Pasted, Source, Zipped
from app.sandbox.messages import Channel

_ZIPPED = b"PK\x03\x04"
_TOO_LARGE = "This takes more memory to read than is allowed. Give it in parts."
_TOO_DEEP = "Something in this is nested too deeply to be read. Make it flatter."
_NOTHING = "There is no payload in what was given. Give a file, a zip file or a text."


def main(requests: Iterator[dict[str, Any]], channel: Channel) -> None:
    """Answer every question."""
    for request in requests:
        _Import(request, channel).answer()


class _Import:
    def __init__(self, request: dict[str, Any], channel: Channel) -> None:
        self._files: dict[str, str] = {file["name"]: file["at"] for file in request["files"]}
        self._how: How = from_json(request["how"])
        self._bounds = Bounds(**request["bounds"])
        self._channel = channel
        self._findings = Findings()
        self._gate = Gate(self._bounds)
        self._head: Json = {}

    def answer(self) -> None:
        try:
            with self._findings.gathering():
                self._read()
                if not self._gate.count and not self._findings.problems:
                    raise Bad("", None, _NOTHING)
        except Enough:
            self._findings.note("There may be more problems than are shown.")
        except (MemoryError, RecursionError) as error:
            sentence = _TOO_LARGE if isinstance(error, MemoryError) else _TOO_DEEP
            self._findings.problems.append(Bad("", None, sentence))
        problems = [problem.as_json() for problem in self._findings.problems]
        self._channel.send("read", **self._head, notes=self._findings.notes, problems=problems)

    def _read(self) -> None:
        source = self._source()
        own = collection_files(source.paths) if self._how.format in (Format.AUTO, Format.ZIP) else []
        tests = tests_in(source.paths)
        if len(own) > 1:
            raise Bad(own[1], None, f"This is a second collection beside {own[0]}. Import them apart.")
        if own:
            self._whole(source, own[0], tests)
        elif tests and self._how.format in (Format.AUTO, Format.ZIP):
            self._published(source, tests)
        else:
            how = self._how
            plain = How(Format.AUTO, how.name, how.topic, how.template) if how.format is Format.ZIP else how
            self._send(Loose(source, plain, self._bounds, self._findings).cases())

    def _source(self) -> Source:
        name, at = next(iter(self._files.items()), (PASTED, ""))
        if len(self._files) == 1 and self._is_zip(name, at):
            return Zipped(at, name, self._findings)
        if self._files.keys() == {PASTED}:
            return Pasted(at)
        return Given(self._files, self._findings)

    def _is_zip(self, name: str, at: str) -> bool:
        """By its name, or by what was asked for; what came without a name, by how it begins."""
        if self._how.format is not Format.AUTO:
            return self._how.format is Format.ZIP
        if name != PASTED:
            return ending(name) == ".zip"
        with Pasted(at).open(PASTED) as file:
            return file.read(len(_ZIPPED)) == _ZIPPED

    def _whole(self, source: Source, path: str, tests: list[str]) -> None:
        """A collection, and tests that somebody put beside it by hand."""
        own = CollectionFile(source, path, self._bounds, self._findings)
        self._send(own.cases())
        check_settings(own.settings, path)
        extra = [test for test in tests if not _is_below(test, own.folders)]
        self._send(Published(source, self._bounds, self._findings).cases(extra))
        self._head = {"name": own.name, "description": own.description, "settings": own.settings}
        if project := project_beside(source, path):
            self._head["project"] = project

    def _published(self, source: Source, tests: list[str]) -> None:
        published = Published(source, self._bounds, self._findings)
        self._send(published.cases(tests))
        settings = published.settings()
        check_settings(settings, folder(tests[0]))
        self._head = {"settings": settings}

    def _send(self, cases: Iterator[Found]) -> None:
        """Send what is in order; after the first problem nothing of the import counts any more."""
        for found in cases:
            with self._findings.gathering():
                self._gate.let_through(found)
                if not self._findings.problems:
                    self._channel.send("case", **found.as_json())


def _is_below(path: str, folders: set[str]) -> bool:
    while path := folder(path):
        if path in folders:
            return True
    return False
