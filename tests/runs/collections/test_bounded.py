"""Reports that are too large to be kept whole."""

import json
from typing import Any

import pytest

from app.db.models import RunStatus
from app.runs.collections.bounded import MOST_BYTES, bounded
from app.runs.collections.gathered import Gathered
from app.runs.conversation import Ending


def report(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return Gathered().report(Ending(RunStatus.COMPLETED)) | {"results": list(results)} | more


def output(payload: str) -> dict[str, Any]:
    return {"outcome": "output", "output": {"payload": payload, "timestamp": {"secs": 1}}, "logs": []}


def test_a_small_one_stays_as_it_is() -> None:
    small = report(output("x"))

    assert bounded(small) is small


@pytest.mark.parametrize(
    "large",
    [
        report(output("x" * MOST_BYTES)),
        report(output("\u0001" * (MOST_BYTES // 6))),
        report(*(output("x" * 100) for _ in range(5_000))),
        report(*(output("x" * 20_000) for _ in range(50))),
        report(output("x"), state=[{"key": "k" * 60_000, "value": "v" * 60_000}] * 500),
        report(output("x"), notes=["n" * 1_000] * 1_000),
        report({"logs": [{"context": "c" * 40_000, "level": "info", "message": "m" * 9_000}] * 400}),
        report({name: [["deep"] * 100] * 100 for name in map(str, range(40))}),
    ],
    ids=range(8),
)
def test_a_large_one_is_cut_and_says_so(large: dict[str, Any]) -> None:
    cut = bounded(large)

    assert len(json.dumps(cut).encode()) <= MOST_BYTES
    assert cut["truncated"] is True
    assert cut.keys() == large.keys() | {"whole"}
    assert (cut["status"], large["truncated"]) == ("completed", False)


def test_as_much_is_kept_as_fits() -> None:
    [kept] = bounded(report(output("x" * MOST_BYTES)))["results"]

    assert len(kept["output"]["payload"]) > 10_000


def test_two_that_differ_in_what_is_cut_off_can_be_told_apart() -> None:
    long = "x" * MOST_BYTES
    one, same, other = (bounded(report(output(payload))) for payload in (long, long, long + "y"))

    assert one["results"] == other["results"]
    assert one["whole"] == same["whole"] != other["whole"]


def test_the_time_of_an_output_is_no_difference() -> None:
    long = output("x" * MOST_BYTES)
    later = long | {"output": long["output"] | {"timestamp": {"secs": 2}}}

    assert bounded(report(long))["whole"] == bounded(report(later))["whole"]
