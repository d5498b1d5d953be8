"""Files of lines: JSON Lines, and what ``mosquitto_sub -F %J`` (or ``%j``) prints."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from app.payloads.reading.findings import Bad, Findings
from app.payloads.reading.found import Found, Json, tidy
from app.payloads.reading.strict_json import UTF_16, decoded, members, parse

_SIGNS = frozenset({"tst", "payloadlen", "qos", "retain", "mid"})
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)([+-]\d{2}):?(\d{2})|(.*[Zz])")


def numbered(file: BinaryIO, path: str, most: int) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers; Bad for one of more than ``most`` bytes."""
    number = 0
    while line := file.readline(most + 1):
        number += 1
        if number == 1 and line.startswith(UTF_16):
            decoded(line, path)  # said once, not of each line
        if len(line) > most:
            raise Bad(path, number, f"This line has more than the {most:,} bytes of the largest case.")
        if line.strip():
            yield number, line


def read_lines(
    file: BinaryIO, path: str, most: int, base: str, topic: str, findings: Findings, *, captured: bool = False
) -> Iterator[Found]:
    """A case for each line, named ``base`` and the line's number. A line that mosquitto_sub printed brings its topic
    and properties with it; with ``captured`` all of them must."""
    for number, line in numbered(file, path, most):
        with findings.gathering():
            yield _case(decoded(line, path, number), path, number, base, topic, captured=captured)


def _case(text: str, path: str, number: int, base: str, topic: str, *, captured: bool) -> Found:
    typed = text.strip(" \t\r\n")
    value = parse(typed, path, number)
    if captured or is_capture(value):
        message = _captured(typed, path, number)
        name = tidy(f"{message.get('topic') or base} {number}", f"{base} {number}")
        return Found(path, number, name, [message])
    message = {**({"topic": topic} if topic else {}), "payload": typed, "payload_encoding": "text"}
    return Found(path, number, tidy(f"{base} {number}", "payload"), [message])


def is_capture(value: Any) -> bool:
    """Whether a JSON value is a message as mosquitto_sub prints it."""
    return isinstance(value, dict) and {"topic", "payload"} <= value.keys() and bool(_SIGNS & value.keys())


def _captured(text: str, path: str, line: int) -> Json:
    found = {name: (value, written) for name, value, written in members(text, path, line)}
    if "payload" not in found:
        raise Bad(path, line, "This line has no payload. Capture with mosquitto_sub -F %J.")
    topic, _ = found.get("topic", ("", ""))
    if not isinstance(topic, str):
        raise Bad(path, line, "The topic of this line is no text.")
    properties = members(found["properties"][1], path, line) if "properties" in found else []
    message: Json = {"topic": topic, "payload": _payload(found), "payload_encoding": "text"}
    message.update(_about(properties, path, line))
    if "tst" in found:
        message["timestamp"] = _time(found["tst"][0], path, line)
    return message


def _payload(found: dict[str, tuple[Any, str]]) -> str:
    """The very text that was published. ``%j`` prints it as a JSON string, ``%J`` as JSON; which of them it was shows
    in ``payloadlen`` where the payload itself is a JSON string."""
    value, written = found["payload"]
    if not isinstance(value, str):
        return written
    length, _ = found.get("payloadlen", (None, ""))
    return written if length == len(written.encode()) != len(value.encode()) else value


def _about(properties: list[tuple[str, Any, str]], path: str, line: int) -> Json:
    about: Json = {}
    for name, value, written in properties:
        if name == "content-type" and isinstance(value, str):
            about["content_type"] = value
        elif name == "user-properties":
            pairs = members(written, path, line)  # a key may come more than once
            about["user_properties"] = [[key, held if isinstance(held, str) else text] for key, held, text in pairs]
    return about


def _time(value: Any, path: str, line: int) -> str:
    """mosquitto_sub writes the zone without a colon, which RFC 3339 wants."""
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Bad(path, line, "The time tst of this line is none, such as 2026-01-31T12:00:00.000000+0100.")
    return str(found[4] or f"{found[1]}{found[2]}:{found[3]}")
