"""What a pasted text is: the formats are tried from the strictest to the one that takes everything."""

import base64
import binascii
import csv
import io
import re

from app.payloads.reading.findings import Bad
from app.payloads.reading.how import Format
from app.payloads.reading.lines import is_capture
from app.payloads.reading.strict_json import decoded, is_json, parse
from app.payloads.reading.tables import separator

_HEX = re.compile(r"\s*(?:0[xX])?[0-9a-fA-F]{2}(?:[\s:,-]*(?:0[xX])?[0-9a-fA-F]{2}){3,}\s*")
_BETWEEN_HEX = re.compile(r"0[xX]|[\s:,-]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
_ZIP = b"PK\x03\x04"
_LOOKED_AT = 1 << 20  # bytes: a beginning tells tables from lines

_NOTHING = "There is nothing here to add. Give a payload; where an empty one is meant, choose plain text."
SURMISED = {
    Format.HEX: "The text was taken for bytes in hex. Choose plain text if that is wrong.",
    Format.BASE64: "The text was taken for bytes in base64. Choose plain text if that is wrong.",
    Format.CSV: "The text was taken for a table, each row a case. Choose plain text if that is wrong.",
}


def detect(content: bytes, *, has_template: bool = False) -> Format:
    """The format of something pasted; Bad where there is nothing."""
    if not content.strip():
        raise Bad("", None, _NOTHING)
    if content.startswith(_ZIP):
        return Format.ZIP
    try:
        text = decoded(content, "")
    except Bad:
        return Format.BYTES
    if is_json(text):
        value = parse(text, "") if len(text) < _LOOKED_AT else None
        return Format.MOSQUITTO if is_capture(value) else Format.JSON
    if has_template:
        return Format.CSV
    if _is_lines(text):
        return Format.JSON_LINES
    if _HEX.fullmatch(text):
        return Format.HEX
    if _is_base64(text):
        return Format.BASE64
    return Format.CSV if _is_table(text[:_LOOKED_AT]) else Format.TEXT


def from_hex(text: str, path: str) -> bytes:
    """Bytes written in hex, with or without 0x and anything usual in between."""
    try:
        return bytes.fromhex(_BETWEEN_HEX.sub("", text))
    except ValueError:
        raise Bad(path, None, "This is not hex: write two digits 0-9 or a-f for each byte.") from None


def from_base64(text: str, path: str) -> bytes:
    """Bytes written in base64; line ends do not count."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Bad(path, None, "This is not base64 (A-Z, a-z, 0-9, +, / and = at the end). Correct it.") from None


def _is_lines(text: str) -> bool:
    """Whether the first line is a whole object or list, and others follow, which may be broken."""
    first, _, rest = text.strip().partition("\n")
    return bool(rest.strip()) and first[:1] in "{[" and is_json(first)


def _is_base64(text: str) -> bool:
    """Words alone look the same: there must be an ``=`` at the end, or letters of both cases and digits."""
    joined = "".join(text.split())
    if len(joined) % 4 or not _BASE64.fullmatch(joined):
        return False
    mixed = all(any(map(test, joined)) for test in (str.isupper, str.islower, str.isdigit))
    return joined.endswith("=") or (mixed and "\n" not in text.strip() and " " not in text.strip())


def _is_table(text: str) -> bool:
    """At least two rows with equally many cells, two or more, below names that are all different."""
    first, _, rest = text.partition("\n")
    if not rest.strip():
        return False
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator(first), strict=True) if any(row)]
    except csv.Error:
        return False
    columns = rows[0] if rows else []
    if len(columns) < 2 or len({*columns}) < len(columns) or not all(map(_is_name, columns)):
        return False
    whole = rows[:-1] if len(text) == _LOOKED_AT else rows  # the last may be cut off
    return all(len(row) == len(columns) for row in whole)


def _is_name(cell: str) -> bool:
    """A heading, not a sentence."""
    return 0 < len(cell) <= 60 and cell == cell.strip() and cell.count(" ") <= 3 and not cell.endswith((".", "!", "?"))
