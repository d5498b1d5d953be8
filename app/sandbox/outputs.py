"""What an operator returned, as JSON."""

from collections.abc import Callable
from typing import Any

from wasmtime.component import Record, ResourceAny, Variant

from app.kit.text import decode
from app.sandbox.content import as_text
from app.sandbox.values import field

Take = Callable[[ResourceAny], bytes]


class Reader:
    """Reads component values; ``take`` gives the bytes of a host buffer that came back unread.

    ``size`` is the number of bytes of content and text read so far.
    """

    def __init__(self, take: Take) -> None:
        self._take = take
        self.size = 0

    def data_model(self, value: Variant) -> dict[str, Any]:
        """A ``data-model``: ``{"variant": "message" | "snapshot" | "bytes", …}``."""
        if value.tag == "message":
            return self._message(value.payload)
        if value.tag == "snapshot":
            return self._snapshot(value.payload)
        content, encoding = as_text(self._bytes(value.payload))
        return {"variant": "bytes", "bytes": content, "encoding": encoding}

    def clock(self, value: Any) -> dict[str, Any]:
        """A ``hybrid-logical-clock`` or a message's ``timestamp``: ``{secs, nanos, counter, node_id}``."""
        timespec = field(value, "timestamp")
        return {
            "secs": field(timespec, "secs"),
            "nanos": field(timespec, "nanos"),
            "counter": field(value, "counter"),
            "node_id": self.text(field(value, "node-id")),
        }

    def text(self, value: Any) -> str:
        """A ``buffer-or-string``."""
        return decode(self._bytes(value.encode() if isinstance(value, str) else value))

    def _message(self, message: Any) -> dict[str, Any]:
        payload, encoding = as_text(self._bytes(field(message, "payload")))
        properties = field(field(message, "properties"), "user-properties")
        return {
            "variant": "message",
            # MQTT topics are UTF-8; a topic that is not cannot be published, so it is shown with replacement
            # signs.
            "topic": decode(self._bytes(field(message, "topic"))),
            "payload": payload,
            "payload_encoding": encoding,
            "content_type": self._optional(field(message, "content-type")),
            "user_properties": [[self.text(key), self.text(value)] for key, value in properties],
            "timestamp": self.clock(field(message, "timestamp")),
            "schema": self._schema(field(message, "schema")),
        }

    def _snapshot(self, picture: Any) -> dict[str, Any]:
        frame, encoding = as_text(self._bytes(field(picture, "frame")))
        return {
            "variant": "snapshot",
            "format": self.text(field(picture, "format")),
            "width": field(picture, "width"),
            "height": field(picture, "height"),
            "frame": frame,
            "frame_encoding": encoding,
            "timestamp": self.clock(field(picture, "timestamp")),
        }

    def _schema(self, value: Any) -> dict[str, Any] | None:
        if value is None:
            return None
        if isinstance(value, Record):
            name, content = self.text(field(value, "name")), self.text(field(value, "content"))
            return {"inline": {"name": name, "content": content}}
        return {"registry_reference": self.text(value)}

    def _optional(self, value: Any) -> str | None:
        return None if value is None else self.text(value)

    def _bytes(self, value: Any) -> bytes:
        content: bytes = value if isinstance(value, bytes) else self._take(value)
        self.size += len(content)
        return content
