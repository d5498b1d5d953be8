"""Frames of a Python traceback that a guest printed, as far as they lie in the operator's own files.

componentize-py shows the folder of the sources to its guest as ``/0``, and that name stays in the component:
both a failed build and a trap print ``/0/<module>.py``. The library is ``/python``, the bindings are
``/world`` and an adapter is in ``/1``. The text comes from outside: it may be huge, cut off anywhere, or written
to look like a traceback.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

_SOURCES = "/0/"
_MOST_CHARACTERS = 256_000
_MOST_FRAMES = 200
_MOST_TEXT = 1_000

_HEADER = re.compile(r"(?:Exception Group )?Traceback \(most recent call last\):$")
# A syntax error has no function: its frame names the file that cannot be read.
_FILE = re.compile(r'  File "([^"\n]{1,400})", line (\d{1,9})(?:, in (.{1,400}))?$')
_GROUP_EDGE = re.compile(r"^ {2}(?:\| |\+ (?=Exception Group Traceback))")


@dataclass(frozen=True)
class Frame:
    """One line of the operator: path in the project, line from 1, function or "", its source."""

    path: str
    line: int
    function: str
    text: str


def parse(text: str, files: Collection[str] | None = None) -> list[Frame]:
    """The frames of the last traceback in a text, outermost first; none where it has none.

    ``files`` are the project's paths, None takes any path below ``/0``. In a chain of exceptions the last
    traceback is the one that ended the guest. At most 200 frames are kept: the outermost and the innermost
    hundred.
    """
    last: list[Frame] = []
    for frames in _tracebacks(_lines(text)):
        last = [frame for frame in frames if files is None or frame.path in files] or last
    half = _MOST_FRAMES // 2
    return last if len(last) <= _MOST_FRAMES else last[:half] + last[-half:]


def _lines(text: str) -> list[str]:
    """The end of the text, where the traceback is, without the frame that is drawn around exception groups."""
    return [_GROUP_EDGE.sub("", line) for line in text[-_MOST_CHARACTERS:].splitlines()]


def _tracebacks(lines: list[str]) -> Iterator[list[Frame]]:
    """A traceback begins at its heading, or at a file without a function, and ends where the exception is named."""
    frames: list[Frame] = []
    inside = False
    for line, following in pairwise([*lines, ""]):
        match = _FILE.search(line)
        inside = inside and line.startswith("  ")
        starts = _HEADER.search(line) is not None or (not inside and match is not None and match[3] is None)
        if starts:
            yield frames
            frames, inside = [], True
        if inside and match is not None and _is_source(match[1]):
            frames.append(_frame(match, following))
    yield frames


def _is_source(path: str) -> bool:
    return path.startswith(_SOURCES) and path != _SOURCES and ".." not in path.split("/")


def _frame(match: re.Match[str], following: str) -> Frame:
    source = following.strip() if following.startswith("    ") else ""
    return Frame(match[1].removeprefix(_SOURCES), int(match[2]), match[3] or "", source[:_MOST_TEXT])
