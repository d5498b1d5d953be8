import pytest

from app.errors import LimitExceeded
from app.runs.limits import LIMITS, USUAL, child_limits, effective_limits, highest_limits, init_time_ms
from app.sandbox.inputs import MAX_CONTENT_BYTES
from app.settings import Settings

MIB = 1 << 20


def test_a_run_that_asks_for_nothing_gets_what_is_usual(settings: Settings) -> None:
    assert effective_limits({}, settings) == USUAL
    assert all(USUAL[name] < highest for name, highest in highest_limits(settings).items())


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_may_be_anything_up_to_the_studios_own(settings: Settings, name: str) -> None:
    highest = highest_limits(settings)[name]
    assert effective_limits({name: highest}, settings) == USUAL | {name: highest}
    assert effective_limits({name: 1}, settings)[name] == 1

    with pytest.raises(LimitExceeded) as refused:
        effective_limits({name: highest + 1}, settings)
    assert refused.value.code == "limit_too_high"
    assert name in refused.value.detail


def test_what_is_usual_is_never_more_than_the_settings_allow() -> None:
    small = Settings(run_time_limit_ms=100, run_memory_bytes=64 * MIB, run_log_lines=5)
    limits = effective_limits({}, small)
    assert (limits["time_ms"], limits["memory_bytes"], limits["log_lines"]) == (100, 64 * MIB, 5)
    assert init_time_ms(limits, small) == 100


def test_init_has_the_time_of_a_message_and_at_least_what_is_usual(settings: Settings) -> None:
    assert init_time_ms({"time_ms": 50}, settings) == 5_000
    assert init_time_ms({"time_ms": 30_000}, settings) == 30_000


def test_a_child_has_room_for_the_largest_operator_and_the_largest_payload(settings: Settings) -> None:
    limits = child_limits(settings)
    assert limits.data_bytes > settings.run_memory_bytes + 32 * MAX_CONTENT_BYTES
    assert limits.data_bytes > settings.run_memory_bytes + 32 * settings.request_max_bytes
    assert limits.wall_s == settings.run_wall_limit_s


def test_the_largest_result_of_unprintable_text_is_still_a_message(settings: Settings) -> None:
    limits = child_limits(settings)
    assert limits.message_bytes > 6 * settings.run_output_bytes
    assert limits.messages_bytes >= 2 * limits.message_bytes


def test_a_child_has_processor_time_for_several_of_the_longest_runs() -> None:
    assert child_limits(Settings(run_wall_limit_s=3_600)).cpu_s >= 4 * 3_600
