"""How what is given is meant."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Format(StrEnum):
    """Ways to read what is given; ``auto`` looks at names and contents."""

    AUTO = "auto"
    JSON = "json"
    JSON_LINES = "jsonl"
    CSV = "csv"
    MOSQUITTO = "mosquitto"
    TEXT = "text"
    HEX = "hex"
    BASE64 = "base64"
    BYTES = "bytes"
    ZIP = "zip"


@dataclass(frozen=True)
class How:
    """``name`` is that of a pasted payload; ``topic`` that of messages which do not bring one; ``template`` makes
    payloads of the rows of a table."""

    format: Format = Format.AUTO
    name: str = ""
    topic: str = ""
    template: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the child."""
        return asdict(self)


def from_json(value: dict[str, Any]) -> How:
    """The same in the child."""
    return How(Format(value["format"]), value["name"], value["topic"], value["template"])
