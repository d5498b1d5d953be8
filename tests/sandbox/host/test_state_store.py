from typing import Any

import pytest
from wasmtime.component import Record, Variant

from app.sandbox.host.state_store import StateStore, snapshot
from app.sandbox.keys import Keys
from app.sandbox.lowering import clock
from app.sandbox.recording import Recording
from app.sandbox.timestamps import Hlc, now
from app.sandbox.values import field, record

STORE: Any = None  # the state store does not look at it
ALWAYS = record(conditions="unconditional", expires=None)
ZERO = record(seconds=0, nanos=0)


@pytest.fixture
def recording() -> Recording:
    return Recording(100_000, lambda: None)


@pytest.fixture
def store(recording: Recording) -> StateStore:
    return StateStore(recording, Keys())


def response(answer: Record | Variant) -> Any:
    assert isinstance(answer, Record)
    return field(answer, "response")


def refusal(answer: Record | Variant) -> Any:
    assert isinstance(answer, Variant)
    assert answer.tag == "request-error"
    return answer.payload


def test_get_and_set_share_a_version(store: StateStore) -> None:
    written = store.set(STORE, b"k", b"v", None, None, ALWAYS)
    read = store.get(STORE, b"k", None)
    assert (response(written), response(read)) == (True, b"v")
    assert field(read, "version") == field(written, "version")


def test_what_is_not_there_has_no_version(store: StateStore) -> None:
    for answer in (store.get(STORE, b"k", None), store.delete(STORE, b"k", None, None)):
        assert not response(answer)
        assert field(answer, "version") is None


def test_an_empty_value_is_there(store: StateStore) -> None:
    store.set(STORE, b"k", b"", None, None, ALWAYS)
    assert response(store.get(STORE, b"k", None)) == b""


def test_a_condition_that_does_not_hold_answers_false(store: StateStore, recording: Recording) -> None:
    absent = record(conditions="only-if-does-not-exist", expires=None)
    assert response(store.set(STORE, b"k", b"v", None, None, absent)) is True
    answer = store.set(STORE, b"k", b"w", None, None, absent)
    assert (response(answer), field(answer, "version")) == (False, None)
    assert len(recording.state_changes) == 1


def test_del_and_vdel(store: StateStore) -> None:
    store.set(STORE, b"k", b"v", None, None, ALWAYS)
    assert response(store.vdel(STORE, b"k", b"w", None, None)) == -1
    assert response(store.vdel(STORE, b"k", b"v", None, None)) == 1
    assert response(store.delete(STORE, b"k", None, None)) == 0


def test_a_timeout_of_zero_is_refused_by_every_function(store: StateStore) -> None:
    for answer in (
        store.get(STORE, b"k", ZERO),
        store.set(STORE, b"k", b"v", ZERO, None, ALWAYS),
        store.delete(STORE, b"k", None, ZERO),
        store.vdel(STORE, b"k", b"v", None, ZERO),
    ):
        assert "timeout" in refusal(answer)
    assert response(store.get(STORE, b"k", record(seconds=0, nanos=1))) is None


def test_an_expiry_under_a_millisecond_is_none_at_all(store: StateStore) -> None:
    shortest = record(conditions="unconditional", expires=record(seconds=0, nanos=999_999))
    assert refusal(store.set(STORE, b"k", b"v", None, None, shortest)) == "syntax error"


def test_the_longest_expiry_is_no_overflow(store: StateStore) -> None:
    longest = record(conditions="unconditional", expires=record(seconds=2**64 - 1, nanos=2**32 - 1))
    assert response(store.set(STORE, b"k", b"v", None, None, longest)) is True


def test_fencing_tokens_are_read_with_all_their_parts(store: StateStore) -> None:
    early, late = (clock(Hlc(now().secs, 1, counter, "n")) for counter in (1, 2))
    store.set(STORE, b"k", b"v", None, late, ALWAYS)
    assert "lower version" in refusal(store.delete(STORE, b"k", early, None))
    assert "required" in refusal(store.vdel(STORE, b"k", b"v", None, None))
    assert response(store.delete(STORE, b"k", late, None)) == 1


def test_changes_are_shown_and_long_values_cut(store: StateStore, recording: Recording) -> None:
    store.set(STORE, b"\xff", b"x" * 5_000, None, None, ALWAYS)
    store.delete(STORE, b"\xff", None, None)
    written, deleted = recording.state_changes
    assert deleted == {"operation": "del", "key": "/w==", "key_encoding": "base64"}
    assert written == {**deleted, "operation": "set", "value": "x" * 4_096, "value_encoding": "text", "value_cut": True}


def test_a_snapshot_can_be_given_to_the_next_run() -> None:
    assert snapshot(Keys([(b"a", b"1"), (b"\xff", b"\xfe")])) == [
        {"key": "a", "key_encoding": "text", "value": "1", "encoding": "text"},
        {"key": "/w==", "key_encoding": "base64", "value": "/g==", "encoding": "base64"},
    ]
