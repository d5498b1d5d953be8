"""``state-store``: get, set, del and vdel, answered from the run's own keys."""

from collections.abc import Callable
from typing import Any, ClassVar

from wasmtime.component import LinkerInstance, Record, Variant

from app.sandbox.content import as_text
from app.sandbox.keys import Condition, Entry, Keys, Refused
from app.sandbox.lowering import clock
from app.sandbox.recording import Recording
from app.sandbox.timestamps import Hlc
from app.sandbox.values import Storelike, field, record

_SHOWN_BYTES = 4_096  # of a value, in the list of a message's changes; the final state shows all of it


class StateStore:
    """Serves one instance; the keys live as long as the run, so they outlast a trap."""

    interface: ClassVar[str] = "state-store"

    def __init__(self, recording: Recording, keys: Keys) -> None:
        self.recording = recording
        self._keys = keys

    def define(self, instance: LinkerInstance) -> None:
        """Add the functions of the interface."""
        instance.add_func("get", self.get)
        instance.add_func("set", self.set)
        instance.add_func("del", self.delete)
        instance.add_func("vdel", self.vdel)

    def get(self, _store: Storelike, key: bytes, timeout: Record | None) -> Record | Variant:
        """Read; a key that is not there is no error."""

        def answer() -> Record:
            entry = self._keys.get(key)
            return record(response=entry and entry.value, version=entry and clock(entry.version))

        return _answered(timeout, answer)

    def set(
        self,
        _store: Storelike,
        key: bytes,
        value: bytes,
        timeout: Record | None,
        fencing_token: Record | None,
        options: Record,
    ) -> Record | Variant:
        """Write; ``response`` is false where the condition did not hold, and then there is no version."""

        def answer() -> Record:
            entry = self._keys.set(
                key,
                value,
                condition=Condition(field(options, "conditions")),
                expires_ms=_milliseconds(field(options, "expires")),
                token=_hlc(fencing_token),
            )
            if entry is not None:
                self._note_set(key, entry)
            return record(response=entry is not None, version=entry and clock(entry.version))

        return _answered(timeout, answer)

    def delete(
        self, _store: Storelike, key: bytes, fencing_token: Record | None, timeout: Record | None
    ) -> Record | Variant:
        """Delete a key."""
        return self._delete("del", key, None, fencing_token, timeout)

    def vdel(
        self,
        _store: Storelike,
        key: bytes,
        value: bytes,
        fencing_token: Record | None,
        timeout: Record | None,
    ) -> Record | Variant:
        """Delete a key where it holds ``value``."""
        return self._delete("vdel", key, value, fencing_token, timeout)

    def _delete(
        self, name: str, key: bytes, value: bytes | None, token: Record | None, timeout: Record | None
    ) -> Record | Variant:
        def answer() -> Record:
            entry = self._keys.get(key)
            response = self._keys.delete(key, value=value, token=_hlc(token))
            if response == 1:
                self._note(name, key)
            # Which version belongs to a deletion is undocumented; here it is that of the value that went.
            return record(response=response, version=clock(entry.version) if entry and response == 1 else None)

        return _answered(timeout, answer)

    def _note_set(self, key: bytes, entry: Entry) -> None:
        value, encoding = as_text(entry.value[:_SHOWN_BYTES])
        cut = len(entry.value) > _SHOWN_BYTES
        self._note("set", key, value=value, value_encoding=encoding, value_cut=cut)

    def _note(self, name: str, key: bytes, **more: Any) -> None:
        text, encoding = as_text(key)
        self.recording.state_change({"operation": name, "key": text, "key_encoding": encoding, **more})


def snapshot(keys: Keys) -> list[dict[str, Any]]:
    """Everything in the store as JSON, in the form in which a run takes it as its ``state``."""
    shown = []
    for key, entry in keys:
        name, key_encoding = as_text(key)
        value, encoding = as_text(entry.value)
        shown.append({"key": name, "key_encoding": key_encoding, "value": value, "encoding": encoding})
    return shown


def _answered(timeout: Record | None, answer: Callable[[], Record]) -> Record | Variant:
    if timeout is not None and not field(timeout, "seconds") and not field(timeout, "nanos"):
        return Variant("request-error", "the timeout must be longer than zero")
    try:
        return answer()
    except Refused as refusal:
        return Variant("request-error", str(refusal))


def _milliseconds(duration: Record | None) -> int | None:
    if duration is None:
        return None
    seconds: int = field(duration, "seconds")
    nanos: int = field(duration, "nanos")
    return seconds * 1_000 + nanos // 1_000_000


def _hlc(token: Record | None) -> Hlc | None:
    if token is None:
        return None
    timespec = field(token, "timestamp")
    return Hlc(field(timespec, "secs"), field(timespec, "nanos"), field(token, "counter"), field(token, "node-id"))
