"""WIT as a row of tokens, each with the documentation comment that stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<docs>///[^\n]*)|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<space>\s+)"
    r"|(?P<package>[a-z][a-z0-9-]*:[a-z][a-z0-9-]*@[0-9][0-9A-Za-z.+-]*)"
    r"|(?P<name>%?[A-Za-z_][A-Za-z0-9_-]*)|(?P<sign>->|[{}()<>,;:.=*])",
    re.DOTALL,
)


class NotWit(ValueError):
    """The text is not the WIT that this reader knows."""


@dataclass(frozen=True)
class Token:
    """A word or sign; ``line`` counts from 1. The ``%`` that tells a name from a keyword is not part of the name."""

    text: str
    docs: str
    line: int
    is_escaped: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a file, an empty one at the end."""
    position, docs = 0, list[str]()
    while position < len(text):
        found = _TOKEN.match(text, position)
        line = text.count("\n", 0, position) + 1
        if found is None:
            raise NotWit(f"line {line}: {text[position : position + 20]!r}")
        position = found.end()
        if found["docs"]:
            docs.append(found["docs"][3:].removeprefix(" "))
        elif not (found["comment"] or found["space"]):
            yield Token(found[0].removeprefix("%"), "\n".join(docs), line, found[0].startswith("%"))
            docs = []
    yield Token("", "\n".join(docs), text.count("\n") + 1)
