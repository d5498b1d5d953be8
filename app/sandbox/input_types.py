"""What can be fed to an operator, as plain values."""

from dataclasses import dataclass

from app.sandbox.timestamps import Hlc


@dataclass(frozen=True)
class Schema:
    """A message's schema: an inline one has a name, a reference to the registry has none."""

    content: str
    name: str | None = None


@dataclass(frozen=True)
class Message:
    """A message; where ``as_buffer`` is set, topic and payload are handed over as host buffers."""

    topic: bytes
    payload: bytes
    content_type: str | None
    user_properties: tuple[tuple[str, str], ...]
    timestamp: Hlc
    schema: Schema | None
    as_buffer: bool


@dataclass(frozen=True)
class Snapshot:
    """A picture; where ``as_buffer`` is set, the frame is a host buffer."""

    timestamp: Hlc
    format: str
    width: int
    height: int
    frame: bytes
    as_buffer: bool


@dataclass(frozen=True)
class Bare:
    """Bytes and nothing else."""

    content: bytes
    as_buffer: bool


Value = Message | Snapshot | Bare


@dataclass(frozen=True)
class Single:
    """One value, with the logical time that branch and delay are told."""

    value: Value
    hlc: Hlc


@dataclass(frozen=True)
class Batch:
    """What accumulate is given: the result so far and the values of this call."""

    staged: Value
    values: tuple[Value, ...]


Input = Single | Batch
