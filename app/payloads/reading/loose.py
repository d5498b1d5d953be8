"""Files that are payloads themselves, each by its ending, and texts that were pasted."""

from collections.abc import Callable, Iterator

from app.payloads.reading.bounds import CHECKED_JSON, Bounds
from app.payloads.reading.findings import Bad, Findings
from app.payloads.reading.found import Found, Json, tidy
from app.payloads.reading.how import Format, How
from app.payloads.reading.inputs import PICTURES, is_measured, message, picture
from app.payloads.reading.lines import read_lines
from app.payloads.reading.pasted import SURMISED, detect, from_base64, from_hex
from app.payloads.reading.paths import ending, stem
from app.payloads.reading.sources import PASTED, Source, read
from app.payloads.reading.strict_json import decoded, parse
from app.payloads.reading.tables import read_rows

_USUAL = "Pasted payload"
_LINES = frozenset({".jsonl", ".ndjson"})
_OF_ENDING = {".csv": Format.CSV, ".json": Format.JSON, ".zip": Format.ZIP}
_ZIP = "A zip file is imported by itself. Give it alone, or unpack it."


class Loose:
    """The cases of plain files."""

    def __init__(self, source: Source, how: How, bounds: Bounds, findings: Findings) -> None:
        self._source, self._how, self._bounds, self._findings = source, how, bounds, findings
        self._ways: dict[Format, Callable[[str], Iterator[Found]]] = {
            Format.JSON_LINES: self._lines,
            Format.MOSQUITTO: self._lines,
            Format.CSV: self._rows,
        }

    def cases(self) -> Iterator[Found]:
        """All cases of all files, in the order of their paths."""
        for path in self._source.paths:
            with self._findings.gathering():
                form = self._format(path)
                yield from self._ways.get(form, lambda at, form=form: iter((self._one(at, form),)))(path)

    def _format(self, path: str) -> Format:
        chosen, kind = self._how.format, ending(path)
        if chosen is not Format.AUTO:
            return chosen
        if path != PASTED:
            return Format.JSON_LINES if kind in _LINES else _OF_ENDING.get(kind, Format.BYTES)
        with self._source.open(path) as file:
            content = file.read(self._bounds.case_bytes + 1)
        found = detect(content, has_template=bool(self._how.template.strip()))
        if found in SURMISED and not (found is Format.CSV and self._how.template.strip()):
            self._findings.note(SURMISED[found])
        return found

    def _base(self, path: str) -> str:
        return tidy(stem(path) if path != PASTED else self._how.name, _USUAL)

    def _lines(self, path: str) -> Iterator[Found]:
        captured = self._how.format is Format.MOSQUITTO
        with self._source.open(path) as file:
            most, topic = self._bounds.case_bytes, self._how.topic
            yield from read_lines(file, path, most, self._base(path), topic, self._findings, captured=captured)

    def _rows(self, path: str) -> Iterator[Found]:
        how = self._how
        with self._source.open(path) as file:
            most, base = self._bounds.case_bytes, self._base(path)
            yield from read_rows(file, path, most, base, how.topic, how.template, self._findings)

    def _one(self, path: str, form: Format) -> Found:
        """The file as a whole is one payload."""
        if form is Format.ZIP:
            raise Bad(path, None, _ZIP)
        content = read(self._source, path, self._bounds.case_bytes)
        return Found(path, None, self._base(path), [self._input(content, path, form)])

    def _input(self, content: bytes, path: str, form: Format) -> Json:
        if form is Format.BYTES and ending(path) in PICTURES:
            return self._picture(content, path)
        if form is Format.HEX:
            content = from_hex(decoded(content, path), path)
        elif form is Format.BASE64:
            content = from_base64(decoded(content, path), path)
        elif form is Format.TEXT:
            decoded(content, path)
        elif form is Format.JSON and len(content) <= CHECKED_JSON:
            self._look_at(content, path)
        return message(content, self._how.topic)

    def _look_at(self, content: bytes, path: str) -> None:
        """Operators must bear broken JSON too, so that it is a payload as any other."""
        try:
            parse(decoded(content, path), path)
        except Bad as bad:
            at = "" if bad.line is None else f", line {bad.line}"
            self._findings.note(
                f"{path or 'The payload'}{at}: {bad.sentence} It was taken as it is, for a test of that."
            )

    def _picture(self, content: bytes, path: str) -> Json:
        snapshot = picture(content, path)
        if not is_measured(snapshot):
            self._findings.note(f"{path}: a raw frame does not tell its size; rename it, as in bear_640x480_rgb24.raw.")
        return snapshot
