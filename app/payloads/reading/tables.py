"""Tables: a case for each row of a CSV file, the payload made by a template or of all columns."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import BinaryIO

from app.payloads.reading.bounds import TEMPLATE
from app.payloads.reading.findings import Bad, Findings, shown
from app.payloads.reading.found import Found, tidy
from app.payloads.reading.inputs import message
from app.payloads.reading.strict_json import decoded, is_json

Render = Callable[[Sequence[str]], str]

_HOLE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SEPARATORS = ",;\t|"
# As RFC 8259 writes a number, or one of its three words: what a cell can stand for without quotes.
_BARE = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null", re.ASCII)


def read_rows(
    file: BinaryIO, path: str, most: int, base: str, topic: str, template: str, findings: Findings
) -> Iterator[Found]:
    """A case for each row; the first row names the columns. ``topic`` may have ``{{column}}`` in it, as the template
    may."""
    rows = _rows(file, path, most)
    _, columns = next(rows, (1, []))
    _check(columns, path)
    payload = _template(template, columns, path) if template.strip() else _object(columns)
    place = _filled(topic, columns, path, _plain)
    for number, (line, cells) in enumerate(rows, start=1):
        with findings.gathering():
            if len(cells) != len(columns):
                raise Bad(path, line, f"This row has {len(cells)} cells; the first one names {len(columns)} columns.")
            given = message(payload(cells).encode(), place(cells))
            yield Found(path, line, tidy(f"{base} {number}", "row"), [given])


def separator(first_line: str) -> str:
    """What stands between the cells: that of the usual four which the first line has most of."""
    return max(_SEPARATORS, key=first_line.count)


def _rows(file: BinaryIO, path: str, most: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each ends, without those that are blank."""
    csv.field_size_limit(most)
    lines = _lines(file, path, most)
    first = next(lines, "")
    reader = csv.reader(_again(first, lines), delimiter=separator(first), strict=True)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Bad(path, reader.line_num, f"This is no table ({error}). Mend the quotes of this row.") from None
        if row is None:
            return
        if any(row):
            yield reader.line_num, row


def _lines(file: BinaryIO, path: str, most: int) -> Iterator[str]:
    number = 0
    while line := file.readline(most + 1):
        number += 1
        if len(line) > most:
            raise Bad(path, number, f"This line has more than the {most:,} bytes of the largest case.")
        yield decoded(line, path, number)


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _check(columns: Sequence[str], path: str) -> None:
    if not columns:
        raise Bad(path, 1, "This table is empty. Its first row names the columns.")
    if any(not column.strip() for column in columns):
        raise Bad(path, 1, "A column has no name. Name every column in the first row.")
    if len({*columns}) < len(columns):
        raise Bad(path, 1, "Two columns have the same name. Name each differently.")


def _object(columns: Sequence[str]) -> Render:
    """A JSON object of the row; numbers, true, false and null as they are typed, all else as text."""
    names = [json.dumps(column, ensure_ascii=False) for column in columns]
    return lambda cells: (
        "{" + ", ".join(f"{name}: {_json(cell)}" for name, cell in zip(names, cells, strict=True)) + "}"
    )


def _template(template: str, columns: Sequence[str], path: str) -> Render:
    """In a template that is JSON, a hole inside quotes takes text, escaped; one outside takes a whole value."""
    if len(template) > TEMPLATE:
        raise Bad(path, None, f"The template has more than the {TEMPLATE:,} characters that are allowed.")
    if not is_json(_HOLE.sub("0", template)):
        return _filled(template, columns, path, _plain)
    parts = zip_longest(_STRING.split(template), _STRING.findall(template), fillvalue="")
    renders: list[Render] = []
    for outside, inside in parts:
        renders += [_filled(outside, columns, path, _json), _filled(inside, columns, path, _escaped)]
    return lambda cells: "".join(render(cells) for render in renders)


def _filled(text: str, columns: Sequence[str], path: str, write: Callable[[str], str]) -> Render:
    pieces = _HOLE.split(text)
    places = [_place(name, columns, path) for name in pieces[1::2]]

    def render(cells: Sequence[str]) -> str:
        values = [write(cells[place]) for place in places]
        return "".join(text + value for text, value in zip_longest(pieces[::2], values, fillvalue=""))

    return render


def _place(name: str, columns: Sequence[str], path: str) -> int:
    if name not in columns:
        known = shown(", ".join(columns), 200)
        raise Bad(path, 1, f"The template asks for {{{{{shown(name)}}}}}, which is no column; there are {known}.")
    return columns.index(name)


def _plain(cell: str) -> str:
    return cell


def _json(cell: str) -> str:
    return cell if _BARE.fullmatch(cell) else json.dumps(cell, ensure_ascii=False)


def _escaped(cell: str) -> str:
    return json.dumps(cell, ensure_ascii=False)[1:-1]
