"""A large JSON document, read as strictly, and value by value."""

import codecs
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from app.payloads.reading.findings import Bad
from app.payloads.reading.strict_json import UNREADABLE, not_json, skip, value_at

_CHUNK = 64 << 10
_NUMBER_END = re.compile(r"[-+.eE0-9]*")


class Stream:
    """A large JSON document, read value by value: no more than one of them is in memory, of at most ``most`` bytes."""

    def __init__(self, file: BinaryIO, path: str, most: int) -> None:
        self._file, self._path, self._most = file, path, most
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._line, self._ended = "", 0, 1, False

    @property
    def line(self) -> int:
        """Of what comes next."""
        return self._line + self._text.count("\n", 0, self._at)

    def object(self) -> Iterator[str]:
        """The names of an object's members; after each, its value must be taken."""
        yield from self._parts("{", "}", named=True)

    def array(self) -> Iterator[None]:
        """Once for each element of a list; each time its value must be taken."""
        for _ in self._parts("[", "]", named=False):
            yield

    def value(self, most: int | None = None) -> Any:
        """The next value as a whole; ``most`` may lower its bound."""
        self.peek()
        while True:
            try:
                value, end = value_at(self._text, self._at)
            except UNREADABLE as error:
                if self._fill(most):
                    continue
                raise not_json(self._path, self._line, self._text, error) from None
            if _NUMBER_END.fullmatch(self._text, end) and self._fill(most):
                continue  # a number may go on: 1 as 1.5e3
            self._refuse_long(end - self._at, most)
            self._at = end
            return value

    def peek(self) -> str:
        """The next character that is no space; an empty text at the end."""
        while True:
            self._at = skip(self._text, self._at)
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._fill():
                return ""

    def end(self) -> None:
        """Bad where something follows."""
        if self.peek():
            raise Bad(self._path, self.line, "There is more behind the end of the JSON. Remove it.")

    def _parts(self, opening: str, closing: str, *, named: bool) -> Iterator[str]:
        self._take(opening)
        if self.peek() == closing:
            self._at += 1
            return
        while True:
            yield self._name() if named else ""
            if self.peek() == closing:
                self._at += 1
                return
            self._take(",")

    def _name(self) -> str:
        if self.peek() != '"':
            raise Bad(self._path, self.line, "A member of an object begins with its name in double quotes.")
        name = str(self.value())
        self._take(":")
        return name

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise Bad(self._path, self.line, f"This is not JSON here: {character} is missing.")
        self._at += 1

    def _refuse_long(self, length: int, most: int | None) -> None:
        if length > (bound := self._most if most is None else most):
            raise Bad(self._path, self.line, f"One value has more than the {bound:,} characters that are read.")

    def _fill(self, most: int | None = None) -> bool:
        """Read on, as much as there is already, so that a value is not looked at too often; False at the end."""
        if self._ended:
            return False
        self._line += self._text.count("\n", 0, self._at)
        rest = self._text[self._at :]
        self._refuse_long(len(rest), most)
        chunk = self._file.read(max(_CHUNK, len(rest)))
        self._ended = not chunk
        try:
            self._text, self._at = rest + self._utf8.decode(chunk, self._ended), 0
        except UnicodeDecodeError:
            raise Bad(self._path, self._line, "From this line on the file is not UTF-8. Save it as UTF-8.") from None
        return True
