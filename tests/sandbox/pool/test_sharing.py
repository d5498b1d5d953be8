"""Many who ask at once, and few children."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.sandbox.exits import Cause
from tests.sandbox.pool.asking import LONG_S, Make, ask, asleep, cause, who
from tests.support.polling import until


def test_who_comes_first_is_served_first(make: Make, tmp_path: Path) -> None:
    pool, cancel = make(), threading.Event()
    order: list[int] = []

    def wait(number: int) -> None:
        ask(pool, "echo")
        order.append(number)

    def waiting() -> int:
        return len(pool._line)

    with ThreadPoolExecutor(8) as threads:
        threads.submit(ask, pool, "sleep", cancel=cancel)
        asleep(tmp_path)
        for number in range(6):
            threads.submit(wait, number)
            until(waiting, number.__lt__)
        cancel.set()
    assert order == list(range(6))


def test_the_child_that_was_asked_last_is_asked_first(make: Make) -> None:
    pool = make(size=3)
    first = who(pool)
    assert {who(pool) for _ in range(5)} == {first}


def test_patience_may_be_longer_than_the_question(make: Make, tmp_path: Path) -> None:
    pool, cancel = make(), threading.Event()
    with ThreadPoolExecutor(2) as threads:
        sleeper = threads.submit(ask, pool, "sleep", cancel=cancel)
        asleep(tmp_path)
        patient = threads.submit(pool.ask, {"how": "echo"}, 1.0, wait_s=LONG_S)
        until(lambda: len(pool._line) == 1)
        time.sleep(1.5)
        cancel.set()
        assert cause(sleeper.result()) is Cause.CANCELLED
        assert patient.result().outcome is None


def test_many_threads_share_few_children(make: Make) -> None:
    pool = make(size=2)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: ask(pool, "echo", number=number), range(40)))
    assert [answer.messages[0]["request"]["number"] for answer in answers] == list(range(40))
    assert 1 <= len({answer.messages[0]["pid"] for answer in answers}) <= 2


def test_a_child_in_trouble_disturbs_no_other_question(make: Make) -> None:
    pool = make(size=2)
    with ThreadPoolExecutor(4) as threads:
        bad = [threads.submit(ask, pool, how) for how in ("abort", "print_without_end", "fail", "eat_memory") * 2]
        good = [threads.submit(ask, pool, "echo", number=number) for number in range(20)]
    assert [question.result().messages[0]["request"]["number"] for question in good] == list(range(20))
    assert all(question.result().outcome is not None for question in bad)


def test_who_waits_in_vain_is_told_so(make: Make, tmp_path: Path) -> None:
    pool = make()
    cancel = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        sleeper = threads.submit(ask, pool, "sleep", cancel=cancel)
        asleep(tmp_path)
        answer = ask(pool, "echo", wall_s=0.3)
        cancel.set()
        assert cause(sleeper.result()) is Cause.CANCELLED
    assert cause(answer) is Cause.TIME_LIMIT
    assert answer.outcome is not None
    assert "did not begin" in answer.outcome.sentence
    assert answer.messages == []
