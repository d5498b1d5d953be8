"""Children that go wrong over a question: each is told and replaced."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.exits import Cause
from app.sandbox.walls import Walls
from tests.sandbox.pool.asking import SMALL, Make, ask, cause, processes_below, who
from tests.support.polling import until

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


def test_a_folder_that_grows_without_end_is_the_file_limit(make: Make) -> None:
    pool = make(limits=replace(SMALL, folder_files=100))
    assert cause(ask(pool, "write_file_after_file")) is Cause.FILE_LIMIT


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
