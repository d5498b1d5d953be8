"""Patterns of expected logs, by RE2: their time grows with the text, whatever the pattern.

It also grows with the size of the pattern's program: about 10 ns for each instruction and byte at the worst (measured
with RE2 of 2025-11). So programs are small, and ``Budget`` bounds what one comparison may search.
"""

from typing import Any

import re2

MAX_CHARACTERS = 1_000
_MAX_MEMORY = 1024 * 1024  # bytes, for the program and what a search remembers
_MAX_PROGRAM = 2_000  # instructions
_MOST_WORK = 1_000_000_000  # instructions times bytes: some 10 s at the worst

_HINTS = {
    "(?": "Look-ahead, look-behind and named back references do not exist here",
    "\\": "Back references such as \\1 and \\Z do not exist here; \\z is the end of the text",
}


class BadPattern(ValueError):
    """A text that is no pattern; ``sentence`` says why, for users."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooMuchText(Exception):
    """The patterns of an expectation would have to search more than they may."""


def check(text: str) -> None:
    """Raise BadPattern where a text is no pattern, or too large a one."""
    _compiled(text)


class Budget:
    """Searches for one comparison, within a bound for all of them together."""

    def __init__(self, work: int = _MOST_WORK) -> None:
        self._left = work

    def found(self, pattern: str, text: str) -> bool:
        """Whether the pattern matches anywhere in the text; raises BadPattern and TooMuchText."""
        compiled = _compiled(pattern)
        searched = text.encode(errors="replace")
        self._left -= (len(searched) + 1) * compiled.programsize
        if self._left < 0:
            raise TooMuchText
        return compiled.search(searched) is not None


def _compiled(text: str) -> Any:
    if len(text) > MAX_CHARACTERS:
        raise BadPattern(f"This pattern has {len(text):,} characters; at most {MAX_CHARACTERS:,} are allowed.")
    try:
        compiled = re2.compile(text.encode(), options=_options())
    except UnicodeEncodeError as error:
        raise BadPattern("This pattern holds half a character that no text can have. Type it again.") from error
    except re2.error as error:
        raise BadPattern(_sentence(error)) from error
    if compiled.programsize > _MAX_PROGRAM:
        raise BadPattern("This pattern is too large once its repetitions are written out. Use smaller numbers in { }.")
    return compiled


def _options() -> Any:
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    options.never_capture = True
    return options


def _sentence(error: Exception) -> str:
    """RE2's own words, and what to do."""
    told = error.args[0] if error.args else b""
    said = told.decode(errors="replace") if isinstance(told, bytes) else str(told)
    if "too large" in said:
        return "This pattern is too large once its repetitions are written out. Use smaller numbers in { }."
    _, _, part = said.partition(": ")
    hint = next(
        (hint for start, hint in _HINTS.items() if part.startswith(start)), "Mend it, or use contains for plain text"
    )
    return f"This is not a pattern of RE2: {said}. {hint}."
