"""A unified diff as rows that a page can show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.kit.text import truncate

MOST_ROWS = 2_000
MOST_CHARACTERS = 2_000
_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True)
class Row:
    """One line: ``sign`` is ``+``, ``-`` or a space; a number is None where the line is not in that text."""

    sign: str
    old: int | None
    new: int | None
    text: str


@dataclass
class FileDiff:
    """The changes of one file, in the order of its lines. ``cut`` counts the rows that are not shown."""

    path: str
    hunks: list[list[Row]] = field(default_factory=list)
    added: int = 0
    removed: int = 0
    cut: int = 0

    def add(self, rows: list[Row], room: int) -> None:
        """Take in a hunk, and show at most ``room`` rows of it."""
        self.added += sum(row.sign == "+" for row in rows)
        self.removed += sum(row.sign == "-" for row in rows)
        self.cut += max(0, len(rows) - room)
        if room:
            self.hunks.append(rows[:room])


def files_of(diff: str) -> list[FileDiff]:
    """The files of a patch. A hunk's own numbers say where it ends: a removed line may look like a file's heading."""
    lines = iter(diff.split("\n"))
    files: list[FileDiff] = []
    shown = 0
    for line in lines:
        if line.startswith("+++ "):
            files.append(FileDiff(line.removeprefix("+++ ").removeprefix("b/").removesuffix("\t")))
        elif files and (head := _HUNK.match(line)):
            rows = list(_rows(lines, head))
            files[-1].add(rows, max(0, MOST_ROWS - shown))
            shown += len(rows)
    return files


def _rows(lines: Iterator[str], head: re.Match[str]) -> Iterator[Row]:
    old, new = int(head[1]), int(head[3])
    old_end, new_end = old + int(head[2] or 1), new + int(head[4] or 1)
    while old < old_end or new < new_end:
        line = next(lines, None)
        if line is None:
            return
        sign, text = line[:1] or " ", truncate(line[1:].removesuffix("\r"), MOST_CHARACTERS)
        if sign == "\\":
            continue
        yield Row(sign, None if sign == "+" else old, None if sign == "-" else new, text)
        old += sign != "+"
        new += sign != "-"
