"""Inputs as component values: records are tuples in the order of their WIT declaration, variants are ``Case``."""

from collections.abc import Iterable
from typing import Any

from app.sandbox.host.buffers import Buffers
from app.sandbox.input_types import Bare, Batch, Input, Message, Schema, Snapshot, Value
from app.sandbox.preparation import ModuleSchema
from app.sandbox.timestamps import Hlc
from app.sandbox.values.forms import Case

# This is on the way of every message: a Case made so takes half the time of ``Case(…)``.
new = tuple.__new__


def arguments(kind: str, given: Input, buffers: Buffers, moment: Hlc) -> tuple[Any, ...]:
    """The arguments of ``process`` in the order of the operator kind's interface. ``moment`` is when this happens: the
    time of every value that has none of its own."""
    if isinstance(given, Batch):
        return data_model(given.staged, buffers, moment), data_models(given.values, buffers, moment)
    value = data_model(given.value, buffers, moment)
    if kind == "branch":
        return clock(given.hlc or moment), value
    if kind == "delay":
        return value, clock(given.hlc or moment)
    return (value,)


def configuration(properties: tuple[tuple[str, str], ...], schemas: tuple[ModuleSchema, ...]) -> tuple[Any, ...]:
    """The argument of ``init``, a ``module-configuration``."""
    return properties, [(schema.name, schema.content_type, schema.content) for schema in schemas]


def data_models(values: Iterable[Value], buffers: Buffers, moment: Hlc) -> list[Case]:
    """Some values in their order."""
    return [data_model(value, buffers, moment) for value in values]


def data_model(value: Value, buffers: Buffers, moment: Hlc) -> Case:
    """A ``data-model``. Topic, payload and frame become host buffers where the input asks for it; every text
    that may be a buffer or a string is a string."""
    if isinstance(value, Message):
        return Case("message", _message(value, buffers, value.timestamp or moment))
    if isinstance(value, Bare):
        return Case("buffer-or-bytes", _bytes(value.content, value.as_buffer, buffers))
    return Case("snapshot", _snapshot(value, buffers, value.timestamp or moment))


def again(value: Case, buffers: Buffers) -> Case:
    """A ``data-model`` that an operator returned, to be handed to it once more: its buffers are the same ones."""
    if value.tag == "buffer-or-bytes":
        return Case(value.tag, _again(value.value, buffers))
    return Case(value.tag, tuple(_again(member, buffers) for member in value.value))


def clock(hlc: Hlc) -> tuple[tuple[int, int], int, str]:
    """A ``hybrid-logical-clock``."""
    secs, nanos, counter, node_id = hlc
    return (secs, nanos), counter, node_id


def _again(value: Any, buffers: Buffers) -> Any:
    """Any part of a lifted ``data-model``; a buffer is the only case of this name whose value is a number."""
    if isinstance(value, Case):
        is_buffer = value.tag == "buffer"
        return Case(value.tag, buffers.again(value.value) if is_buffer else _again(value.value, buffers))
    if isinstance(value, tuple | list):
        return tuple(_again(member, buffers) for member in value)
    return value


def _message(message: Message, buffers: Buffers, at: Hlc) -> tuple[Any, ...]:
    return (
        _timestamp(at),
        _bytes(message.topic, message.as_buffer, buffers),
        None if message.content_type is None else new(Case, ("string", message.content_type)),
        _bytes(message.payload, message.as_buffer, buffers),
        ([(new(Case, ("string", key)), new(Case, ("string", value))) for key, value in message.user_properties],),
        _schema(message.schema),
    )


def _snapshot(picture: Snapshot, buffers: Buffers, at: Hlc) -> tuple[Any, ...]:
    return (
        _timestamp(at),
        Case("string", picture.format),
        picture.width,
        picture.height,
        _bytes(picture.frame, picture.as_buffer, buffers),
    )


def _timestamp(at: Hlc) -> tuple[Any, ...]:
    """A ``timestamp``: unlike a ``hybrid-logical-clock`` it has a node that may be a buffer."""
    secs, nanos, counter, node_id = at
    return (secs, nanos), counter, new(Case, ("string", node_id))


def _schema(schema: Schema | None) -> Case | None:
    if schema is None:
        return None
    content = Case("string", schema.content)
    if schema.name is None:
        return Case("registry-reference", content)
    return Case("inline", (Case("string", schema.name), content))


def _bytes(content: bytes, as_buffer: bool, buffers: Buffers) -> Case:
    return new(Case, ("buffer", buffers.add(content)) if as_buffer else ("bytes", content))
