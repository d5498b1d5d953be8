"""Warm children: many questions, and what becomes of a child, the pool and the next question when one goes wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.sandbox import landlock
from app.sandbox.exits import Cause
from app.sandbox.limits import Limits
from app.sandbox.pool import Answer, Pool
from app.sandbox.profiles import CHECK, Profile
from app.sandbox.programs import program, python
from app.sandbox.walls import Walls, available
from tests.sandbox.test_process import ROOT, TESTS, gone, open_descriptors
from tests.support import processes
from tests.support.polling import until

MAIN = "tests.sandbox.warm_children"
LONG_S = 60.0  # a question that is answered never takes it, however busy the machine
MIB = 1 << 20
SMALL = Limits(
    wall_s=30,
    cpu_s=60,
    data_bytes=256 * MIB,
    file_bytes=MIB,
    open_files=64,
    output_bytes=100_000,
    message_bytes=10_000,
    messages_bytes=100_000,
)
# A program that does what the test wants; neither ruff nor ty can be told to sleep.
ANY_PROGRAM = replace(CHECK, programs=(python(),))
BARE = replace(available(), bubblewrap=None)

Make = Callable[..., Pool]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes pools, and ends them with the test."""
    made: list[Pool] = []

    def make(
        size: int = 1, limits: Limits = SMALL, profile: Profile = CHECK, walls: Walls = BARE, **options: Any
    ) -> Pool:
        work = tmp_path / "work"
        made.append(
            Pool(options.pop("main", MAIN), profile, limits, work, size, readable=(TESTS,), walls=walls, **options)
        )
        return made[-1]

    yield make
    for pool in made:
        pool.close()
    until(lambda: not processes_below(tmp_path))  # bubblewrap is gone at once, and what is inside right after it
    assert not list(tmp_path.glob("work/*"))


@pytest.fixture(params=["bare", "bubblewrap"])
def walls(request: pytest.FixtureRequest) -> Walls:
    if request.param == "bare":
        return BARE
    if available().bubblewrap is None:
        pytest.skip("bubblewrap is not installed or not allowed to work here")
    return available()


def processes_below(folder: Path) -> list[int]:
    """The living processes whose working directory is in this folder, removed or not."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").readlink().is_relative_to(folder) and not gone(int(place.name)):
                found.append(int(place.name))
        except OSError:
            continue
    return found


def ask(pool: Pool, how: str, wall_s: float = LONG_S, cancel: threading.Event | None = None, **request: Any) -> Answer:
    return pool.ask({"how": how, **request}, wall_s, cancel)


def who(pool: Pool) -> tuple[str, int]:
    """The child that answers, by its folder and its process id."""
    answer = ask(pool, "echo")
    assert answer.outcome is None, answer
    return answer.messages[0]["folder"], answer.messages[0]["pid"]


def cause(answer: Answer) -> Cause:
    assert answer.outcome is not None, answer
    return answer.outcome.cause


def asleep(tmp_path: Path) -> None:
    """Wait until a child sleeps over its question."""
    until(lambda: list(tmp_path.glob("work/*/asleep")) != [])


# the usual


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


def test_its_programs_run_and_nothing_else(make: Make, walls: Walls, tmp_path: Path) -> None:
    pool = make(walls=walls, limits=CHECK.limits)
    (tmp_path / "outside").write_text("secret")

    command = [str(program("ruff")), "check", "--isolated", "--no-cache", "--output-format", "concise", "-"]
    ran = ask(pool, "run", command=command, input="import os\n").messages
    attempts = ask(pool, "attempt", outside=str(tmp_path / "outside")).messages

    assert ran[0]["code"] == 1
    assert "F401" in ran[0]["output"]
    assert [found["name"] for found in attempts if not found["denied"]] == []
    assert len(attempts) == 4
    assert (tmp_path / "outside").read_text() == "secret"


@pytest.mark.parametrize("abi", [5, landlock.SCOPE_ABI])
@pytest.mark.parametrize("tool", ["ruff", "ty"])
def test_a_program_that_overflows_its_stack_ends_alone(make: Make, tmp_path: Path, tool: str, abi: int) -> None:
    """Whether it may signal itself, as from Landlock's ABI 6 on, or not."""
    pool = make(limits=CHECK.limits, walls=replace(BARE, landlock_abi=min(abi, BARE.landlock_abi)))
    folder, pid = who(pool)
    Path(folder, "deep.py").write_text("x = " + "+".join(["1"] * 200_000))

    command = [str(program(tool)), "check", *(["--isolated", "--no-cache"] if tool == "ruff" else []), "deep.py"]
    answer = ask(pool, "run", command=command)

    assert answer.outcome is None
    assert answer.messages[0]["code"] in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP)
    assert who(pool) == (folder, pid)


def test_a_child_may_stop_its_program_where_landlock_keeps_signals_inside(make: Make) -> None:
    if BARE.landlock_abi < landlock.SCOPE_ABI:
        pytest.skip("this kernel's Landlock does not know signals")
    pool = make(profile=ANY_PROGRAM)
    first = who(pool)
    answer = ask(pool, "start_and_stop", command=[str(python()), "-I", "-c", "import time; time.sleep(600)"])
    assert answer.messages == [{"kind": "ran", "code": -signal.SIGKILL}]
    assert who(pool) == first


