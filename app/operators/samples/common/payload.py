"""Reading and writing what the graph hands over.

A data model is one of three things: a message (from MQTT, with topic and properties), a
snapshot (a camera picture) or bare bytes. The bytes inside come in two forms: a source hands
over a *buffer*, which lies with the host until it is read, and an operator hands over plain
*bytes*. An operator can stand behind either, so it has to take both.
"""

import json
from dataclasses import replace

from map_impl.imports import types

LIMIT = 1e300  # no sensor reads more, and NaN and Infinity fail the comparison as well


def read_bytes(content: types.BufferOrBytes) -> bytes:
    """The bytes, wherever they lie."""
    if isinstance(content, types.BufferOrBytes_Buffer):
        return content.value.read()
    return content.value


def content_of(data: types.DataModel) -> bytes:
    """The payload of a message, the frame of a snapshot, or the bare bytes."""
    if isinstance(data, types.DataModel_Message):
        return read_bytes(data.value.payload)
    if isinstance(data, types.DataModel_Snapshot):
        return read_bytes(data.value.frame)
    return read_bytes(data.value)


def read_json(data: types.DataModel) -> dict:
    """The JSON object in a message or in bare bytes; ValueError tells what is wrong with it."""
    if isinstance(data, types.DataModel_Snapshot):
        raise ValueError("a snapshot is a picture and holds no JSON")
    try:
        text = content_of(data).decode().removeprefix("\ufeff")  # some programs put a mark before their text
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:  # RecursionError: endless brackets
        raise ValueError(f"the payload is not JSON: {problem}") from problem
    if not isinstance(document, dict):
        raise ValueError("the payload is JSON, but not an object like {\"temperature\": 21.5}")
    return document


def number(document: dict, field: str) -> float:
    """The number in a field: plain (21.5) or with a unit ({"value": 21.5, "unit": "C"})."""
    if field not in document:
        raise ValueError(f"the field {field!r} is missing")
    value = document[field]
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -LIMIT < value < LIMIT:
        raise ValueError(f"the field {field!r} holds no usable number")
    return value


def write_json(data: types.DataModel, document: dict) -> types.DataModel:
    """The same message (or bare bytes) with a document as its new payload."""
    content = types.BufferOrBytes_Bytes(json.dumps(document).encode())  # must be bytes, never str
    if not isinstance(data, types.DataModel_Message):
        return types.DataModel_BufferOrBytes(content)
    message = replace(  # topic, timestamp and user properties stay as they are
        data.value,
        payload=content,
        content_type=types.BufferOrString_String("application/json"),
        schema=None,  # it described the old payload
    )
    return types.DataModel_Message(message)
