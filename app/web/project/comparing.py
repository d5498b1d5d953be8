"""What changed between two revisions, file by file, as rows that a page can show."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlmodel import Session

from app.db.models import Revision
from app.kit.merging import MOST_LINES, common_ends
from app.kit.text import truncate
from app.projects import revisions
from app.projects.texts import shown
from app.web.project.diff import MOST_CHARACTERS, FileDiff, Row
from app.web.project.texts import language_of

CONTEXT = 3
MOST_FILES = 20  # in one page; each may be as large as a file can be
MOST_ROWS = 2_000
MOST_TEXT = 200_000  # characters that a page carries twice, for the view side by side


@dataclass(frozen=True)
class Change:
    """A file that differs; a text is None where that revision does not have it, or has something else than text.

    ``lines`` is None where there is nothing to show line by line, and ``why`` says so.
    """

    path: str
    old: str | None
    new: str | None
    lines: FileDiff | None
    why: str = ""

    @property
    def language(self) -> str:
        """What an editor may know about it."""
        return language_of(self.path)

    @property
    def has_both_sides(self) -> bool:
        """Whether it can be shown side by side."""
        return self.lines is not None and len(self.old or "") + len(self.new or "") <= MOST_TEXT


def changed_paths(session: Session, old: Revision, new: Revision) -> list[str]:
    """The files that differ between two revisions, in order."""
    before, after = ({file.path: file.digest for file in revisions.listing(session, each)} for each in (old, new))
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def changes(session: Session, old: Revision, new: Revision, paths: list[str]) -> list[Change]:
    """What changed in these files; rows beyond a page's room are counted only."""
    found: list[Change] = []
    room = MOST_ROWS
    before, after = revisions.contents(session, old), revisions.contents(session, new)
    for path in paths:
        change = between(path, before.get(path), after.get(path), room)
        room -= sum(len(hunk) for hunk in change.lines.hunks) if change.lines else 0
        found.append(change)
    return found


def between(path: str, before: bytes | None, after: bytes | None, room: int = MOST_ROWS) -> Change:
    """One file of two revisions."""
    old, new = (None if data is None else shown(data) for data in (before, after))
    if (before is not None and old is None) or (after is not None and new is None):
        return Change(path, old, new, None, "This is not text on both sides.")
    if old == new:
        return Change(path, old, new, None, "Only the line ends differ.")
    lines = [_lines(old), _lines(new)]
    head, tail = common_ends(lines)
    if max(len(each) - head - tail for each in lines) > MOST_LINES:
        return Change(path, old, new, None, "Too many lines differ to be shown one by one. Open both files instead.")
    diff = FileDiff(path)
    for hunk in _hunks(lines[0], lines[1], max(0, head - CONTEXT), max(0, tail - CONTEXT)):
        shown_rows = sum(len(rows) for rows in diff.hunks)
        diff.add(hunk, max(0, room - shown_rows))
    return Change(path, old, new, diff)


def _lines(text: str | None) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _hunks(old: list[str], new: list[str], skip: int, end: int) -> Iterator[list[Row]]:
    """Only what lies between the common ends is compared, without ``skip`` lines before it and ``end`` behind it."""
    matcher = SequenceMatcher(None, old[skip : len(old) - end], new[skip : len(new) - end])
    for group in matcher.get_grouped_opcodes(CONTEXT):
        yield [row for step in group for row in _rows(old, new, skip, step)]


def _rows(old: list[str], new: list[str], skip: int, step: tuple[str, int, int, int, int]) -> Iterator[Row]:
    kind, first, last, start, stop = step
    if kind == "equal":
        for offset in range(last - first):
            here, there = first + offset + skip, start + offset + skip
            yield Row(" ", here + 1, there + 1, _cut(old[here]))
        return
    yield from (Row("-", at + 1, None, _cut(old[at])) for at in range(first + skip, last + skip))
    yield from (Row("+", None, at + 1, _cut(new[at])) for at in range(start + skip, stop + skip))


def _cut(line: str) -> str:
    return truncate(line, MOST_CHARACTERS)
