from typing import Any

import pytest

from app.sandbox.host.state_store import StateStore, snapshot
from app.sandbox.keys import Keys
from app.sandbox.lowering import clock
from app.sandbox.preparation import Seed, parse_state
from app.sandbox.recording import HostCallsReached, Recording
from app.sandbox.timestamps import Hlc
from app.sandbox.values.forms import Case
from tests.sandbox.recordings import recording

NOON = 1_769_860_800  # 2026-01-31T12:00:00Z
ALWAYS = ("unconditional", None)
ZERO = (0, 0)


@pytest.fixture
def kept() -> Recording:
    return recording()


@pytest.fixture
def keys() -> Keys:
    """Keys on a clock that stands still."""
    return Keys(wall_ns=lambda: NOON * 10**9)


@pytest.fixture
def store(kept: Recording, keys: Keys) -> StateStore:
    return StateStore(kept, keys)


def response(answer: Case) -> Any:
    assert answer.tag == "ok"
    return answer.value[0]


def version(answer: Case) -> Any:
    assert answer.tag == "ok"
    return answer.value[1]


def refusal(answer: Case) -> Any:
    assert (answer.tag, answer.value.tag) == ("err", "request-error")
    return answer.value.value


def test_the_functions_have_the_names_of_the_interface(store: StateStore) -> None:
    assert store.functions() == {"get": store.get, "set": store.set, "del": store.delete, "vdel": store.vdel}


def test_get_and_set_share_a_version(store: StateStore) -> None:
    written = store.set(b"k", b"v", None, None, ALWAYS)
    read = store.get(b"k", None)
    assert (response(written), response(read)) == (True, b"v")
    assert version(written) == version(read) == ((NOON, 0), 0, "studio-state-store")


def test_what_is_not_there_has_no_version(store: StateStore) -> None:
    assert store.get(b"k", None) == Case("ok", (None, None))
    assert store.delete(b"k", None, None) == Case("ok", (0, None))


def test_an_empty_value_is_there(store: StateStore) -> None:
    store.set(b"k", b"", None, None, ALWAYS)
    assert response(store.get(b"k", None)) == b""


def test_a_condition_that_does_not_hold_answers_false(store: StateStore, kept: Recording) -> None:
    absent = ("only-if-does-not-exist", None)
    assert response(store.set(b"k", b"v", None, None, absent)) is True
    assert store.set(b"k", b"w", None, None, absent) == Case("ok", (False, None))
    assert len(kept.state_changes) == 1


def test_del_and_vdel(store: StateStore) -> None:
    written = store.set(b"k", b"v", None, None, ALWAYS)
    assert store.vdel(b"k", b"w", None, None) == Case("ok", (-1, None))
    assert store.vdel(b"k", b"v", None, None) == Case("ok", (1, version(written)))
    assert response(store.delete(b"k", None, None)) == 0


def test_a_timeout_of_zero_is_refused_by_every_function(store: StateStore) -> None:
    for answer in (
        store.get(b"k", ZERO),
        store.set(b"k", b"v", ZERO, None, ALWAYS),
        store.delete(b"k", None, ZERO),
        store.vdel(b"k", b"v", None, ZERO),
    ):
        assert "timeout" in refusal(answer)
    assert response(store.get(b"k", (0, 1))) is None


def test_an_empty_key_is_refused_by_every_function(store: StateStore) -> None:
    for answer in (
        store.get(b"", None),
        store.set(b"", b"v", None, None, ALWAYS),
        store.delete(b"", None, None),
        store.vdel(b"", b"v", None, None),
    ):
        assert refusal(answer) == "the key length is zero"


def test_an_expiry_under_a_millisecond_is_none_at_all(store: StateStore) -> None:
    assert refusal(store.set(b"k", b"v", None, None, ("unconditional", (0, 999_999)))) == "syntax error"


def test_the_longest_expiry_is_no_overflow(store: StateStore, keys: Keys) -> None:
    longest = ("unconditional", (2**64 - 1, 2**32 - 1))
    assert response(store.set(b"k", b"v", None, None, longest)) is True
    assert snapshot(keys)[0]["expires"] is None


def test_fencing_tokens_are_read_with_all_their_parts(store: StateStore) -> None:
    early, late = (clock(Hlc(NOON, 1, counter, "n")) for counter in (1, 2))
    store.set(b"k", b"v", None, late, ALWAYS)
    assert "lower version" in refusal(store.delete(b"k", early, None))
    assert "required" in refusal(store.vdel(b"k", b"v", None, None))
    assert response(store.delete(b"k", late, None)) == 1


def test_changes_say_what_was_there_before_and_after(store: StateStore, kept: Recording) -> None:
    store.set(b"k", b"v", None, None, ALWAYS)
    store.set(b"k", b"w", None, None, ("unconditional", (10, 0)))
    store.delete(b"k", None, None)
    held = {"value_encoding": "text", "value_cut": False}
    first = {"value": "v", **held, "version": Hlc(NOON, 0, 0, "studio-state-store").as_json(), "expires": None}
    second = {
        "value": "w",
        **held,
        "version": Hlc(NOON, 0, 1, "studio-state-store").as_json(),
        "expires": "2026-01-31T12:00:10Z",
    }
    assert kept.state_changes == [
        {"operation": "set", "key": "k", "key_encoding": "text", **first, "before": None},
        {"operation": "set", "key": "k", "key_encoding": "text", **second, "before": first},
        {"operation": "del", "key": "k", "key_encoding": "text", "before": second},
    ]


def test_long_values_are_cut_in_a_change_and_whole_in_the_end(store: StateStore, kept: Recording, keys: Keys) -> None:
    store.set(b"\xff", b"x" + "ü".encode() * 5_000, None, None, ALWAYS)
    (change,) = kept.state_changes
    assert (change["key"], change["key_encoding"]) == ("/w==", "base64")
    assert (change["value"], change["value_encoding"], change["value_cut"]) == ("x" + "ü" * 2_047, "text", True)
    assert snapshot(keys)[0]["value"] == "x" + "ü" * 5_000


def test_what_changes_nothing_is_no_change(store: StateStore, kept: Recording) -> None:
    store.get(b"k", None)
    store.delete(b"k", None, None)
    store.set(b"", b"", None, None, ALWAYS)
    assert kept.state_changes == []
    assert kept.host_calls == 3


def test_the_quota_is_the_runs(kept: Recording) -> None:
    store = StateStore(kept, Keys(most_bytes=4))
    assert response(store.set(b"k", b"abc", None, None, ALWAYS)) is True
    assert refusal(store.set(b"k", b"abcd", None, None, ALWAYS)) == "the quota has been exceeded"
    assert kept.truncated is False


def test_calls_without_end_are_stopped(keys: Keys) -> None:
    store = StateStore(recording(host_calls=1), keys)
    store.get(b"k", ZERO)
    with pytest.raises(HostCallsReached):
        store.get(b"k", None)


def test_the_state_at_the_end_of_a_run_can_begin_the_next() -> None:
    first = Keys([Seed(b"a", b"1", (NOON + 10) * 10**9), Seed(b"\xff", b"\xfe")], wall_ns=lambda: NOON * 10**9)
    shown = snapshot(first)
    assert [(entry["key"], entry["value"], entry["encoding"], entry["expires"]) for entry in shown] == [
        ("a", "1", "text", "2026-01-31T12:00:10Z"),
        ("/w==", "/g==", "base64", None),
    ]
    later = Keys(parse_state(shown), wall_ns=lambda: (NOON + 10) * 10**9)
    assert [(key, entry.value) for key, entry in later] == [(b"\xff", b"\xfe")]
