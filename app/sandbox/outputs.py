"""What an operator returned, as JSON."""

from collections.abc import Callable
from typing import Any

from app.kit.text import decode
from app.sandbox.content import as_text
from app.sandbox.recording import ENTRY_BYTES
from app.sandbox.values.forms import Case

Take = Callable[[int], bytes]
Json = dict[str, Any]


class Reader:
    """Reads lifted values; ``take`` gives the bytes of a host buffer that came back, by its ``rep``.

    ``size`` is the number of bytes of content and text read so far.
    """

    def __init__(self, take: Take) -> None:
        self._take = take
        self.size = 0

    def data_model(self, value: Case) -> Json:
        """A ``data-model``: ``{"variant": "message" | "snapshot" | "bytes", …}``."""
        if value.tag == "message":
            return self._message(value.value)
        if value.tag == "snapshot":
            return self._snapshot(value.value)
        content, encoding = as_text(self._bytes(value.value))
        return {"variant": "bytes", "bytes": content, "encoding": encoding}

    def clock(self, value: tuple[Any, ...]) -> Json:
        """A ``hybrid-logical-clock`` or a message's ``timestamp``: ``{secs, nanos, counter, node_id}``."""
        (secs, nanos), counter, node_id = value
        return {"secs": secs, "nanos": nanos, "counter": counter, "node_id": self.text(node_id)}

    def text(self, value: str | Case) -> str:
        """A ``string`` or a ``buffer-or-string``."""
        if isinstance(value, Case) and value.tag != "string":
            return decode(self._bytes(value))
        text: str = value.value if isinstance(value, Case) else value
        self.size += len(text) if text.isascii() else len(text.encode())
        return text

    def _message(self, message: tuple[Any, ...]) -> Json:
        timestamp, topic, content_type, payload, (user_properties,), schema = message
        self.size += len(user_properties) * ENTRY_BYTES
        shown, encoding = as_text(self._bytes(payload))
        return {
            "variant": "message",
            # MQTT topics are UTF-8; a topic that is not cannot be published, so it is shown with replacement
            # signs.
            "topic": decode(self._bytes(topic)),
            "payload": shown,
            "payload_encoding": encoding,
            "content_type": None if content_type is None else self.text(content_type),
            "user_properties": [[self.text(key), self.text(value)] for key, value in user_properties],
            "timestamp": self.clock(timestamp),
            "schema": None if schema is None else self._schema(schema),
        }

    def _snapshot(self, picture: tuple[Any, ...]) -> Json:
        timestamp, written, width, height, frame = picture
        shown, encoding = as_text(self._bytes(frame))
        return {
            "variant": "snapshot",
            "format": self.text(written),
            "width": width,
            "height": height,
            "frame": shown,
            "frame_encoding": encoding,
            "timestamp": self.clock(timestamp),
        }

    def _schema(self, value: Case) -> Json:
        if value.tag == "registry-reference":
            return {"registry_reference": self.text(value.value)}
        name, content = value.value
        return {"inline": {"name": self.text(name), "content": self.text(content)}}

    def _bytes(self, value: Case) -> bytes:
        """The content of a ``buffer-or-bytes``, or of the buffer that a text is."""
        content: bytes = self._take(value.value) if value.tag == "buffer" else value.value
        self.size += len(content)
        return content


def read_result(kind: str, value: Any, reader: Reader) -> Json:
    """What a kind's ``process`` gave, without the ``result`` around it: ``outcome`` and what belongs to it."""
    if kind == "filter":
        return {"outcome": "passed" if value else "dropped"}
    if kind == "branch":
        return {"outcome": "arm", "arm": "True" if value else "False"}
    if kind == "delay":
        return {"outcome": "delayed", "hlc": reader.clock(value)}
    return {"outcome": "output", "output": reader.data_model(value)}


def read_error(value: tuple[Any, ...], reader: Reader) -> Json:
    """What a kind's ``process`` of API version 1.1.0 gave as its ``error``."""
    (message,) = value
    return {"outcome": "error", "error": reader.text(message)}
