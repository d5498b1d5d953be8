"""A state store in memory, with the rules of the MQ broker's own: conditions, expiry, versions and fencing
tokens.

The rules and the wording of refusals follow the product documentation's state store protocol reference. It
knows no WebAssembly: keys and values are bytes, versions and tokens are ``Hlc``.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from app.sandbox.preparation import MAX_STATE_KEYS, STATE_BYTES, Seed
from app.sandbox.timestamps import Hlc

_NANOS = 10**9
_NANOS_OF_MS = 10**6
_MAX_TOKEN_LEAD_NS = 60 * _NANOS
_NODE_ID = "studio-state-store"
_MAX_NODE_ID = 1_024  # characters of a fencing token's node, which is kept with the key and not part of the quota


class Condition(StrEnum):
    """When a value may be written; the names are the interface's."""

    IF_ABSENT = "only-if-does-not-exist"
    IF_EQUAL_OR_ABSENT = "only-if-equal-or-does-not-exist"
    ALWAYS = "unconditional"


class Refused(Exception):
    """The store answers with an error; its text is what the operator reads."""


class Entry(NamedTuple):
    """A value; ``expires_ns`` is wall-clock time, ``token`` the newest fencing token that guards the key."""

    value: bytes
    version: Hlc
    expires_ns: int | None = None
    token: Hlc | None = None


class Keys:
    """All keys of a run. Each method raises Refused as the broker would.

    ``wall_ns`` tells the time, ``most_bytes`` is the quota of keys and values together. What is there from the start
    may be more: then nothing can be added.
    """

    def __init__(
        self,
        seeds: Iterable[Seed] = (),
        wall_ns: Callable[[], int] = time.time_ns,
        most_bytes: int = STATE_BYTES,
    ) -> None:
        self._wall_ns = wall_ns
        self._most_bytes = most_bytes
        self._last = Hlc(0, node_id=_NODE_ID)
        self._entries: dict[bytes, Entry] = {}
        self._size = 0
        for seed in seeds:
            self._put(seed.key, Entry(seed.value, self._next_version(wall_ns()), seed.expires_ns))

    def get(self, key: bytes) -> Entry | None:
        """The entry of a key, None where there is none or it has expired."""
        _check_key(key)
        entry = self._entries.get(key)
        if entry is None or entry.expires_ns is None or entry.expires_ns > self._wall_ns():
            return entry
        self._remove(key)
        return None

    def set(
        self,
        key: bytes,
        value: bytes,
        *,
        condition: Condition = Condition.ALWAYS,
        expires_ms: int | None = None,
        token: Hlc | None = None,
    ) -> Entry | None:
        """Write a value; None where the condition did not hold. Without ``expires_ms`` an earlier expiry is
        gone."""
        entry = self.get(key)
        guard = self._admit(entry, token)
        if expires_ms == 0:
            raise Refused("syntax error")
        if entry is not None and not _holds(condition, entry, value):
            return None
        self._check_quota(key, value)
        now = self._wall_ns()
        expires_ns = None if expires_ms is None else now + expires_ms * _NANOS_OF_MS
        return self._put(key, Entry(value, self._next_version(now), expires_ns, guard))

    def delete(self, key: bytes, *, value: bytes | None = None, token: Hlc | None = None) -> int:
        """Delete a key: 1 where it was there, 0 where not, -1 where ``value`` is given and the key holds
        another."""
        entry = self.get(key)
        self._admit(entry, token)
        if entry is None:
            return 0
        if value is not None and entry.value != value:
            return -1
        self._remove(key)
        return 1

    def __iter__(self) -> Iterator[tuple[bytes, Entry]]:
        """Every live key with its entry, in the order of first writing."""
        self._drop_expired()
        return iter(list(self._entries.items()))

    def _admit(self, entry: Entry | None, token: Hlc | None) -> Hlc | None:
        """Refuse a change that the fencing tokens forbid; the token that guards the key from now on."""
        if token is not None and len(token.node_id) > _MAX_NODE_ID:
            raise Refused("malformed timestamp")
        if token is not None and token.secs * _NANOS + token.nanos > self._wall_ns() + _MAX_TOKEN_LEAD_NS:
            raise Refused(
                "the requested fencing token timestamp is too far in the future; "
                "ensure that the client and broker system clocks are synchronized"
            )
        guard = entry.token if entry else None
        if guard is None:
            return token
        if token is None:
            raise Refused("a fencing token is required for this request")
        if token < guard:
            # "that" is the documented wording.
            raise Refused("the request fencing token is a lower version that the fencing token protecting the resource")
        return token

    def _check_quota(self, key: bytes, value: bytes) -> None:
        if self._is_over(key, value):
            self._drop_expired()
            if self._is_over(key, value):
                raise Refused("the quota has been exceeded")

    def _is_over(self, key: bytes, value: bytes) -> bool:
        known = self._entries.get(key)
        size = self._size + len(value) + (len(key) if known is None else -len(known.value))
        return size > self._most_bytes or (known is None and len(self._entries) >= MAX_STATE_KEYS)

    def _drop_expired(self) -> None:
        now = self._wall_ns()
        mortal = [(key, entry.expires_ns) for key, entry in list(self._entries.items()) if entry.expires_ns is not None]
        for key, expires_ns in mortal:
            if expires_ns <= now:
                self._remove(key)

    def _next_version(self, now_ns: int) -> Hlc:
        secs, nanos = divmod(now_ns, _NANOS)
        fresh = Hlc(secs, nanos, 0, _NODE_ID)
        last = self._last
        self._last = fresh if fresh > last else Hlc(last.secs, last.nanos, last.counter + 1, _NODE_ID)
        return self._last

    def _put(self, key: bytes, entry: Entry) -> Entry:
        known = self._entries.get(key)
        self._size += len(entry.value) - len(known.value) if known else len(key) + len(entry.value)
        self._entries[key] = entry
        return entry

    def _remove(self, key: bytes) -> None:
        self._size -= len(key) + len(self._entries.pop(key).value)


def _check_key(key: bytes) -> None:
    if not key:
        raise Refused("the key length is zero")


def _holds(condition: Condition, entry: Entry, value: bytes) -> bool:
    return condition is Condition.ALWAYS or (condition is Condition.IF_EQUAL_OR_ABSENT and entry.value == value)
