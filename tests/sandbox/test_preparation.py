from typing import Any

import pytest

from app.sandbox.checking import BadInput
from app.sandbox.preparation import (
    MAX_HOST_CALLS,
    MAX_LOG_LINES,
    MAX_MEMORY_BYTES,
    MAX_STATE_BYTES,
    STATE_BYTES,
    FixedTime,
    ModuleSchema,
    RunLimits,
    Seed,
    parse_clock,
    parse_configuration,
    parse_limits,
    parse_module_schemas,
    parse_seed,
    parse_state,
    parse_world,
)

LIMITS = {"time_ms": 1, "memory_bytes": 2, "output_bytes": 3}


def test_everything_as_it_should_be() -> None:
    assert parse_configuration([["b", "1"], ["a", ""]]) == (("b", "1"), ("a", ""))
    assert parse_module_schemas([{"name": "n", "content": "{}"}]) == (ModuleSchema("n", "application/json", "{}"),)
    state = [{"key": "k", "value": "v"}, {"key": "00", "key_encoding": "hex", "value": "AA==", "encoding": "base64"}]
    assert parse_state(state) == (Seed(b"k", b"v"), Seed(b"\0", b"\0"))
    assert parse_limits(LIMITS, 4) == RunLimits(time_ms=1, init_time_ms=4, memory_bytes=2, output_bytes=3)
    assert parse_world("delay", "1.0.0") == ("delay", "1.0.0")


def test_limits_that_are_not_named_have_a_default_and_those_named_count() -> None:
    plain = parse_limits(LIMITS, 4)
    assert plain.log_lines > 0
    assert plain.host_calls > plain.log_lines
    assert plain.state_bytes == STATE_BYTES
    named = parse_limits(LIMITS | {"log_lines": 5, "host_calls": 6, "state_bytes": 7}, 4)
    assert (named.log_lines, named.host_calls, named.state_bytes) == (5, 6, 7)


def test_the_state_of_an_earlier_run_keeps_its_expiry() -> None:
    entry = {"key": "k", "value": "v", "version": {"secs": 1}, "expires": "1970-01-01T00:00:01.5Z"}
    assert parse_state([entry, entry | {"key": "j", "expires": None}]) == (
        Seed(b"k", b"v", 1_500_000_000),
        Seed(b"j", b"v"),
    )


def test_the_state_fits_the_limit_of_the_run() -> None:
    state = [{"key": "k", "value": "four"}]
    assert parse_state(state, most=5)
    with pytest.raises(BadInput) as caught:
        parse_state(state, most=4)
    assert caught.value.path == "state"


def test_clocks_and_seeds() -> None:
    noon = "2026-01-31T12:00:00Z"
    fixed = FixedTime(1_769_860_800 * 10**9, 1_000)
    assert parse_clock(None) is None
    assert parse_clock(noon) == parse_clock({"start": noon}) == fixed
    assert parse_clock({"start": noon, "step_us": 0}) == FixedTime(fixed.start_ns, 0)
    assert (parse_seed(None), parse_seed(0), parse_seed(2**64 - 1)) == (None, 0, 2**64 - 1)


@pytest.mark.parametrize(
    "value",
    [
        5,
        "noon",
        "1969-12-31T23:59:59Z",
        {},
        {"start": None},
        {"start": {"secs": 1}},
        {"start": "2026-01-31T12:00:00Z", "step_us": -1},
        {"start": "2026-01-31T12:00:00Z", "step_us": 1.5},
        {"start": "2026-01-31T12:00:00Z", "step": 1},
    ],
)
def test_what_is_no_clock(value: Any) -> None:
    with pytest.raises(BadInput) as caught:
        parse_clock(value)
    assert caught.value.path.startswith("clock")


@pytest.mark.parametrize("value", [-1, 2**64, 1.0, "1", True])
def test_what_is_no_seed(value: Any) -> None:
    with pytest.raises(BadInput):
        parse_seed(value)


@pytest.mark.parametrize("value", [None, {"k": "v"}, [["k"]], [["k", 1]], [["k", None]], [["\ud800", "v"]]])
def test_configuration_is_pairs_of_strings(value: Any) -> None:
    with pytest.raises(BadInput):
        parse_configuration(value)


@pytest.mark.parametrize("value", [{}, [{}], [{"name": "n"}], [{"name": "n", "content": 1}], [{"nam": "n"}]])
def test_schemas_need_a_name_and_a_content(value: Any) -> None:
    with pytest.raises(BadInput):
        parse_module_schemas(value)


@pytest.mark.parametrize(
    "value",
    [
        {"k": "v"},
        [{"key": "", "value": "v"}],
        [{"key": "k"}],
        [{"key": "k", "value": "x", "encoding": "hex"}],
        [{"key": "k", "value": "v", "ttl": 5}],
        [{"key": "k", "value": "v", "expires": 5}],
        [{"key": "k", "value": "v", "expires": "soon"}],
        [{"key": str(index), "value": "x" * (STATE_BYTES // 2)} for index in range(2)],
    ],
)
def test_state_is_a_list_of_keys_and_values(value: Any) -> None:
    with pytest.raises(BadInput) as caught:
        parse_state(value)
    assert caught.value.path.startswith("state")


@pytest.mark.parametrize(
    "changed",
    [
        {"time_ms": 0},
        {"time_ms": None},
        {"memory_bytes": MAX_MEMORY_BYTES + 1},
        {"output_bytes": 1.0},
        {"cpu": 1},
        {"log_lines": 0},
        {"log_lines": MAX_LOG_LINES + 1},
        {"host_calls": None},
        {"host_calls": MAX_HOST_CALLS + 1},
        {"state_bytes": -1},
        {"state_bytes": MAX_STATE_BYTES + 1},
    ],
)
def test_limits_are_whole_numbers_above_zero(changed: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        parse_limits(LIMITS | changed, 4)
    with pytest.raises(BadInput):
        parse_limits(LIMITS, -1)


@pytest.mark.parametrize("world", [("sink", "1.1.0"), ("map", "1.2.0"), (None, "1.1.0"), ("map", 1.1), ({}, [])])
def test_unknown_kinds_and_versions(world: tuple[Any, Any]) -> None:
    with pytest.raises(BadInput):
        parse_world(*world)


@pytest.mark.parametrize("version", [float("nan"), "yesterday", {"secs": -1}, [[]]])
def test_a_version_that_is_none(version: Any) -> None:
    with pytest.raises(BadInput, match="version"):
        parse_state([{"key": "k", "value": "v", "version": version}])
