"""What is wrong with what was given, and what is worth telling although it was taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.kit.text import printable, truncate
from app.payloads.reading.bounds import MOST_NOTES, MOST_PATH, MOST_PROBLEMS

_SENTENCE = 500  # characters


class Bad(Exception):
    """Something that stands in the way of an import: the file, the line where one is known, and a sentence."""

    def __init__(self, path: str, line: int | None, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.line = line
        self.sentence = sentence

    def as_json(self) -> dict[str, Any]:
        """``{path, line, sentence}``, made safe to show."""
        return {"path": shown(self.path, MOST_PATH), "line": self.line, "sentence": shown(self.sentence, _SENTENCE)}


class Enough(Exception):
    """So many problems that nobody would read more of them."""


class Findings:
    """Gathers problems, in the order of their finding, and notes, each once."""

    def __init__(self) -> None:
        self.problems: list[Bad] = []
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> list[str]:
        """Sentences, at most so many that somebody reads them."""
        notes = list(self._notes)
        left = len(notes) - MOST_NOTES
        return notes if left <= 0 else [*notes[:MOST_NOTES], f"And {left:,} more of this kind."]

    def note(self, sentence: str) -> None:
        """Tell something that does not stand in the way."""
        self._notes.setdefault(shown(sentence, _SENTENCE))

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """What is Bad inside ends the block and is kept; Enough where too much came together."""
        try:
            yield
        except Bad as bad:
            if all(bad.as_json() != known.as_json() for known in self.problems):  # of a file that many refer to
                self.problems.append(bad)
            if len(self.problems) >= MOST_PROBLEMS:
                raise Enough from None


def shown(text: str, most: int = 80) -> str:
    """Text from outside, in one line and bounded."""
    plain = printable(" ".join(truncate(text, most).split("\n")))
    return plain.encode("utf-8", "replace").decode()
