from typing import Any

import pytest

from app.sandbox.checking import BadInput
from app.sandbox.timestamps import U64, Hlc, at, parse, parse_text, written


@pytest.mark.parametrize(
    ("written", "secs", "nanos"),
    [
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1970-01-01t00:00:00.123456789z", 0, 123456789),
        ("1970-01-01 01:00:00.5+01:00", 0, 500000000),
        ("2026-01-31T12:00:00-00:30", 1769862600, 0),
    ],
)
def test_rfc_3339_is_read_to_the_nanosecond(written: str, secs: int, nanos: int) -> None:
    assert parse(written, "t") == Hlc(secs, nanos)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "now",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "2026-02-30T12:00:00Z",
        "2026-01-31T25:00:00Z",
        "2026-01-31T12:00:00.1234567890Z",
        "1969-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-01-31T12:00:00+99:00",
        "٢٠٢٦-01-31T12:00:00Z",
        "2026-01-31T12:00:00Z\n",
        "9" * 100_000,
    ],
)
def test_other_texts_are_refused(written: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(written, "messages[0].timestamp")
    assert caught.value.path == "messages[0].timestamp"


def test_a_record_may_leave_out_all_but_the_seconds() -> None:
    assert parse({"secs": 3}, "t") == Hlc(3, 0, 0, "studio")
    assert parse({"secs": U64, "nanos": 999_999_999, "counter": U64, "node_id": ""}, "t").secs == U64


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"secs": -1},
        {"secs": 1.5},
        {"secs": True},
        {"secs": "1"},
        {"secs": U64 + 1},
        {"secs": 1, "nanos": 10**9},
        {"secs": 1, "counter": None},
        {"secs": 1, "node_id": 5},
        {"secs": 1, "node_id": "\ud800"},
        {"secs": 1, "seconds": 2},
    ],
)
def test_other_records_are_refused(record: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        parse(record, "t")


@pytest.mark.parametrize("value", [None, 5, [], True])
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(BadInput):
        parse(value, "t")


def test_order_is_time_then_counter_then_node() -> None:
    ordered = [Hlc(1, 9, 9, "z"), Hlc(2, 0, 0, "a"), Hlc(2, 0, 0, "b"), Hlc(2, 0, 1, "a"), Hlc(2, 1, 0, "a")]
    assert sorted({*ordered}) == ordered


def test_a_moment_of_the_wall_clock() -> None:
    assert at(1_500_000_000 * 10**9 + 7) == Hlc(1_500_000_000, 7, 0, "studio")


@pytest.mark.parametrize(
    ("wall_ns", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_769_860_800_000_000_001, "2026-01-31T12:00:00.000000001Z"),
        (1_769_860_800_500_000_000, "2026-01-31T12:00:00.5Z"),
        (253_402_300_799_999_999_999, "9999-12-31T23:59:59.999999999Z"),
    ],
)
def test_a_moment_is_written_as_it_is_read(wall_ns: int, text: str) -> None:
    assert written(wall_ns) == text
    assert parse_text(text, "t") == wall_ns


def test_there_is_no_year_10000() -> None:
    assert written(253_402_300_800 * 10**9) is None
    assert written(2**64 * 10**9) is None
