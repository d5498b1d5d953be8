"""Questions to warm children, and what is looked at afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.sandbox.exits import Cause
from app.sandbox.limits import Limits
from app.sandbox.pool import Answer, Pool
from app.sandbox.profiles import CHECK
from app.sandbox.programs import python
from app.sandbox.walls import available
from tests.sandbox.test_process import gone
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
