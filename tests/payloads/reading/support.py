"""What the tests of reading share."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.payloads.reading.how import How
from app.payloads.reading.reader import Problem, Reader
from app.payloads.stored import NewCase

Content = bytes | str


@dataclass(frozen=True)
class Got:
    """Everything that one import gave."""

    cases: list[NewCase]
    problems: list[Problem]
    notes: list[str]
    settings: dict[str, Any] | None
    name: str | None
    description: str | None

    @property
    def names(self) -> list[str]:
        """Of the cases."""
        return [case.name for case in self.cases]

    @property
    def payloads(self) -> list[str]:
        """Of the first message of each case."""
        return [case.messages[0]["payload"] for case in self.cases]

    @property
    def only(self) -> dict[str, Any]:
        """The only input of the only case."""
        [case] = self.cases
        [message] = case.messages
        return message

    @property
    def sentences(self) -> list[str]:
        """The problems, a line each."""
        return [str(problem) for problem in self.problems]


@dataclass
class Imports:
    """Puts questions to a reader."""

    reader: Reader
    how: How = field(default_factory=How)

    def files(self, files: Mapping[str, Content], **how: Any) -> Got:
        """What these files give."""
        with self.reader.upload() as upload:
            for name, content in files.items():
                upload.add(name, [content.encode() if isinstance(content, str) else content])
            with self.reader.read(upload, How(**how)) as read:
                cases = list(read.cases())
                assert len(cases) == read.count
                return Got(cases, read.problems, read.notes, read.settings, read.name, read.description)

    def text(self, content: Content, **how: Any) -> Got:
        """What a pasted text gives."""
        return self.files({"": content}, **how)

    def zip(self, files: Mapping[str, Content], **how: Any) -> Got:
        """What a zip file with these files gives."""
        return self.files({"all.zip": zipped(files)}, **how)


def zipped(files: Mapping[str, Content]) -> bytes:
    """A zip file, the names exactly as they are given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
