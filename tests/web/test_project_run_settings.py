"""What a run is set up with: from the form into the request, and back from the request into the form."""

from typing import Any

import pytest
from starlette.datastructures import FormData

from app.errors import Invalid
from app.web.project.run_settings import SEED, START, RunSettings, from_form, from_request

EVERYTHING: dict[str, Any] = {
    "state": [
        {"key": "a", "value": "AAE=", "encoding": "base64", "key_encoding": "text"},
        {"key": "ff", "value": "", "encoding": "text", "key_encoding": "hex", "expires": "2026-02-04T00:00:00Z"},
    ],
    "module_schemas": [{"name": "oven", "content_type": "application/schema+json", "content": "{\n}"}],
    "schemas": [{"id": "oven", "version": "1", "content": "{}"}],
    "clock": "2026-02-03T04:05:06Z",
    "seed": 0,
    "limits": {"time_ms": 250, "memory_bytes": 64 * 1024**2, "output_bytes": 1_000, "host_calls": 7},
}


def form(*typed: tuple[str, str]) -> RunSettings:
    return from_form(FormData(list(typed)))


def test_an_empty_form_asks_for_nothing() -> None:
    assert form().members() == {}
    assert form(("state_key", ""), ("state_value", ""), ("state_encoding", "text")).members() == {}
    assert form().words == "as usual"


def test_everything_comes_back_as_it_was_asked_for() -> None:
    settings = from_request(EVERYTHING)
    assert settings.members() == EVERYTHING
    assert settings.words == "repeatable, 2 state keys, 2 schemas, 4 limits"


def test_a_state_of_many_lines_is_carried_as_base64() -> None:
    row = {"key": "a\nb", "value": "1\r\n2\0", "version": {"secs": 1}, "expires": None}
    [told] = from_request({"state": [row]}).members()["state"]
    assert (told["key"], told["key_encoding"]) == ("YQpi", "base64")
    assert (told["value"], told["encoding"]) == ("MQ0KMgA=", "base64")
    assert told.keys() == {"key", "value", "encoding", "key_encoding"}


def test_a_request_without_settings_shows_what_a_repeatable_run_would_take() -> None:
    settings = from_request({"messages": []})
    assert (settings.repeat, settings.clock, settings.seed) == (False, START, SEED)
    assert settings.members() == {}


@pytest.mark.parametrize("asked", [{"clock": "2026-01-01T00:00:00Z"}, {"seed": 3}])
def test_one_of_clock_and_seed_may_stay_real(asked: dict[str, Any]) -> None:
    assert from_request(asked).members() == asked


def test_a_fixed_clock_may_be_written_with_its_step() -> None:
    assert from_request({"clock": {"start": START, "step_us": 5}}).clock == START


def test_clock_and_seed_count_only_in_a_repeatable_run() -> None:
    assert form(("clock", START), ("seed", "5")).members() == {}
    assert form(("repeat", "1"), ("clock", f" {START} "), ("seed", " 5 ")).members() == {"clock": START, "seed": 5}


def row(key: str, value: str) -> list[tuple[str, str]]:
    """A row of the form as a browser sends it: every field, filled in or not."""
    names = ("key", "value", "encoding", "key_encoding", "expires")
    return [(f"state_{name}", typed) for name, typed in zip(names, (key, value, "text", "text", ""), strict=True)]


def test_rows_are_read_in_order_and_lines_are_unix_lines() -> None:
    settings = form(
        *row("a", "1"), *row("", ""),
        ("module_schema_name", "s"), ("module_schema_content_type", "t"), ("module_schema_content", "a\r\nb"),
    )  # fmt: skip
    assert [row.key for row in settings.state] == ["a"]
    assert settings.module_schemas[0].content == "a\nb"


@pytest.mark.parametrize(
    ("written", "value"),
    [("64 MiB", 64 * 1024**2), ("64mib", 64 * 1024**2), ("1 KiB", 1024), ("1000", 1_000), (" 1 GiB ", 1024**3)],
)
def test_a_size_may_be_written_with_its_unit(written: str, value: int) -> None:
    assert form(("limit_memory_bytes", written)).members() == {"limits": {"memory_bytes": value}}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("limit_time_ms", "5 MiB"), "time_ms must be a whole number, written as 1000"),
        (("limit_memory_bytes", "-1"), "memory_bytes must be a whole number, written as 64 MiB"),
        (("limit_log_lines", "1e3"), "log_lines must be a whole number"),
        (("limit_host_calls", "9" * 50), "host_calls must be a whole number"),
        (("limit_time_ms", "٣"), "time_ms must be a whole number"),
        (("schemas", "{}"), "must be a JSON list"),
        (("schemas", "["), "This is no JSON: the schemas of the registry, line 1"),
        (("schemas", "[" * 200_000), "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_told(typed: tuple[str, str], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        form(typed).members()


@pytest.mark.parametrize("seed", ["-1", "one", "1" * 20, "1.5"])
def test_a_seed_is_a_whole_number(seed: str) -> None:
    with pytest.raises(Invalid, match="seed must be a whole number"):
        form(("repeat", "1"), ("seed", seed)).members()
