from collections.abc import Callable

import pytest

from app.sandbox.keys import Condition, Keys, Refused
from app.sandbox.preparation import MAX_STATE_KEYS, STATE_BYTES, Seed
from app.sandbox.timestamps import Hlc

SECOND = 10**9


class Clock:
    """A wall clock that moves only when told."""

    def __init__(self) -> None:
        self.now = 1_000 * SECOND

    def __call__(self) -> int:
        return self.now

    def token(self, lead_s: int = 0, counter: int = 0, node: str = "n") -> Hlc:
        return Hlc(self.now // SECOND + lead_s, 0, counter, node)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(clock: Clock) -> Keys:
    return Keys(wall_ns=clock)


def value(keys: Keys, key: bytes = b"k") -> bytes | None:
    entry = keys.get(key)
    return entry.value if entry else None


def test_a_key_that_is_not_there_is_none(keys: Keys) -> None:
    assert keys.get(b"k") is None
    assert keys.delete(b"k") == 0
    assert keys.delete(b"k", value=b"v") == 0


def test_set_get_and_delete(keys: Keys) -> None:
    keys.set(b"k", b"v")
    assert value(keys) == b"v"
    assert keys.delete(b"k") == 1
    assert value(keys) is None


def test_delete_with_a_value_needs_that_value(keys: Keys) -> None:
    keys.set(b"k", b"v")
    assert keys.delete(b"k", value=b"w") == -1
    assert keys.delete(b"k", value=b"v") == 1


def test_only_where_absent(keys: Keys) -> None:
    assert keys.set(b"k", b"v", condition=Condition.IF_ABSENT)
    assert keys.set(b"k", b"v", condition=Condition.IF_ABSENT) is None
    assert value(keys) == b"v"


def test_equal_or_absent_renews_the_expiry(keys: Keys, clock: Clock) -> None:
    lock: Callable[[bytes], object] = lambda owner: keys.set(  # noqa: E731
        b"k", owner, condition=Condition.IF_EQUAL_OR_ABSENT, expires_ms=10_000
    )
    assert lock(b"me")
    clock.now += 9 * SECOND
    assert lock(b"you") is None
    assert lock(b"me")
    clock.now += 9 * SECOND
    assert value(keys) == b"me"
    clock.now += SECOND
    assert value(keys) is None
    assert lock(b"you")


def test_a_write_without_expiry_ends_an_earlier_one(keys: Keys, clock: Clock) -> None:
    keys.set(b"k", b"v", expires_ms=1)
    keys.set(b"k", b"v")
    clock.now += 3600 * SECOND
    assert value(keys) == b"v"


def test_an_expired_key_is_gone_for_conditions_and_lists(keys: Keys, clock: Clock) -> None:
    keys.set(b"k", b"v", expires_ms=1)
    clock.now += SECOND
    assert list(keys) == []
    assert keys.set(b"k", b"v", condition=Condition.IF_ABSENT)


def test_versions_grow_even_where_the_clock_stands_still_or_goes_back(keys: Keys, clock: Clock) -> None:
    versions = []
    for step in (0, 0, -SECOND, SECOND * 2):
        clock.now += step
        entry = keys.set(b"k", b"v")
        assert entry is not None
        versions.append(entry.version)
    assert versions == sorted(set(versions))
    found = keys.get(b"k")
    assert found is not None
    assert found.version == versions[-1]


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return str(caught.value)


def test_a_guarded_key_needs_its_token_or_a_newer_one(keys: Keys, clock: Clock) -> None:
    keys.set(b"k", b"v", token=clock.token(counter=5))
    needs = "a fencing token is required for this request"
    lower = "the request fencing token is a lower version that the fencing token protecting the resource"
    assert refusal(lambda: keys.set(b"k", b"w")) == needs
    assert refusal(lambda: keys.delete(b"k")) == needs
    assert refusal(lambda: keys.delete(b"k", value=b"v")) == needs
    assert refusal(lambda: keys.set(b"k", b"w", token=clock.token(counter=4))) == lower
    assert keys.set(b"k", b"w", token=clock.token(counter=5))
    assert keys.set(b"k", b"x", token=clock.token(counter=6))
    assert refusal(lambda: keys.set(b"k", b"w", token=clock.token(counter=5))) == lower
    assert value(keys) == b"x"
    assert keys.delete(b"k", token=clock.token(counter=6)) == 1


def test_a_deleted_key_is_no_longer_guarded(keys: Keys, clock: Clock) -> None:
    keys.set(b"k", b"v", token=clock.token())
    keys.delete(b"k", token=clock.token())
    assert keys.set(b"k", b"v")


def test_a_token_from_the_future_is_refused(keys: Keys, clock: Clock) -> None:
    assert keys.set(b"k", b"v", token=clock.token(lead_s=60))
    late = clock.token(lead_s=60)._replace(nanos=1)
    assert "too far in the future" in refusal(lambda: keys.set(b"j", b"v", token=late))
    assert value(keys, b"j") is None


def test_a_token_of_any_size_is_not_kept(keys: Keys, clock: Clock) -> None:
    assert refusal(lambda: keys.set(b"k", b"v", token=clock.token(node="n" * 1_025))) == "malformed timestamp"
    assert keys.set(b"k", b"v", token=clock.token(node="n" * 1_024))


def test_an_empty_key_is_refused(keys: Keys) -> None:
    calls: list[Callable[[], object]] = [
        lambda: keys.get(b""),
        lambda: keys.set(b"", b"v"),
        lambda: keys.delete(b""),
    ]
    for call in calls:
        assert refusal(call) == "the key length is zero"


def test_no_expiry_of_nothing(keys: Keys) -> None:
    assert refusal(lambda: keys.set(b"k", b"v", expires_ms=0)) == "syntax error"
    assert value(keys) is None


def test_a_quota_of_bytes_that_overwriting_and_deleting_give_back(keys: Keys) -> None:
    most = b"x" * (STATE_BYTES - 1)
    keys.set(b"k", most)
    assert refusal(lambda: keys.set(b"j", b"")) == "the quota has been exceeded"
    assert keys.set(b"k", most)
    keys.set(b"k", b"small")
    keys.set(b"j", b"")
    keys.delete(b"k")
    keys.delete(b"j")
    assert keys.set(b"k", most)
    assert refusal(lambda: keys.set(b"k", most + b"x")) == "the quota has been exceeded"


def test_a_quota_of_keys(keys: Keys) -> None:
    for index in range(MAX_STATE_KEYS):
        keys.set(b"%d" % index, b"")
    assert refusal(lambda: keys.set(b"more", b"")) == "the quota has been exceeded"
    assert keys.set(b"1", b"still written")


def test_a_seed_is_there_from_the_start() -> None:
    keys = Keys([Seed(b"a", b"1"), Seed(b"b", b"2")])
    assert [(key, entry.value) for key, entry in keys] == [(b"a", b"1"), (b"b", b"2")]
    versions = [entry.version for _, entry in keys]
    assert versions == sorted(set(versions))


def test_a_seed_may_expire(clock: Clock) -> None:
    keys = Keys([Seed(b"a", b"1", clock.now + SECOND), Seed(b"b", b"2", clock.now)], clock)
    assert [key for key, _ in keys] == [b"a"]
    clock.now += SECOND
    assert value(keys, b"a") is None


def test_a_seed_over_the_quota_is_there_and_nothing_can_be_added(clock: Clock) -> None:
    keys = Keys([Seed(b"a", b"12345")], clock, most_bytes=3)
    assert value(keys, b"a") == b"12345"
    assert refusal(lambda: keys.set(b"b", b"")) == "the quota has been exceeded"
    keys.delete(b"a")
    assert keys.set(b"b", b"12")
    assert refusal(lambda: keys.set(b"b", b"123")) == "the quota has been exceeded"


def test_what_has_expired_counts_no_longer(clock: Clock) -> None:
    keys = Keys(wall_ns=clock, most_bytes=3)
    keys.set(b"a", b"12", expires_ms=1_000)
    assert refusal(lambda: keys.set(b"b", b"1")) == "the quota has been exceeded"
    clock.now += SECOND
    assert keys.set(b"b", b"1")
    assert [key for key, _ in keys] == [b"b"]


def test_a_lock_guards_another_key_as_the_documented_pattern_has_it(keys: Keys, clock: Clock) -> None:
    first = keys.set(b"lock", b"me", condition=Condition.IF_EQUAL_OR_ABSENT, expires_ms=10_000)
    assert first is not None
    assert keys.set(b"guarded", b"1", token=first.version)
    clock.now += 11 * SECOND
    second = keys.set(b"lock", b"you", condition=Condition.IF_EQUAL_OR_ABSENT, expires_ms=10_000)
    assert second is not None
    assert keys.set(b"guarded", b"2", token=second.version)
    assert "lower version" in refusal(lambda: keys.set(b"guarded", b"3", token=first.version))
    assert keys.delete(b"lock", value=b"you") == 1
