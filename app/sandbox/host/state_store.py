"""``state-store``: get, set, del and vdel, answered from the run's own keys."""

from collections.abc import Callable, Mapping
from typing import Any

from app.sandbox.content import as_text, beginning
from app.sandbox.keys import Condition, Entry, Keys, Refused
from app.sandbox.lowering import clock
from app.sandbox.recording import Recording
from app.sandbox.timestamps import Hlc, written
from app.sandbox.values.forms import Case, Resource

_SHOWN_BYTES = 4_096  # of a value, in the list of a message's changes; the final state shows all of it
_NO_TIMEOUT = Case("err", Case("request-error", "the timeout must be longer than zero"))

Duration = tuple[int, int]  # seconds, nanoseconds
Clock = tuple[tuple[int, int], int, str]  # ((seconds, nanoseconds), counter, node)
Options = tuple[str, Duration | None]  # the name of the condition, expiry


class StateStore:
    """Serves one instance; the ``keys`` live as long as the run, so they outlast a trap.

    Every function answers a ``result``: the record of the response, or a ``state-store-error``.
    """

    interface = "state-store"

    def __init__(self, recording: Recording, keys: Keys) -> None:
        self.recording = recording
        self.keys = keys

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The four functions of the interface."""
        return {"get": self.get, "set": self.set, "del": self.delete, "vdel": self.vdel}

    def resources(self) -> Mapping[str, Resource]:
        """None."""
        return {}

    def get(self, key: bytes, timeout: Duration | None) -> Case:
        """Read; a key that is not there is no error."""

        def answer() -> tuple[Any, ...]:
            entry = self.keys.get(key)
            return (entry.value, clock(entry.version)) if entry else (None, None)

        return self._answered(timeout, answer)

    def set(
        self, key: bytes, value: bytes, timeout: Duration | None, fencing_token: Clock | None, options: Options
    ) -> Case:
        """Write; ``response`` is false where the condition did not hold, and then there is no version."""
        condition, expires = options

        def answer() -> tuple[Any, ...]:
            before = self.keys.get(key)
            entry = self.keys.set(
                key,
                value,
                condition=Condition(condition),
                expires_ms=_milliseconds(expires),
                token=_hlc(fencing_token),
            )
            if entry is None:
                return False, None
            self._note("set", key, before, entry)
            return True, clock(entry.version)

        return self._answered(timeout, answer)

    def delete(self, key: bytes, fencing_token: Clock | None, timeout: Duration | None) -> Case:
        """Delete a key."""
        return self._delete("del", key, None, fencing_token, timeout)

    def vdel(self, key: bytes, value: bytes, fencing_token: Clock | None, timeout: Duration | None) -> Case:
        """Delete a key where it holds ``value``."""
        return self._delete("vdel", key, value, fencing_token, timeout)

    def _delete(
        self, name: str, key: bytes, value: bytes | None, token: Clock | None, timeout: Duration | None
    ) -> Case:
        def answer() -> tuple[Any, ...]:
            before = self.keys.get(key)
            response = self.keys.delete(key, value=value, token=_hlc(token))
            if before is None or response != 1:
                return response, None
            self._note(name, key, before, None)
            # Which version belongs to a deletion is undocumented; here it is that of the value that went.
            return response, clock(before.version)

        return self._answered(timeout, answer)

    def _answered(self, timeout: Duration | None, answer: Callable[[], tuple[Any, ...]]) -> Case:
        self.recording.called()
        if timeout is not None and not any(timeout):
            return _NO_TIMEOUT
        try:
            return Case("ok", answer())
        except Refused as refusal:
            return Case("err", Case("request-error", str(refusal)))

    def _note(self, operation: str, key: bytes, before: Entry | None, after: Entry | None) -> None:
        text, encoding = as_text(key)
        change = {
            "operation": operation,
            "key": text,
            "key_encoding": encoding,
            **(_shown(after) if after else {}),
            "before": before and _shown(before),
        }
        shown = sum(min(len(entry.value), _SHOWN_BYTES) for entry in (before, after) if entry)
        self.recording.state_change(change, len(key) + shown)


def snapshot(keys: Keys) -> list[dict[str, Any]]:
    """Everything in the store as JSON, in the form in which a run takes it as its ``state``."""
    return [_kept(key, entry) for key, entry in keys]


def _kept(key: bytes, entry: Entry) -> dict[str, Any]:
    name, key_encoding = as_text(key)
    value, encoding = as_text(entry.value)
    held = {"key": name, "key_encoding": key_encoding, "value": value, "encoding": encoding}
    return {**held, **_life(entry)}


def _shown(entry: Entry) -> dict[str, Any]:
    value, encoding, cut = beginning(entry.value, _SHOWN_BYTES)
    return {"value": value, "value_encoding": encoding, "value_cut": cut, **_life(entry)}


def _life(entry: Entry) -> dict[str, Any]:
    """An expiry after the year 9999 is none."""
    expires = None if entry.expires_ns is None else written(entry.expires_ns)
    return {"version": entry.version.as_json(), "expires": expires}


def _milliseconds(duration: Duration | None) -> int | None:
    if duration is None:
        return None
    seconds, nanos = duration
    return seconds * 1_000 + nanos // 1_000_000


def _hlc(token: Clock | None) -> Hlc | None:
    if token is None:
        return None
    (secs, nanos), counter, node_id = token
    return Hlc(secs, nanos, counter, node_id)
