from typing import Any

import pytest

from app.sandbox.checking import BadInput
from app.sandbox.preparation import (
    MAX_MEMORY_BYTES,
    MAX_STATE_BYTES,
    ModuleSchema,
    RunLimits,
    parse_configuration,
    parse_limits,
    parse_module_schemas,
    parse_state,
    parse_world,
)

LIMITS = {"time_ms": 1, "memory_bytes": 2, "output_bytes": 3}


def test_everything_as_it_should_be() -> None:
    assert parse_configuration([["b", "1"], ["a", ""]]) == (("b", "1"), ("a", ""))
    assert parse_module_schemas([{"name": "n", "content": "{}"}]) == (ModuleSchema("n", "application/json", "{}"),)
    state = [{"key": "k", "value": "v"}, {"key": "00", "key_encoding": "hex", "value": "AA==", "encoding": "base64"}]
    assert parse_state(state) == ((b"k", b"v"), (b"\0", b"\0"))
    assert parse_limits(LIMITS, 4) == RunLimits(time_ms=1, init_time_ms=4, memory_bytes=2, output_bytes=3)
    assert parse_world("delay", "1.0.0") == ("delay", "1.0.0")


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
        [{"key": str(index), "value": "x" * (MAX_STATE_BYTES // 2)} for index in range(2)],
    ],
)
def test_state_is_a_list_of_keys_and_values(value: Any) -> None:
    with pytest.raises(BadInput) as caught:
        parse_state(value)
    assert caught.value.path.startswith("state")


@pytest.mark.parametrize(
    "changed",
    [{"time_ms": 0}, {"time_ms": None}, {"memory_bytes": MAX_MEMORY_BYTES + 1}, {"output_bytes": 1.0}, {"cpu": 1}],
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
