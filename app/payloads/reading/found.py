"""A case as it was found."""

from dataclasses import dataclass
from typing import Any

from app.kit.text import printable
from app.payloads.reading.bounds import MOST_NAME

Json = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """``path`` and ``line`` say where it stands, ``expected_in`` where the expectation does, if that is another file;
    inputs and expectation are as the API has them."""

    path: str
    line: int | None
    name: str
    messages: list[Json]
    expect: Json | None = None
    expected_in: str | None = None

    def as_json(self) -> Json:
        """As it is sent to the parent."""
        return {"name": self.name, "messages": self.messages, "expect": self.expect}


def tidy(name: str, otherwise: str) -> str:
    """A name that a case can have, made of what came: one line, printable, bounded."""
    line = " ".join(printable(name).encode("utf-8", "replace").decode().split())
    plain = "".join(character if character.isprintable() else "\ufffd" for character in line)
    return plain[:MOST_NAME].strip() or otherwise
