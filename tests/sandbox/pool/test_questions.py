"""What a child is asked, and what it may answer."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.exits import Cause
from app.sandbox.walls import Walls
from tests.sandbox.pool.asking import LONG_S, MIB, SMALL, Make, ask, cause, processes_below, who
from tests.support.polling import until


def test_one_child_answers_many_questions(make: Make, walls: Walls) -> None:
    pool = make(walls=walls)
    answers = [ask(pool, "echo", text=text) for text in ("Grüße \u2028 🦆", "", "two\nlines")]
    assert [answer.outcome for answer in answers] == [None] * 3
    assert [answer.messages[0]["request"]["text"] for answer in answers] == ["Grüße \u2028 🦆", "", "two\nlines"]
    assert len({answer.messages[0]["folder"] for answer in answers}) == 1


def test_there_is_no_child_before_it_is_needed(make: Make, tmp_path: Path) -> None:
    pool = make(size=2)
    assert not processes_below(tmp_path)
    pool.warm_up()
    until(lambda: len(processes_below(tmp_path)) == 2)
    pool.warm_up()
    who(pool)
    assert len(processes_below(tmp_path)) == 2


def test_a_request_larger_than_a_pipe_arrives(make: Make) -> None:
    pool = make(limits=replace(SMALL, message_bytes=4 * MIB, messages_bytes=4 * MIB))
    for _ in range(2):
        answer = ask(pool, "echo", text="x" * 3 * MIB)
        assert len(answer.messages[0]["request"]["text"]) == 3 * MIB


def test_a_request_that_is_not_json_is_refused_before_anything_starts(make: Make, tmp_path: Path) -> None:
    pool = make()
    with pytest.raises(TypeError):
        ask(pool, "echo", thing=object())
    with pytest.raises(ValueError, match="JSON"):
        ask(pool, "echo", number=float("nan"))
    assert not (tmp_path / "work").exists()


def test_each_question_may_send_and_print_as_much_as_the_limits_say(make: Make) -> None:
    pool = make()
    first = who(pool)
    for _ in range(3):
        assert len(ask(pool, "send", times=8, length=9_000).messages) == 8
        assert ask(pool, "print_some", lines=900).outcome is None
    assert who(pool) == first


def test_messages_are_told_as_they_come_and_not_gathered(make: Make) -> None:
    pool, heard, cancel = make(), [], threading.Event()

    def hear(message: dict[str, Any]) -> None:
        heard.append(message["kind"])
        cancel.set()  # the child sleeps on: what it sent was heard before its end

    answer = pool.ask({"how": "sleep"}, LONG_S, cancel, on_message=hear)
    assert cause(answer) is Cause.CANCELLED
    assert (heard, answer.messages) == (["asleep"], [])


def test_what_the_listener_raises_comes_out_and_the_child_goes(make: Make, tmp_path: Path) -> None:
    pool = make()
    first, _ = who(pool)

    def hear(message: dict[str, Any]) -> None:
        raise KeyError(message["kind"])

    with pytest.raises(KeyError, match="echo"):
        pool.ask({"how": "echo"}, LONG_S, on_message=hear)
    assert who(pool)[0] != first
    assert len(processes_below(tmp_path)) == 1
