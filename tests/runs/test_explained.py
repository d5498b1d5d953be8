"""What is added to a result that a child sent."""

from typing import Any

import pytest

from app.operators.kinds import Kind
from app.runs.explained import explained

MISSING = {
    "explanation": "The operator did not catch TypeError.",
    "error": "TypeError: Map.process() missing 1 required positional argument: 'input'",
    "outcome": "trap",
}


def test_a_trap_is_told_in_the_words_of_its_check() -> None:
    told = explained(MISSING, Kind.MAP)

    assert told["check"] == "process-parameters"
    assert "process(self, message" in told["explanation"]
    assert told["error"] == MISSING["error"]


@pytest.mark.parametrize(
    "sent",
    [
        {"explanation": "The operator did not catch ValueError.", "error": "ValueError: bad", "outcome": "trap"},
        {"explanation": None, "error": None, "outcome": "output"},
        {"explanation": "An error value.", "error": MISSING["error"], "outcome": "error"},
        {"explanation": "It was stopped.", "error": None, "outcome": "trap"},
        {"ok": True},
    ],
)
def test_what_no_check_knows_and_what_is_no_trap_stay_as_they_are(sent: dict[str, Any]) -> None:
    assert explained(sent, Kind.MAP) == {**sent, "check": None}
