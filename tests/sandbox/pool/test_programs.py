"""Programs that a child starts: they run behind its walls, and end with it."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pytest

from app.sandbox import landlock
from app.sandbox.exits import Cause
from app.sandbox.profiles import CHECK
from app.sandbox.programs import program, python
from app.sandbox.walls import Walls
from tests.sandbox.pool.asking import ANY_PROGRAM, BARE, Make, ask, cause, processes_below, who


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


def test_a_program_that_hangs_ends_with_its_child(make: Make, tmp_path: Path) -> None:
    pool = make(profile=ANY_PROGRAM)
    command = [str(python()), "-I", "-c", "import time; time.sleep(600)"]
    assert cause(ask(pool, "run", wall_s=0.7, command=command)) is Cause.TIME_LIMIT
    who(pool)
    assert len(processes_below(tmp_path)) == 1
