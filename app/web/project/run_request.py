"""From the test panel's fields to a run's request, as the JSON interface takes it."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.errors import Invalid
from app.operators.kinds import Kind
from app.runs.request import RunRequest
from app.web.project import forms
from app.web.project.run_fields import Fields
from app.web.project.run_inputs import BATCHES

Json = dict[str, Any]


def to_request(kind: Kind, fields: Fields, kept: list[Json] | None = None) -> RunRequest:
    """The request; Invalid when a field cannot be read. ``kept``: the messages of the run that ``fields.kept`` names.

    What the fields mean together is checked with the run.
    """
    messages = _messages(kind, fields) if fields.shape != "kept" else kept
    if messages is None:
        raise Invalid("input_gone", "The last run's input is not kept any more. Type one, or choose a sample.")
    members = {"configuration": configuration_of(fields.configuration), **fields.settings.members()}
    return RunRequest(messages=messages, **members)


def _messages(kind: Kind, fields: Fields) -> list[Json]:
    if fields.shape == "list":
        listed = _listed(fields.payloads[0])
        return [_given(fields, each) for each in listed] if kind is Kind.ACCUMULATE else listed
    values = [_value(fields, *content) for content in _contents(fields)]
    if kind is Kind.ACCUMULATE:
        return [_batch(fields, values)]
    if fields.hlc.strip():
        return [value | {"hlc": _time("hlc", fields.hlc)} for value in values]
    return values


def _contents(fields: Fields) -> Iterator[tuple[str, str]]:
    """Every payload with its encoding, a chosen file in the place of the first."""
    first, *more = fields.payloads
    yield (fields.file, "base64") if fields.file is not None else (first, fields.encoding)
    yield from ((payload, fields.encoding) for payload in more)


def _batch(fields: Fields, values: list[Json]) -> Json:
    staged = _value(fields, fields.staged, fields.encoding) if fields.staged else None
    batch: Json = _given(fields, {"staged": staged, "messages": values})
    return batch


def _given(fields: Fields, batch: Any) -> Any:
    """A batch with the way in which it is given, unless it says so itself; what is no batch is told by the checks."""
    is_told = fields.batches == BATCHES[0] or not isinstance(batch, dict) or "batches" in batch
    return batch if is_told else batch | {"batches": fields.batches}


def _listed(written: str) -> list[Json]:
    messages = forms.json_of("the list of messages", written)
    if not isinstance(messages, list):
        raise Invalid("run_input", "The messages must be a JSON list: [ … ]. Put the one message in brackets.")
    return messages


def _value(fields: Fields, payload: str, encoding: str) -> Json:
    encoding = _encoding(payload, encoding)
    if fields.shape == "bytes":
        return {"bytes": payload, "encoding": encoding, "as": fields.handed}
    value: Json = {"as": fields.handed}
    if fields.timestamp.strip():
        value["timestamp"] = _time("timestamp", fields.timestamp)
    if fields.shape == "snapshot":
        return value | {"snapshot": _snapshot(fields, payload, encoding)}
    message = {
        "topic": fields.topic,
        "payload": payload,
        "payload_encoding": encoding,
        "content_type": fields.content_type or None,
        "user_properties": [list(pair) for pair in fields.properties],
    }
    schema = _schema(fields)
    return value | message | ({"schema": schema} if schema else {})


def _schema(fields: Fields) -> Json | None:
    if fields.schema_as == "reference":
        return {"registry_reference": fields.schema.strip()}
    if fields.schema_as == "inline":
        return {"inline": {"name": fields.schema_name, "content": fields.schema}}
    return None


def _snapshot(fields: Fields, frame: str, encoding: str) -> Json:
    width, height = _pixels("width", fields.width), _pixels("height", fields.height)
    return {"format": fields.format, "width": width, "height": height, "frame": frame, "frame_encoding": encoding}


def _encoding(payload: str, encoding: str) -> str:
    if encoding != "json":
        return encoding
    forms.json_of("the payload", payload, "Correct it, or choose Text.")
    return "text"


def configuration_of(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The rows of a configuration as an object; Invalid where a key stands twice."""
    keys = [key for key, _ in pairs]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise Invalid("configuration_twice", f"The configuration names {twice[:100]} twice. Remove one of the rows.")
    return dict(pairs)


def _time(name: str, written: str) -> Any:
    """An RFC 3339 text, or the members of a logical time as JSON."""
    return forms.json_of(name, written) if written.lstrip().startswith("{") else written.strip()


def _pixels(name: str, written: str) -> int:
    figures = written.strip() or "0"
    if not (figures.isascii() and figures.isdigit() and len(figures) < 11):
        raise Invalid("run_input", f"The {name} must be a whole number of pixels.")
    return int(figures)
