"""Children that are not asked again, although they answered or were not asked at all."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from app.sandbox.walls import Walls
from tests.sandbox.pool.asking import Make, ask, who
from tests.sandbox.test_process import gone
from tests.support.polling import until


def test_a_child_that_dies_between_two_questions_costs_no_question(make: Make) -> None:
    pool = make()
    first, pid = who(pool)
    os.kill(pid, signal.SIGKILL)
    until(lambda: gone(pid))
    assert who(pool)[0] != first


def test_a_child_that_speaks_between_two_questions_is_not_asked_again(make: Make) -> None:
    pool = make()
    first = Path(ask(pool, "speak_later").messages[0]["folder"])
    (first / "speak").touch()
    until((first / "spoken").exists)
    answer = ask(pool, "echo")
    assert [message["kind"] for message in answer.messages] == ["echo"]
    assert answer.messages[0]["folder"] != str(first)


def test_a_worn_child_is_replaced(make: Make) -> None:
    pool = make(most_asks=2)
    folders = [who(pool)[0] for _ in range(5)]
    assert folders[0] == folders[1]
    assert folders[2] == folders[3]
    assert len(set(folders)) == 3


def test_a_child_may_ask_to_be_replaced(make: Make) -> None:
    pool = make()
    first, _ = who(pool)
    answer = ask(pool, "wear_out")
    assert answer.outcome is None
    assert answer.messages[0]["folder"] == first
    assert who(pool)[0] != first


def test_a_child_may_answer_and_end_at_once(make: Make, walls: Walls) -> None:
    pool = make(walls=walls)
    first, _ = who(pool)
    for _ in range(5):
        answer = ask(pool, "leave")
        assert answer.outcome is None
        assert "echo" in [message["kind"] for message in answer.messages]
    assert who(pool)[0] != first
