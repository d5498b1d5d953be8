"""What can be fed to an operator, as plain values."""

from dataclasses import dataclass

from app.sandbox.timestamps import Hlc


@dataclass(frozen=True, slots=True)
class Schema:
    """A message's schema: an inline one has a name, a reference to the registry has none."""

    content: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message; where ``as_buffer`` is set, topic and payload are handed over as host buffers.

    ``timestamp`` is None for the moment at which it is handed over.
    """

    topic: bytes
    payload: bytes
    content_type: str | None
    user_properties: tuple[tuple[str, str], ...]
    timestamp: Hlc | None
    schema: Schema | None
    as_buffer: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture; where ``as_buffer`` is set, the frame is a host buffer. ``timestamp`` is as a message's."""

    timestamp: Hlc | None
    format: str
    width: int
    height: int
    frame: bytes
    as_buffer: bool


@dataclass(frozen=True, slots=True)
class Bare:
    """Bytes and nothing else."""

    content: bytes
    as_buffer: bool


Value = Message | Snapshot | Bare


@dataclass(frozen=True, slots=True)
class Single:
    """One value, with the logical time that branch and delay are told; None for the moment of handing over."""

    value: Value
    hlc: Hlc | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What accumulate is given: the result so far, the values, and one of ``batches.WAYS`` to hand them over."""

    staged: Value
    values: tuple[Value, ...]
    batches: str


Input = Single | Batch
