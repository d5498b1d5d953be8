"""Cancelled questions, closed pools, a studio that dies: nothing is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.sandbox.exits import Cause
from app.sandbox.walls import Walls, available
from tests.sandbox.pool.asking import Make, ask, asleep, cause, processes_below, who
from tests.sandbox.test_process import ROOT, open_descriptors
from tests.support import processes
from tests.support.polling import until


def test_a_cancel_ends_a_question_and_its_child_and_not_the_pool(make: Make, walls: Walls) -> None:
    pool = make(walls=walls)
    cancel = threading.Event()
    timer = threading.Timer(0.5, cancel.set)
    timer.start()
    assert cause(ask(pool, "sleep", cancel=cancel)) is Cause.CANCELLED
    timer.join()
    assert cause(ask(pool, "echo", cancel=cancel)) is Cause.CANCELLED  # from before it was asked
    who(pool)


def test_closing_cancels_what_is_asked_and_what_waits(make: Make, tmp_path: Path) -> None:
    pool = make()
    with ThreadPoolExecutor(3) as threads:
        questions = [threads.submit(ask, pool, "sleep") for _ in range(3)]
        asleep(tmp_path)
        pool.close()
        assert [cause(question.result()) for question in questions] == [Cause.CANCELLED] * 3
    assert not processes_below(tmp_path)
    assert cause(ask(pool, "echo")) is Cause.CANCELLED
    pool.warm_up()
    pool.close()
    assert not processes_below(tmp_path)


def test_closing_at_once_leaves_no_child_that_was_just_starting(make: Make, tmp_path: Path) -> None:
    for _ in range(5):
        pool = make(size=2)
        pool.warm_up()
        pool.close()
    assert not processes_below(tmp_path)


def test_a_process_left_behind_ends_with_the_pool(make: Make, tmp_path: Path) -> None:
    pool = make()
    assert ask(pool, "leave_a_process_behind", then="answer").outcome is None
    assert len(processes_below(tmp_path)) == 2
    pool.close()
    until(lambda: not processes_below(tmp_path))


def test_replaced_children_leave_nothing_behind(make: Make, tmp_path: Path) -> None:
    others = processes.below(os.getpid())  # children that tests share
    pool = make(size=2)
    who(pool)
    who(pool)
    threads, descriptors = threading.active_count(), open_descriptors()
    for how in ("abort", "fail", "print_without_end", "end") * 3:
        assert ask(pool, how).outcome is not None
    who(pool)
    who(pool)
    assert open_descriptors() == descriptors
    assert threading.active_count() == threads
    assert len(list(tmp_path.glob("work/*"))) == 2
    pool.close()
    assert processes.below(os.getpid()) <= others


STUDIO = """
import sys, time
from dataclasses import replace
from pathlib import Path
from app.sandbox.pool import Pool
from app.sandbox.profiles import CHECK
from app.sandbox.walls import available
folder, wrapped = Path(sys.argv[1]), sys.argv[2] == "wrapped"
walls = available() if wrapped else replace(available(), bubblewrap=None)
readable = (Path("tests").resolve(),)
pool = Pool("tests.sandbox.warm_children", CHECK, CHECK.limits, folder, 2, readable=readable, walls=walls)
pool.ask({"how": "echo"}, 60)
print("{}", flush=True)
pool.ask({"how": "sleep"}, 600) if sys.argv[3] == "asking" else time.sleep(600)
"""


@pytest.mark.parametrize("how", ["bare", "wrapped"])
@pytest.mark.parametrize("doing", ["asking", "idle"])
def test_children_die_with_the_studio(tmp_path: Path, how: str, doing: str) -> None:
    if how == "wrapped" and available().bubblewrap is None:
        pytest.skip("bubblewrap is not installed or not allowed to work here")
    command = [sys.executable, "-c", STUDIO, str(tmp_path), how, doing]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as studio:
        assert studio.stdout is not None
        assert json.loads(studio.stdout.readline()) == {}
        if doing == "asking":
            until(lambda: list(tmp_path.glob("*/asleep")) != [])
        assert processes_below(tmp_path)
        studio.kill()
    until(lambda: not processes_below(tmp_path))
