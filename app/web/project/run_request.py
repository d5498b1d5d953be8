"""From the test panel's fields to a run's request, as the JSON interface takes it."""

import json
from typing import Any

from app.errors import Invalid
from app.operators.kinds import Kind
from app.runs.request import RunRequest
from app.web.project.run_fields import Fields

Json = dict[str, Any]


def to_request(kind: Kind, fields: Fields) -> RunRequest:
    """The request; Invalid when a field cannot be read. What the fields mean together is checked with the run."""
    return RunRequest(messages=_messages(kind, fields), configuration=_configuration(fields))


def _messages(kind: Kind, fields: Fields) -> list[Json]:
    if fields.shape == "list":
        return _listed(fields.payloads[0])
    values = [_value(fields, payload) for payload in fields.payloads]
    if kind is Kind.ACCUMULATE:
        return [{"staged": _value(fields, fields.staged) if fields.staged else None, "messages": values}]
    if fields.hlc.strip():
        return [value | {"hlc": _time("hlc", fields.hlc)} for value in values]
    return values


def _listed(written: str) -> list[Json]:
    messages = _json("the list of messages", written)
    if not isinstance(messages, list):
        raise Invalid("run_input", "The messages must be a JSON list: [ … ]. Put the one message in brackets.")
    return messages


def _value(fields: Fields, payload: str) -> Json:
    encoding = _encoding(fields, payload)
    if fields.shape == "bytes":
        return {"bytes": payload, "encoding": encoding, "as": fields.handed}
    value: Json = {"as": fields.handed}
    if fields.timestamp.strip():
        value["timestamp"] = _time("timestamp", fields.timestamp)
    if fields.shape == "snapshot":
        return value | {"snapshot": _snapshot(fields, payload, encoding)}
    return value | {
        "topic": fields.topic,
        "payload": payload,
        "payload_encoding": encoding,
        "content_type": fields.content_type or None,
        "user_properties": [list(pair) for pair in fields.properties],
    }


def _snapshot(fields: Fields, frame: str, encoding: str) -> Json:
    width, height = _pixels("width", fields.width), _pixels("height", fields.height)
    return {"format": fields.format, "width": width, "height": height, "frame": frame, "frame_encoding": encoding}


def _encoding(fields: Fields, payload: str) -> str:
    if fields.encoding != "json":
        return fields.encoding
    _json("the payload", payload)
    return "text"


def _configuration(fields: Fields) -> dict[str, str]:
    keys = [key for key, _ in fields.configuration]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise Invalid("configuration_twice", f"The configuration names {twice[:100]} twice. Remove one of the rows.")
    return dict(fields.configuration)


def _json(what: str, written: str) -> Any:
    try:
        return json.loads(written)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}: {error.msg}"
        detail = f"This is no JSON: {what}, {where}. Correct it, or choose Text."
    except (ValueError, RecursionError):
        detail = f"This JSON cannot be read: {what} is nested too deeply, or has a number that is too long."
    raise Invalid("not_json", detail)


def _time(name: str, written: str) -> Any:
    """An RFC 3339 text, or the members of a logical time as JSON."""
    return _json(name, written) if written.lstrip().startswith("{") else written.strip()


def _pixels(name: str, written: str) -> int:
    figures = written.strip() or "0"
    if not (figures.isascii() and figures.isdigit() and len(figures) < 11):
        raise Invalid("run_input", f"The {name} must be a whole number of pixels.")
    return int(figures)
