"""Waiting."""

import pytest

from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "sleep"


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import time", "time.sleep(1)"),
        ("from time import sleep as wait", "wait(0.5)"),
        ("import time", "time.sleep(self.x)"),
    ],
)
def test_it_is_warned_about(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == [(PROCESS_LINE, "warning")]


def test_in_a_coroutine_and_a_helper_too() -> None:
    more = "\nasync def wait():\n    await asyncio.sleep(1)\n"
    assert found(CODE, map_with("import asyncio", "wait()", more=more)) == [(14, "warning")]


@pytest.mark.parametrize(
    ("top", "use"), [("import time", "time.time()"), ("import time", "time.sleep(0)"), ("", "self.sleep(1)")]
)
def test_others_are_left_alone(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == []


def test_the_sentence() -> None:
    assert findings(CODE, map_with("import time", "time.sleep(5)"))[0].message == (
        "time.sleep holds up the graph: while an operator waits, its next messages wait as well."
    )