# a child that goes wrong

ANSWERED, MORE = '{"kind": "launcher:answered"}\n', '{"kind": "more"}\n'
WRONG: list[tuple[str, dict[str, Any], Cause, str]] = [
    ("abort", {}, Cause.CRASHED, "SIGABRT"),
    ("fail", {}, Cause.FAILED, "failed with an error"),
    ("end", {}, Cause.FAILED, "failed with an error"),
    ("eat_memory", {}, Cause.MEMORY_LIMIT, "256 MiB"),
    ("print_without_end", {}, Cause.OUTPUT_LIMIT, "97.7 KiB"),
    ("send", {"times": 1, "length": 20_000}, Cause.OUTPUT_LIMIT, "9.8 KiB"),
    ("send", {"times": 1_000_000, "length": 1_000}, Cause.OUTPUT_LIMIT, "97.7 KiB"),
    ("write_protocol", {"bytes": "no JSON\n"}, Cause.CRASHED, "where only messages belong"),
    ("write_protocol", {"bytes": '{"kind": 1}\n'}, Cause.CRASHED, "where only messages belong"),
    ("write_protocol", {"bytes": f"{ANSWERED}{ANSWERED}"}, Cause.CRASHED, "without being asked"),
    ("write_protocol", {"bytes": f"{ANSWERED}{MORE}"}, Cause.CRASHED, "without being asked"),
    ("be_ready_again", {}, Cause.CRASHED, "without being asked"),
    ("leave_a_process_behind", {"then": "abort"}, Cause.CRASHED, "SIGABRT"),
]


@pytest.mark.parametrize(("how", "request_", "expected", "words"), WRONG)
def test_a_child_that_goes_wrong_is_replaced(
    make: Make, tmp_path: Path, how: str, request_: dict[str, Any], expected: Cause, words: str
) -> None:
    pool = make()
    first, _ = who(pool)

    answer = ask(pool, how, **request_)

    assert cause(answer) is expected
    assert answer.outcome is not None
    assert words in answer.outcome.sentence
    assert answer.outcome.sentence.startswith("The check")
    assert not Path(first).exists()
    assert who(pool)[0] != first
    assert len(processes_below(tmp_path)) == 1


def test_the_traceback_of_a_child_that_failed_is_kept(make: Make) -> None:
    outcome = ask(make(), "fail").outcome
    assert outcome is not None
    assert "ValueError: no good" in (outcome.error or "")


def test_a_child_behind_bubblewrap_is_replaced_too(make: Make, walls: Walls, tmp_path: Path) -> None:
    pool = make(walls=walls)
    first, _ = who(pool)
    assert cause(ask(pool, "abort")) is Cause.CRASHED
    assert cause(ask(pool, "sleep", wall_s=0.5)) is Cause.TIME_LIMIT
    assert who(pool)[0] != first
    until(lambda: len({path for pid in processes_below(tmp_path) if (path := _cwd(pid))}) == 1)


def _cwd(pid: int) -> Path | None:
    try:
        return Path(f"/proc/{pid}/cwd").readlink()
    except OSError:
        return None


def test_a_question_without_end_ends_at_its_own_time_and_what_came_before_is_kept(make: Make) -> None:
    pool = make()
    who(pool)
    answer = ask(pool, "sleep", wall_s=0.7)
    assert cause(answer) is Cause.TIME_LIMIT
    assert answer.outcome is not None
    assert "700 ms" in answer.outcome.sentence
    assert answer.messages == [{"kind": "asleep"}]


def test_a_program_that_hangs_ends_with_its_child(make: Make, tmp_path: Path) -> None:
    pool = make(profile=ANY_PROGRAM)
    command = [str(python()), "-I", "-c", "import time; time.sleep(600)"]
    assert cause(ask(pool, "run", wall_s=0.7, command=command)) is Cause.TIME_LIMIT
    who(pool)
    assert len(processes_below(tmp_path)) == 1


def test_a_folder_that_grows_without_end_is_the_file_limit(make: Make) -> None:
    pool = make(limits=replace(SMALL, folder_files=100))
    assert cause(ask(pool, "write_file_after_file")) is Cause.FILE_LIMIT


def test_a_process_left_behind_ends_with_the_pool(make: Make, tmp_path: Path) -> None:
    pool = make()
    assert ask(pool, "leave_a_process_behind", then="answer").outcome is None
    assert len(processes_below(tmp_path)) == 2
    pool.close()
    until(lambda: not processes_below(tmp_path))


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


def test_a_main_that_cannot_be_imported_is_refused_each_time_and_not_retried_for_ever(make: Make) -> None:
    pool = make(main="tests.sandbox.absent")
    for _ in range(2):
        answer = ask(pool, "echo")
        assert cause(answer) is Cause.REFUSED
        assert answer.outcome is not None
        assert "absent" in (answer.outcome.error or "")


def test_a_folder_that_cannot_be_made_is_refused(make: Make, tmp_path: Path) -> None:
    (tmp_path / "work").write_text("in the way")
    pool = make()
    assert cause(ask(pool, "echo")) is Cause.REFUSED
    (tmp_path / "work").unlink()
    until(lambda: ask(pool, "echo").outcome is None)  # the one that was to replace it may have failed before that too


# messages as they come


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


# many at once


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


# what is left


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
