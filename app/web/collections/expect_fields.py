"""An expectation as the fields of a form, and back. What no field can say stays as JSON, so that nothing is lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from app.errors import Invalid
from app.web.project import forms

Json = dict[str, Any]
NOTHING, NONE, TEXT, JSON, BASE64, REST = "", "none", "text", "json", "base64", "rest"
OUTPUTS = (
    (NOTHING, "Anything"),
    (TEXT, "This payload"),
    (JSON, "This JSON value"),
    (BASE64, "These bytes, in base64"),
    (REST, "Only what is named below"),
    (NONE, "None: there is no output"),
)
_PLAIN = ("outcome", "arm", "error")
_LOG = ("level", "context", "contains", "matches")
_FIGURES = {"max_duration_us": "The longest time", "max_memory_bytes": "The most memory"}


@dataclass(frozen=True)
class LogRow:
    """A log line that is expected; ``how`` is contains or matches."""

    level: str = ""
    context: str = ""
    how: str = "contains"
    text: str = ""


@dataclass(frozen=True)
class ExpectFields:
    """``output`` is one of OUTPUTS; ``rest`` holds the members that have no field, as a JSON object."""

    outcome: str = ""
    arm: str = ""
    error: str = ""
    output: str = NOTHING
    expected_payload: str = ""
    expected_topic: str = ""
    empty_topic: bool = False
    expected_content_type: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    logs: tuple[LogRow, ...] = ()
    select: str = ""
    ignores: str = ""
    tolerance: str = ""
    max_duration_us: str = ""
    max_memory_bytes: str = ""
    rest: str = ""


def from_expectation(expect: Json | None) -> ExpectFields:
    """The fields of a stored expectation."""
    left = dict(expect or {})
    fields: Json = {name: str(left.pop(name)) for name in ("tolerance", *_FIGURES) if name in left}
    fields |= {name: left.pop(name) for name in _PLAIN if left.get(name) and not set(left[name]) & set("\r\0")}
    for name in ("select", "ignores"):
        if all(_lines(path) == [path] for path in left.get(name, [])):
            fields[name] = "\n".join(left.pop(name, []))
    if "output" in left and _has_fields(left["output"]):
        fields |= _output(left.pop("output"))
    if left.get("logs") and all(_is_row(line) for line in left["logs"]):
        fields["logs"] = tuple(_row(line) for line in left.pop("logs"))
    return ExpectFields(**fields, rest=_written(left) if left else "")


def from_form(form: FormData) -> ExpectFields:
    """What was typed, as it is."""
    others = ("properties", "logs", "empty_topic")
    single = {name: forms.unix_lines(forms.text(form, name)) for name in vars(ExpectFields()) if name not in others}
    columns = [forms.texts(form, f"log_{name}") for name in ("level", "context", "how", "text")]
    return ExpectFields(
        **single,
        empty_topic=forms.text(form, "empty_topic") == "1",
        properties=tuple(forms.pairs(form, "expected_property")),
        logs=tuple(LogRow(*row) for row in zip(*columns, strict=False) if row[0] or row[1] or row[3]),
    )


def to_expectation(fields: ExpectFields) -> Json | None:
    """The expectation, None where nothing is; Invalid when a field cannot be read. Its meaning is checked when it is
    stored."""
    given = _rest(fields.rest)
    given |= {name: getattr(fields, name) for name in _PLAIN if getattr(fields, name)}
    given |= {name: _lines(getattr(fields, name)) for name in ("select", "ignores") if _lines(getattr(fields, name))}
    if fields.tolerance.strip():
        given["tolerance"] = forms.json_of("the tolerance", fields.tolerance.strip(), "Write a number, such as 0.01.")
    for name, words in _FIGURES.items():
        if getattr(fields, name).strip():
            given[name] = _whole(words, getattr(fields, name))
    if fields.output == NONE:
        given["output"] = None
    elif fields.output != NOTHING:
        given["output"] = _expected_output(fields)
    if fields.logs:
        given["logs"] = [_line(row) for row in fields.logs]
    return given or None


def _output(output: Json | None) -> Json:
    if output is None:
        return {"output": NONE}
    how, written = _payload(output.get("payload"))
    return {
        "output": how,
        "expected_payload": written,
        "expected_topic": output.get("topic") or "",
        "empty_topic": output.get("topic") == "",
        "expected_content_type": output.get("content_type") or "",
        "properties": tuple((output.get("user_properties") or {}).items()),
    }


def _payload(payload: Any) -> tuple[str, str]:
    if payload is None:
        return REST, ""
    if isinstance(payload, str):
        return TEXT, payload
    if isinstance(payload, dict) and set(payload) == {"base64"} and isinstance(payload["base64"], str):
        return BASE64, payload["base64"]
    return JSON, _written(payload)


def _has_fields(output: Json | None) -> bool:
    """Whether the form can hold it: an empty content type cannot be told from one that is not expected."""
    if output is None:
        return True
    pairs = [each for pair in (output.get("user_properties") or {}).items() for each in pair]
    singles = [output[name] for name in ("topic", "content_type") if output.get(name) is not None]
    payload = output.get("payload")
    is_text = all(isinstance(each, str) and not set(each) & set("\r\n\0") for each in (*singles, *pairs))
    is_kept = not isinstance(payload, str) or not set(payload) & set("\r\0")
    return is_text and is_kept and output.get("content_type") != ""


def _expected_output(fields: ExpectFields) -> Json:
    payload: Any = None
    if fields.output == TEXT:
        payload = fields.expected_payload
    elif fields.output == JSON:
        payload = forms.json_of("the expected payload", fields.expected_payload, "Correct it, or choose another form.")
    elif fields.output == BASE64:
        payload = {"base64": "".join(fields.expected_payload.split())}
    elif fields.output != REST:
        raise Invalid("form_field", "Choose what is expected of the output from what is offered.")
    members = {
        "payload": payload,
        "topic": fields.expected_topic or ("" if fields.empty_topic else None),
        "content_type": fields.expected_content_type or None,
        "user_properties": dict(fields.properties) or None,
    }
    return {name: value for name, value in members.items() if value is not None}


def _is_row(line: Mapping[str, Any]) -> bool:
    texts = [line[name] for name in line if line[name] is not None]
    is_plain = all(isinstance(each, str) and not set(each) & set("\r\n\0") for each in texts)
    return is_plain and bool(texts) and "" not in texts and line.keys() <= set(_LOG)


def _row(line: Mapping[str, Any]) -> LogRow:
    how = "matches" if line.get("matches") is not None else "contains"
    return LogRow(line.get("level") or "", line.get("context") or "", how, line.get(how) or "")


def _line(row: LogRow) -> Json:
    named = {"level": row.level, "context": row.context, "matches" if row.how == "matches" else "contains": row.text}
    return {name: text for name, text in named.items() if text}


def _rest(written: str) -> Json:
    if not written.strip():
        return {}
    value = forms.json_of("what else is expected", written)
    if not isinstance(value, dict):
        raise Invalid("expectation", "What else is expected must be a JSON object: { … }.")
    return value


def _lines(written: str) -> list[str]:
    return [line.strip() for line in written.split("\n") if line.strip()]


def _whole(words: str, written: str) -> int:
    plain = written.strip().replace(",", "").replace(" ", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 19):
        raise Invalid("expectation", f"{words} must be a whole number, such as 5000.")
    return int(plain)


def _written(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
