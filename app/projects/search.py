"""Looking for a text or a pattern in all files of a project.

By RE2, whose time grows with the text whatever the pattern; and no more is searched than a bound on pattern and text
together. A match lies within one line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import re2

from app.errors import Invalid
from app.projects.texts import shown

LONGEST_PATTERN = 1_000  # characters
MOST_PLACES = 1_000
_MOST_IN_FILE = 200
_MAX_MEMORY = 8 << 20  # bytes, for the program and what a search remembers
_MAX_PROGRAM = 2_000  # instructions
_MOST_WORK = 400_000_000  # instructions times bytes: some 4 s at the worst, far less with most patterns
_AROUND = 80  # characters shown on each side of a match
_LONGEST_MATCH = 200  # characters shown of it


@dataclass(frozen=True)
class Asked:
    """What to look for: ``text`` as it is typed, or as a pattern; ``case`` where upper and lower case differ."""

    text: str
    regex: bool = False
    case: bool = False
    word: bool = False


@dataclass(frozen=True)
class Place:
    """A match: line and column from 1, and the part of the line around it."""

    line: int
    column: int
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class InFile:
    """The places in one file; ``unsaved`` where its draft was searched."""

    path: str
    places: list[Place]
    unsaved: bool = False


@dataclass
class Found:
    """All places by file, in the order of the paths; ``cut`` where there may be more."""

    files: list[InFile] = field(default_factory=list)
    cut: bool = False

    @property
    def count(self) -> int:
        """How many places there are."""
        return sum(len(file.places) for file in self.files)


def search(files: Mapping[str, bytes], asked: Asked, unsaved: frozenset[str] = frozenset()) -> Found:
    """Look through all files that are text. Invalid (``search_pattern``) for what is no pattern."""
    pattern, found = _compiled(asked), Found()
    left = _MOST_WORK
    for path, data in sorted(files.items()):
        text = shown(data)
        if text is None:
            continue
        searched = text.encode()
        left -= (len(searched) + 1) * max(pattern.programsize, 1)
        if left < 0 or found.count >= MOST_PLACES:
            found.cut = True
            break
        room = min(_MOST_IN_FILE, MOST_PLACES - found.count)
        places = list(_places(pattern, searched, room + 1))
        found.cut = found.cut or len(places) > room
        if places:
            found.files.append(InFile(path, places[:room], path in unsaved))
    return found


def _places(pattern: Any, text: bytes, most: int) -> Iterator[Place]:
    """In the order of the text; a match of nothing is none."""
    line, line_start, tried = 1, 0, 0
    for match in pattern.finditer(text):
        start, end = match.span()
        tried += 1
        if start == end and tried < most * 10:
            continue
        if start == end:
            return
        line += text.count(b"\n", line_start, start)
        line_start = text.rfind(b"\n", 0, start) + 1
        yield _place(text, line, line_start, start, end)
        most -= 1
        if not most:
            return


def _place(text: bytes, line: int, line_start: int, start: int, end: int) -> Place:
    stop = text.find(b"\n", end)
    before = text[max(line_start, start - 4 * _AROUND) : start].decode(errors="ignore")
    after = text[end : min(len(text) if stop < 0 else stop, end + 4 * _AROUND)].decode(errors="ignore")
    match = text[start:end].decode(errors="replace")
    column = len(text[line_start:start].decode(errors="replace")) + 1
    return Place(line, column, before[-_AROUND:].lstrip(), match[:_LONGEST_MATCH], after[:_AROUND])


def _compiled(asked: Asked) -> Any:
    if not asked.text or len(asked.text) > LONGEST_PATTERN:
        raise _bad(f"Type one to {LONGEST_PATTERN:,} characters.")
    pattern = asked.text if asked.regex else re2.escape(asked.text)
    if asked.word:
        pattern = rf"\b(?:{pattern})\b"
    try:
        compiled = re2.compile(f"(?m){pattern}".encode(), options=_options(asked))
    except UnicodeEncodeError as error:
        raise _bad("The text holds half a character that no file can have. Type it again.") from error
    except re2.error as error:
        raise _bad(f"This is not a pattern of RE2: {_said(error)}. Mend it, or search for it as plain text.") from error
    if compiled.programsize > _MAX_PROGRAM:
        raise _bad("This pattern is too large once its repetitions are written out. Use smaller numbers in { }.")
    return compiled


def _options(asked: Asked) -> Any:
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.never_nl = True
    options.case_sensitive = asked.case
    return options


def _said(error: Exception) -> str:
    told = error.args[0] if error.args else b""
    return told.decode(errors="replace") if isinstance(told, bytes) else str(told)


def _bad(sentence: str) -> Invalid:
    return Invalid("search_pattern", sentence)
