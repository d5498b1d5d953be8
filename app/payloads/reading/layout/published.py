"""Folders in the published layout: each test file is a case."""

from collections.abc import Iterable, Iterator

from app.payloads.reading.bounds import Bounds
from app.payloads.reading.findings import Bad, Findings
from app.payloads.reading.found import Found, Json, tidy
from app.payloads.reading.inputs import is_measured, message, picture
from app.payloads.reading.layout.expected import expectation
from app.payloads.reading.layout.shared import Shared
from app.payloads.reading.layout.test_file import TestFile, is_test, read_test
from app.payloads.reading.paths import ending, folder, joined, name_of
from app.payloads.reading.sources import Source, read

TOPIC = "probe/1"  # where the published tool puts every .json of an input folder
_MISSING = {
    "expected": "it expects nothing",
    "graph": "the published tool could not run it",
    "name": "it is named after its folder",
}


def tests_in(paths: Iterable[str]) -> list[str]:
    """The test files among some paths."""
    return [path for path in paths if is_test(path)]


class Published:
    """The cases of test files, and the settings that they share."""

    def __init__(self, source: Source, bounds: Bounds, findings: Findings) -> None:
        self._source, self._bounds, self._findings = source, bounds, findings
        self._there = set(source.paths)
        self._folders: dict[str, list[str]] = {}
        for path in source.paths:
            self._folders.setdefault(folder(path), []).append(path)
        self._shared = Shared(source, bounds, findings)

    def cases(self, tests: Iterable[str]) -> Iterator[Found]:
        """A case for each test, in their order."""
        for path in tests:
            with self._findings.gathering():
                test = read_test(self._source, path)
                self._shared.take(test)
                yield self._case(test)

    def settings(self) -> Json:
        """What the tests have in common, once all cases were taken."""
        return self._shared.settings()

    def _case(self, test: TestFile) -> Found:
        for name, consequence in _MISSING.items():
            if getattr(test, name) is None:
                self._findings.note(f"{test.path} names no {name}: {consequence}.")
        messages = [self._message(path) for path in self._inputs(test)]
        usual = name_of(folder(test.path)) or name_of(test.path)
        at, expect = self._expect(test)
        if expect and "output" in expect and len(messages) > 1:
            self._findings.note(f"{test.path}: the expected message is compared with what comes of the last input.")
        return Found(test.path, None, tidy(test.name or usual, "case"), messages, expect, at)

    def _inputs(self, test: TestFile) -> list[str]:
        at = self._resolved(test, "input", test.input)
        files = [at] if at in self._there else self._folders.get(at)
        if files is None:
            raise Bad(
                test.path, test.lines.get("input"), f"There is no folder {at or '.'} for its input in what was given."
            )
        taken = [path for path in files if ending(path) in (".json", ".raw") and not is_test(path)]
        if len(taken) < len(files):
            self._findings.note(f"{at}: only .json and .raw files are inputs; the others were passed over.")
        if not taken:
            raise Bad(
                test.path, test.lines.get("input"), f"The folder {at or '.'} has no .json or .raw file as an input."
            )
        return taken

    def _message(self, path: str) -> Json:
        content = read(self._source, path, self._bounds.case_bytes)
        if ending(path) == ".json":
            return message(content, TOPIC)
        snapshot = picture(content, path)
        if not is_measured(snapshot):
            self._findings.note(f"{path}: a raw frame does not tell its size; rename it, as in bear_640x480_rgb24.raw.")
        return snapshot

    def _expect(self, test: TestFile) -> tuple[str | None, Json | None]:
        """Where it stands, and what it says."""
        if test.expected is None:
            return None, None
        at = self._resolved(test, "expected", test.expected)
        if at not in self._there:
            raise Bad(test.path, test.lines.get("expected"), f"There is no file {at or '.'} with what it expects.")
        return at, expectation(read(self._source, at, self._bounds.case_bytes), at, test, self._findings)

    def _resolved(self, test: TestFile, name: str, relative: str) -> str:
        at = joined(folder(test.path), relative)
        if at is None:
            sentence = f"The path of its {name} leads out of what was given. Give the folder above as well."
            raise Bad(test.path, test.lines.get(name), sentence)
        return at
