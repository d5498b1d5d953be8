"""Inputs as component values."""

from typing import Any

from wasmtime.component import Record, Variant

from app.sandbox.host.buffers import Buffers
from app.sandbox.input_types import Bare, Batch, Input, Message, Schema, Snapshot, Value
from app.sandbox.preparation import ModuleSchema
from app.sandbox.timestamps import Hlc
from app.sandbox.values import record


def arguments(kind: str, given: Input, buffers: Buffers) -> tuple[Any, ...]:
    """The arguments of ``process`` in the order of the operator kind's interface."""
    if isinstance(given, Batch):
        return data_model(given.staged, buffers), [data_model(value, buffers) for value in given.values]
    if kind == "branch":
        return clock(given.hlc), data_model(given.value, buffers)
    if kind == "delay":
        return data_model(given.value, buffers), clock(given.hlc)
    return (data_model(given.value, buffers),)


def configuration(properties: tuple[tuple[str, str], ...], schemas: tuple[ModuleSchema, ...]) -> Record:
    """The argument of ``init``, a ``module-configuration``."""
    return record(
        properties=list(properties),
        module_schemas=[
            record(name=schema.name, content_type=schema.content_type, content=schema.content) for schema in schemas
        ],
    )


def data_model(value: Value, buffers: Buffers) -> Variant:
    """A ``data-model``. Topic, payload and frame become host buffers where the input asks for it; every text
    that may be a buffer or a string is a string."""
    if isinstance(value, Bare):
        return Variant("buffer-or-bytes", _bytes(value.content, value.as_buffer, buffers))
    if isinstance(value, Message):
        return Variant("message", _message(value, buffers))
    return Variant("snapshot", _snapshot(value, buffers))


def clock(hlc: Hlc) -> Record:
    """A ``hybrid-logical-clock``; a message's ``timestamp`` has the same members."""
    timespec = record(secs=hlc.secs, nanos=hlc.nanos)
    return record(timestamp=timespec, counter=hlc.counter, node_id=hlc.node_id)


def _message(message: Message, buffers: Buffers) -> Record:
    return record(
        timestamp=clock(message.timestamp),
        topic=_bytes(message.topic, message.as_buffer, buffers),
        content_type=message.content_type,
        payload=_bytes(message.payload, message.as_buffer, buffers),
        properties=record(user_properties=list(message.user_properties)),
        schema=_schema(message.schema),
    )


def _snapshot(picture: Snapshot, buffers: Buffers) -> Record:
    return record(
        timestamp=clock(picture.timestamp),
        format=picture.format,
        width=picture.width,
        height=picture.height,
        frame=_bytes(picture.frame, picture.as_buffer, buffers),
    )


def _schema(schema: Schema | None) -> Any:
    if schema is None or schema.name is None:
        return schema and schema.content
    return record(name=schema.name, content=schema.content)


def _bytes(content: bytes, as_buffer: bool, buffers: Buffers) -> Any:
    return buffers.add(content) if as_buffer else content
