"""What an operator is given and gives, made and read for tests."""

import time

import preview_impl.imports.hybrid_logical_clock as clocks
import preview_impl.imports.types as types
from testing_fakes import nanoseconds

_SECOND = 1_000_000_000
_NODE = "studio-test"


class _Held(types.Buffer):
    """Content that an operator has to read, as it is when a message comes fresh from a source."""

    def __init__(self, content):
        self._content = content

    def read(self):
        """All of it."""
        return self._content

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def __eq__(self, other):
        return isinstance(other, _Held) and self._content == other._content

    def __repr__(self):
        return f"Buffer({self._content!r})"


class Messages:
    """Makes inputs; the modules are Python's own."""

    def __init__(self, json, datetime):
        self._json, self._datetime = json, datetime

    def message(
        self, payload=b"", topic="test/topic", content_type="", properties=None, timestamp=None, *, buffers=True
    ):
        """A message: bytes as they are, text in UTF-8, everything else as JSON. With ``buffers`` topic and payload are
        to be read from the host, as those of a message fresh from a source."""
        kind = content_type or ("application/json" if _is_json(payload) else None)
        pairs = [(_text(key), _text(value)) for key, value in dict(properties or {}).items()]
        return types.DataModel_Message(
            types.Message(
                timestamp=self._timestamp(timestamp),
                topic=_bytes(topic.encode(), buffers),
                content_type=None if kind is None else _text(kind),
                payload=_bytes(self._content(payload), buffers),
                properties=types.MessageProperties(pairs),
                schema=None,
            )
        )

    def bare(self, payload=b"", *, buffers=True):
        """Bytes without a message around them."""
        return types.DataModel_BufferOrBytes(_bytes(self._content(payload), buffers))

    def snapshot(self, frame=b"", format="image/png", width=1, height=1, timestamp=None, *, buffers=True):
        """A camera's picture."""
        return types.DataModel_Snapshot(
            types.Snapshot(self._timestamp(timestamp), _text(format), width, height, _bytes(frame, buffers))
        )

    def hlc(self, moment=None, counter=0, node_id=_NODE):
        """A time of the graph: what branch and delay are given beside the message."""
        return clocks.HybridLogicalClock(self._timespec(moment), counter, node_id)

    def configuration(self, properties, schemas):
        """What ``init`` is given."""
        pairs = [(str(key), value) for key, value in properties.items()]
        wrong = next((key for key, value in pairs if not isinstance(value, str)), None)
        if wrong is not None:
            raise TypeError(f"the value of {wrong} must be text: the graph hands over text and nothing else")
        return types.ModuleConfiguration(pairs, [types.ModuleSchema(**schema) for schema in schemas])

    def read(self, output):
        """What an operator returned, ready to look at."""
        return Read(output, self._json)

    def _content(self, payload):
        if isinstance(payload, (bytes, bytearray)):
            return bytes(payload)
        return (payload if isinstance(payload, str) else self._json.dumps(payload)).encode()

    def _timestamp(self, moment):
        return types.Timestamp(self._timespec(moment), 0, _text(_NODE))

    def _timespec(self, moment):
        since = time.time_ns() if moment is None else nanoseconds(self._datetime, moment)
        return clocks.Timespec(*divmod(since, _SECOND))


class Read:
    """A data model read: ``payload`` is bytes, ``text`` the same as text, ``json()`` the document in it; ``topic``,
    ``content_type``, ``properties`` and ``timestamp`` (nanoseconds) are None where it is no message."""

    topic = content_type = properties = timestamp = None

    def __init__(self, output, json):
        self._loads = json.loads
        given = getattr(output, "value", None)
        if isinstance(output, types.DataModel_Message):
            self._message(given)
        elif isinstance(output, types.DataModel_Snapshot):
            self.payload, self.timestamp = _content_of(given.frame), _nanoseconds(given.timestamp)
        elif isinstance(output, types.DataModel_BufferOrBytes):
            self.payload = _content_of(given)
        else:
            raise TypeError(f"read takes what process returns, a data model, not {type(output).__name__}")

    def json(self):
        """The document in the payload."""
        return self._loads(self.payload)

    @property
    def text(self):
        """The payload as text."""
        return self.payload.decode()

    def __repr__(self):
        return f"Read({self.payload[:200]!r}, topic={self.topic!r})"

    def _message(self, given):
        self.payload, self.topic = _content_of(given.payload), _content_of(given.topic).decode()
        self.content_type = None if given.content_type is None else _content_of(given.content_type)
        self.properties = {
            _content_of(key): _content_of(value) for key, value in given.properties.user_properties
        }
        self.timestamp = _nanoseconds(given.timestamp)


def _is_json(payload):
    return not isinstance(payload, (bytes, bytearray, str))


def _text(text):
    if not isinstance(text, str):
        raise TypeError(f"this must be text, not {type(text).__name__}: {text!r}")
    return types.BufferOrString_String(text)


def _bytes(content, buffers):
    return types.BufferOrBytes_Buffer(_Held(content)) if buffers else types.BufferOrBytes_Bytes(content)


def _content_of(content):
    """What a buffer holds, or the value; TypeError where the operator put in something that would not reach anybody."""
    if isinstance(content, (types.BufferOrBytes_Buffer, types.BufferOrString_Buffer)):
        held = content.value.read()
        return held.decode() if isinstance(content, types.BufferOrString_Buffer) else held
    wanted = {types.BufferOrBytes_Bytes: bytes, types.BufferOrString_String: str}.get(type(content))
    if wanted is None or not isinstance(content.value, wanted):
        raise TypeError(f"the output has {content!r}, where a buffer, bytes or text in its wrapper must stand")
    return content.value


def _nanoseconds(timestamp):
    return timestamp.timestamp.secs * _SECOND + timestamp.timestamp.nanos
