"""Messages on a language server's pipes: a head with their length, an empty line, the bytes."""

from asyncio import IncompleteReadError, LimitOverrunError, StreamReader

MOST_BYTES = 8 << 20  # of one message from the server; more is a fault of its own
_HEAD_BYTES = 1_000
_LENGTH = b"content-length"


class NotFramed(ValueError):
    """The server sent something that is no message, or too long a one."""


def framed(body: bytes) -> bytes:
    """A message as it goes down a pipe."""
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


async def read_message(stream: StreamReader, most_bytes: int = MOST_BYTES) -> bytes | None:
    """The next message's bytes; None where the pipe has ended. NotFramed for what cannot be read."""
    try:
        head = await stream.readuntil(b"\r\n\r\n")
        return await stream.readexactly(_length(head, most_bytes))
    except IncompleteReadError as error:
        if error.partial:
            raise NotFramed("it broke off within a message") from error
        return None
    except LimitOverrunError as error:
        raise NotFramed("its head does not end") from error


def _length(head: bytes, most_bytes: int) -> int:
    if len(head) > _HEAD_BYTES:
        raise NotFramed("its head is too long")
    found = [value.strip() for name, _, value in map(_parted, head.split(b"\r\n")) if name.lower() == _LENGTH]
    if len(found) != 1 or not found[0].isdigit() or len(found[0]) > 10:
        raise NotFramed("its head has no length")
    length = int(found[0])
    if length > most_bytes:
        raise NotFramed(f"it is longer than {most_bytes} bytes")
    return length


def _parted(line: bytes) -> tuple[bytes, bytes, bytes]:
    return line.partition(b":")
