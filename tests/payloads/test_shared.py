from typing import Any

import pytest

from app.errors import Invalid, LimitExceeded
from app.payloads import shared

USUAL = shared.checked(None)


def test_the_usual_settings_are_whole() -> None:
    assert set(USUAL) == {
        *("configuration", "module_schemas", "schemas", "state"),
        *("clock", "seed", "limits", "carry_state"),
    }


def test_members_are_laid_over_what_there_was() -> None:
    before = shared.checked({"configuration": {"a": "1"}, "seed": 7})
    after = shared.checked({"seed": None, "carry_state": True}, before)

    assert after == USUAL | {"configuration": {"a": "1"}, "carry_state": True}
    assert before["seed"] == 7


def test_what_one_collection_changes_is_not_anothers() -> None:
    shared.checked(None)["configuration"]["a"] = "1"

    assert shared.checked(None)["configuration"] == {}


@pytest.mark.parametrize(
    "given",
    [
        {"configuration": {"k": "v", "": "é"}},
        {"module_schemas": [{"name": "s", "content": "{}"}]},
        {"schemas": [{"id": "a", "version": "1", "content": "{}"}]},
        {"state": [{"key": "k", "value": "AA==", "encoding": "base64"}]},
        {"clock": "2026-01-31T12:00:00Z"},
        {"clock": {"start": "2026-01-31T12:00:00Z", "step_us": 5}},
        {"limits": dict.fromkeys(shared.LIMITS, 1)},
    ],
)
def test_what_a_run_takes_is_kept(given: dict[str, Any]) -> None:
    assert shared.checked(given) == USUAL | given


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ([], "settings"),
        ({"messages": []}, "settings"),
        ({"configuration": []}, "settings.configuration"),
        ({"configuration": {"a": 1}}, "settings.configuration"),
        ({"configuration": {str(index): "" for index in range(1_001)}}, "settings.configuration"),
        ({"module_schemas": [{"name": "s"}]}, "settings.module_schemas[0].content"),
        ({"schemas": [{"id": "a", "version": "1", "content": "{}"}] * 2}, "settings.schemas[1]"),
        ({"state": [{"key": ""}]}, "settings.state[0].key"),
        ({"clock": "noon"}, "settings.clock"),
        ({"clock": 7}, "settings.clock"),
        ({"seed": -1}, "settings.seed"),
        ({"seed": True}, "settings.seed"),
        ({"limits": {"time_ms": 0}}, "settings.limits.time_ms"),
        ({"limits": {"init_time_ms": 5}}, "settings.limits"),
        ({"limits": {"time_ms": "1"}}, "settings.limits.time_ms"),
        ({"carry_state": 1}, "settings.carry_state"),
    ],
)
def test_what_no_run_takes_is_refused(given: Any, path: str) -> None:
    with pytest.raises(Invalid) as refused:
        shared.checked(given)

    assert (refused.value.code, refused.value.context["path"]) == ("collection_settings", path)


def test_settings_have_a_largest_size() -> None:
    schemas = [{"id": str(index), "version": "1", "content": "x" * 1_000_000} for index in range(5)]

    with pytest.raises(LimitExceeded) as refused:
        shared.checked({"schemas": schemas})
    assert refused.value.code == "collection_settings_too_large"
