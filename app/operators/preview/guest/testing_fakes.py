"""The host's fakes as tests see them: what was logged, measured and stored, and the clock.

The host itself is asked each time, so what counts is what reached it.
"""

import binascii

import preview_impl.imports.fakes as host
from preview_impl.types import Err

_SECOND = 1_000_000_000


class Line:
    """A line of the log: ``level`` is a word such as ``info``."""

    def __init__(self, told):
        self.level, self.context, self.message = told["level"], told["context"], told["message"]

    def __eq__(self, other):
        return isinstance(other, Line) and vars(self) == vars(other)

    def __repr__(self):
        return f"{self.level} {self.context}: {self.message}"


class _Recorded:
    """A list of what the host recorded since the test began."""

    def __init__(self, json):
        self._loads = json.loads

    def _entries(self):
        raise NotImplementedError

    def __iter__(self):
        return iter(self._entries())

    def __len__(self):
        return len(self._entries())

    def __getitem__(self, index):
        return self._entries()[index]

    def __eq__(self, other):
        return self._entries() == (other._entries() if isinstance(other, _Recorded) else other)

    def __repr__(self):
        return repr(self._entries())

    def _recorded(self):
        return self._loads(host.recorded())


class Logs(_Recorded):
    """``for line in logs``: each has ``level``, ``context`` and ``message``."""

    def _entries(self):
        return [Line(told) for told in self._recorded()["logs"]]

    @property
    def messages(self):
        """The texts alone."""
        return [line.message for line in self]

    def at(self, level):
        """The lines of one level, such as ``error``."""
        return [line for line in self if line.level == level]


class Measured:
    """One measurement: ``kind`` is counter or histogram; ``error`` tells why the host refused it, else it is None."""

    def __init__(self, told):
        self.name, self.kind, self.value = told["name"], told["kind"], told["value"]
        self.labels, self.error = dict(told["labels"]), told["error"]

    def __eq__(self, other):
        return isinstance(other, Measured) and vars(self) == vars(other)

    def __repr__(self):
        return f"{self.kind} {self.name} {self.value}"


class Metrics(_Recorded):
    """``for one in metrics``; a counter's sum is ``metrics.total("name")``."""

    def _entries(self):
        return [Measured(told) for told in self._recorded()["metrics"]]

    def values(self, name):
        """What was recorded under a name, in its order."""
        return [one.value for one in self if one.name == name and one.error is None]

    def total(self, name):
        """The sum of it."""
        return sum(self.values(name))


class StateStore:
    """The host's state store, like a dict from text or bytes to bytes. Setting a key is no change of the operator's."""

    def __init__(self, json):
        self._loads = json.loads

    def __getitem__(self, key):
        return self._items()[_bytes(key)]

    def __setitem__(self, key, value):
        try:
            host.put_key(_bytes(key), _bytes(value))
        except Err as refused:
            raise ValueError(refused.value) from None

    def __contains__(self, key):
        return _bytes(key) in self._items()

    def __iter__(self):
        return iter(self._items())

    def __len__(self):
        return len(self._items())

    def __eq__(self, other):
        return self._items() == {_bytes(key): _bytes(value) for key, value in dict(other).items()}

    def __repr__(self):
        return repr(self._items())

    def get(self, key, default=None):
        """The value, or something else where there is none."""
        return self._items().get(_bytes(key), default)

    def items(self):
        """All keys with their values."""
        return self._items().items()

    def keys(self):
        """All keys."""
        return self._items().keys()

    @property
    def changes(self):
        """What the operator changed, as ``(operation, key)`` in order: set, del or vdel."""
        told = self._recorded()["state_changes"]
        return [(one["operation"], self._read(one["key"], one["key_encoding"])) for one in told]

    def _items(self):
        held = self._recorded()["state"]
        return {
            self._read(one["key"], one["key_encoding"]): self._read(one["value"], one["encoding"]) for one in held
        }

    def _recorded(self):
        return self._loads(host.recorded())

    def _read(self, text, encoding):
        return text.encode() if encoding == "text" else binascii.a2b_base64(text)


def _bytes(value):
    if isinstance(value, str):
        return value.encode()
    if not isinstance(value, (bytes, bytearray)):
        raise TypeError(f"the state store holds text or bytes, not {type(value).__name__}")
    return bytes(value)


class Clock:
    """The clock that the operator, the state store and new messages read. It is the machine's until it is set."""

    def __init__(self, datetime):
        self._datetime = datetime

    def set(self, moment):
        """Stop it at a moment: text such as ``2026-03-01T12:00:00Z``, a datetime, or seconds since 1970."""
        host.set_clock(_in_range(nanoseconds(self._datetime, moment)))

    def advance(self, seconds):
        """Move it on."""
        if seconds < 0:
            raise ValueError("a clock cannot go back by advance; set it instead")
        host.move_clock(_in_range(round(seconds * _SECOND)))


def _in_range(moment):
    if not 0 <= moment < 1 << 64:
        raise ValueError("this clock knows the years 1970 to 2553")
    return moment


def nanoseconds(datetime, moment):
    """A moment since 1970."""
    if isinstance(moment, str):
        moment = datetime.datetime.fromisoformat(moment)
    if isinstance(moment, datetime.datetime):
        if moment.tzinfo is None:
            raise ValueError("write the time with its zone, such as 2026-03-01T12:00:00Z")
        since = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return (since.days * 86_400 + since.seconds) * _SECOND + since.microseconds * 1_000
    return round(moment * _SECOND)
