"""Children that end well, badly, too late or not at all, and what the caller gets to know."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.limits import Limits
from app.sandbox.process import Cause, Job, Message, Outcome, Walls, run
from app.sandbox.profiles import BUILD, INSPECT, RUN, Profile
from app.sandbox.walls import available
from tests.support import processes
from tests.support.polling import until

TESTS = Path(__file__).parent.parent
ROOT = TESTS.parent
MIB = 1 << 20
SMALL = Limits(
    wall_s=30,
    cpu_s=20,
    data_bytes=256 * MIB,
    file_bytes=MIB,
    open_files=64,
    output_bytes=100_000,
    message_bytes=10_000,
    messages_bytes=100_000,
)


@dataclass
class Heard:
    outcome: Outcome
    lines: list[str]
    messages: list[Message]


@dataclass
class Sandbox:
    """Runs one of the misbehaving children in a fresh folder."""

    folder: Path
    walls: Walls
    lines: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def run(
        self,
        how: str,
        limits: Limits = SMALL,
        profile: Profile = RUN,
        cancel: threading.Event | None = None,
        on_message: Callable[[Message], None] | None = None,
        **request: Any,
    ) -> Heard:
        job = Job("tests.sandbox.children", {"how": how, **request}, profile, self.folder, limits, (TESTS,))
        outcome = run(
            job,
            on_message=on_message or self.messages.append,
            on_line=self.lines.append,
            cancel=cancel,
            walls=self.walls,
        )
        return Heard(outcome, self.lines, self.messages)


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path, replace(available(), bubblewrap=None))


@pytest.fixture
def wrapped(tmp_path: Path) -> Sandbox:
    if available().bubblewrap is None:
        pytest.skip("bubblewrap is not installed or not allowed to work here")
    return Sandbox(tmp_path, available())


def gone(pid: int) -> bool:
    """Whether a process has ended; a zombie that nobody has reaped yet counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_lines_messages_and_the_request_travel(sandbox: Sandbox) -> None:
    heard = sandbox.run("behave", text="Grüße \u2028 🦆", number=1.5, nothing=None)

    assert heard.outcome.cause is Cause.COMPLETED
    assert heard.outcome.exit_code == 0
    assert heard.lines == ["one", "two"]
    request = {"how": "behave", "text": "Grüße \u2028 🦆", "number": 1.5, "nothing": None}
    assert heard.messages == [{"kind": "echo", "request": request}]


def test_the_same_behind_bubblewrap(wrapped: Sandbox) -> None:
    heard = wrapped.run("behave")
    assert heard.outcome.cause is Cause.COMPLETED, heard.outcome
    assert heard.lines == ["one", "two"]


def test_a_request_larger_than_a_pipe_arrives(sandbox: Sandbox) -> None:
    limits = replace(SMALL, message_bytes=4 * MIB, messages_bytes=4 * MIB)
    heard = sandbox.run("behave", limits, text="x" * 3 * MIB)
    assert len(heard.messages[0]["request"]["text"]) == 3 * MIB


def test_a_request_that_is_not_json_starts_nothing(sandbox: Sandbox) -> None:
    before = open_descriptors()
    with pytest.raises(TypeError):
        sandbox.run("behave", thing=object())
    assert open_descriptors() == before


def test_a_main_that_raises_has_failed_and_the_traceback_is_kept(sandbox: Sandbox) -> None:
    heard = sandbox.run("fail")
    assert heard.outcome.cause is Cause.FAILED
    assert "ValueError: no good" in (heard.outcome.error or "")


def test_leaving_early_is_not_completing(sandbox: Sandbox) -> None:
    assert sandbox.run("leave").outcome.cause is Cause.FAILED
    vanished = sandbox.run("vanish").outcome
    assert vanished.cause is Cause.CRASHED
    assert "without finishing" in vanished.sentence


def test_a_main_that_does_not_exist_is_refused(sandbox: Sandbox) -> None:
    outcome = run(Job("app.sandbox.absent", {}, RUN, sandbox.folder, SMALL), walls=sandbox.walls)
    assert outcome.cause is Cause.REFUSED
    assert "absent" in (outcome.error or "")


def test_a_folder_that_does_not_exist_is_refused(sandbox: Sandbox) -> None:
    outcome = run(Job("tests.sandbox.children", {}, RUN, sandbox.folder / "absent", SMALL), walls=sandbox.walls)
    assert outcome.cause is Cause.REFUSED
    assert outcome.exit_code is None


def test_an_endless_loop_ends_at_the_time_limit_and_what_came_before_is_kept(sandbox: Sandbox) -> None:
    heard = sandbox.run("spin", replace(SMALL, wall_s=1.5))

    assert heard.outcome.cause is Cause.TIME_LIMIT
    assert "1.5 s" in heard.outcome.sentence
    assert "STUDIO_RUN_TIME_LIMIT_MS" in heard.outcome.sentence
    assert heard.lines == ["before"]
    assert heard.messages == [{"kind": "before"}]


@pytest.mark.parametrize("how", ["spin", "spin_through_the_cpu_limit"])
def test_an_endless_loop_ends_at_the_processor_limit(sandbox: Sandbox, how: str) -> None:
    outcome = sandbox.run(how, replace(SMALL, cpu_s=1)).outcome
    assert outcome.cause is Cause.CPU_LIMIT
    assert "1 s of processor time" in outcome.sentence


def test_the_processor_limit_is_seen_through_bubblewrap(wrapped: Sandbox) -> None:
    assert wrapped.run("spin", replace(SMALL, cpu_s=1)).outcome.cause is Cause.CPU_LIMIT


@pytest.mark.parametrize("how", ["eat_memory", "abort_like_rust"])
def test_memory_without_end_is_the_memory_limit(sandbox: Sandbox, how: str) -> None:
    outcome = sandbox.run(how).outcome
    assert outcome.cause is Cause.MEMORY_LIMIT
    assert "256 MiB" in outcome.sentence


def test_a_huge_file_is_the_file_limit(sandbox: Sandbox) -> None:
    outcome = sandbox.run("write_a_huge_file").outcome
    assert outcome.cause is Cause.FILE_LIMIT
    assert "1 MiB" in outcome.sentence
    assert (sandbox.folder / "huge").stat().st_size == MIB


def test_many_files_are_the_file_limit_too(sandbox: Sandbox) -> None:
    few = replace(SMALL, folder_files=100)
    outcome = sandbox.run("write_file_after_file", few).outcome
    assert outcome.cause is Cause.FILE_LIMIT
    assert "100 files" in outcome.sentence


def test_many_bytes_in_small_files_are_the_file_limit_too(sandbox: Sandbox) -> None:
    little = replace(SMALL, folder_bytes=64 << 10)
    outcome = sandbox.run("write_file_after_file", little).outcome
    assert outcome.cause is Cause.FILE_LIMIT
    assert "64 KiB" in outcome.sentence


def test_a_crash_names_its_signal_and_a_kill_is_called_a_kill(sandbox: Sandbox) -> None:
    crashed = sandbox.run("crash").outcome
    assert (crashed.cause, crashed.signal) == (Cause.CRASHED, signal.SIGSEGV)
    assert "SIGSEGV" in crashed.sentence
    killed = sandbox.run("killed_from_outside").outcome
    assert (killed.cause, killed.signal) == (Cause.CRASHED, signal.SIGKILL)
    assert "from outside" in killed.sentence


def test_printing_without_end_stops_a_run(sandbox: Sandbox) -> None:
    heard = sandbox.run("print_without_end")
    assert heard.outcome.cause is Cause.OUTPUT_LIMIT
    assert heard.outcome.output_truncated
    assert sum(len(line) + 1 for line in heard.lines[:-1]) <= SMALL.output_bytes
    assert "cut here" in heard.lines[-1]


def test_printing_too_much_truncates_the_log_of_a_build_which_goes_on(sandbox: Sandbox) -> None:
    heard = sandbox.run("print_much_then_end", profile=BUILD, megabytes=50)
    assert heard.outcome.cause is Cause.COMPLETED
    assert heard.outcome.output_truncated
    assert heard.messages == [{"kind": "end"}]
    assert len(heard.lines) == SMALL.output_bytes // 100 + 1


def test_a_line_without_end_takes_no_memory(sandbox: Sandbox) -> None:
    heard = sandbox.run("print_one_endless_line", megabytes=200)
    assert heard.outcome.cause is Cause.COMPLETED
    assert len(heard.lines) == 1
    assert heard.lines[0].endswith("(line cut)")
    assert len(heard.lines[0]) < 5000


def test_what_is_printed_cannot_steer_a_terminal_and_is_never_a_message(sandbox: Sandbox) -> None:
    assert sandbox.run("print_like_a_terminal").lines == ["\ufffd[31mred\ufffd[0m\ufffd", "no newline"]
    heard = sandbox.run("print_a_message")
    assert heard.messages == []
    assert heard.outcome.cause is Cause.COMPLETED


NO_MESSAGES = [
    "not JSON",
    "",
    "[]",
    "{}",
    '{"kind": 1}',
    '{"kind": "x", "n": NaN}',
    '{"kind": "\\ud800"}',
    "\xff",
    "[" * 9000,
    '{"kind": ' + "9" * 5000 + "}",
]


@pytest.mark.parametrize("sent", NO_MESSAGES)
def test_what_is_no_message_stops_the_child(sandbox: Sandbox, sent: str) -> None:
    heard = sandbox.run("send_bytes", bytes=sent + "\n")
    assert heard.outcome.cause is Cause.CRASHED
    assert "where only messages belong" in heard.outcome.sentence
    assert heard.messages == []


def test_messages_before_the_fault_are_kept_and_none_after(sandbox: Sandbox) -> None:
    heard = sandbox.run("send_bytes", bytes='{"kind": "good"}\nbad\n{"kind": "late"}\n')
    assert heard.messages == [{"kind": "good"}]


def test_too_large_a_message_and_too_many_stop_the_child(sandbox: Sandbox) -> None:
    one = sandbox.run("send_one_endless_message").outcome
    assert one.cause is Cause.OUTPUT_LIMIT
    assert "9.8 KiB" in one.sentence
    many = sandbox.run("send_without_end")
    assert many.outcome.cause is Cause.OUTPUT_LIMIT
    assert "97.7 KiB" in many.outcome.sentence
    assert 0 < len(many.messages) < 100


@pytest.mark.parametrize("how", ["spin", "sleep", "sleep_without_pipes", "many_threads_asleep"])
def test_a_cancel_ends_every_child(sandbox: Sandbox, how: str) -> None:
    cancel = threading.Event()
    timer = threading.Timer(0.6, cancel.set)
    timer.start()
    outcome = sandbox.run(how, cancel=cancel).outcome
    timer.join()
    assert outcome.cause is Cause.CANCELLED
    assert outcome.sentence == "The run was cancelled."
    assert outcome.signal == signal.SIGKILL


def test_a_cancel_behind_bubblewrap_ends_what_is_inside(wrapped: Sandbox) -> None:
    cancel = threading.Event()
    heard = wrapped.run("sleep", cancel=cancel, on_message=lambda _: cancel.set())
    assert heard.outcome.cause is Cause.CANCELLED
    until(lambda: not processes_in(wrapped.folder))


def test_a_cancel_from_before_the_start_is_honoured(sandbox: Sandbox) -> None:
    cancel = threading.Event()
    cancel.set()
    assert sandbox.run("sleep", cancel=cancel).outcome.cause is Cause.CANCELLED


def test_a_listener_that_raises_ends_the_child_and_comes_out(sandbox: Sandbox) -> None:
    pids: list[int] = []

    def listener(message: Message) -> None:
        pids.append(message["pid"])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sandbox.run("sleep", on_message=listener)
    assert gone(pids[0])


def test_nothing_is_left_behind(sandbox: Sandbox) -> None:
    others = processes.below(os.getpid())  # children that tests share
    sandbox.run("behave")
    threads, descriptors = threading.active_count(), open_descriptors()
    for how in ("behave", "fail", "crash", "print_without_end", "send_one_endless_message"):
        sandbox.run(how)
    assert threading.active_count() <= threads  # one of an earlier test may have ended meanwhile
    assert open_descriptors() == descriptors
    assert processes.below(os.getpid()) <= others


def test_threads_left_behind_do_not_keep_a_child_alive(sandbox: Sandbox) -> None:
    heard = sandbox.run("leave_threads_behind")
    assert heard.outcome.cause is Cause.COMPLETED
    assert heard.messages == [{"kind": "started", "threads": 9}]


def test_several_children_at_once_do_not_hold_each_other(tmp_path: Path) -> None:
    """A child that inherited a neighbour's pipes would keep the neighbour's parent waiting."""
    causes: dict[str, Cause | None] = {}
    begun, cancel = threading.Event(), threading.Event()

    def one(name: str, how: str, **options: Any) -> None:
        (tmp_path / name).mkdir()
        sandbox = Sandbox(tmp_path / name, replace(available(), bubblewrap=None))
        causes[name] = sandbox.run(how, **options).outcome.cause

    patient = {"limits": replace(SMALL, wall_s=300), "cancel": cancel, "on_message": lambda _: begun.set()}
    slow = threading.Thread(target=one, args=("slow", "sleep"), kwargs=patient)
    quick = [threading.Thread(target=one, args=(f"quick{number}", "behave")) for number in range(3)]
    for thread in (slow, *quick):
        thread.start()
    assert begun.wait(60)
    for thread in quick:
        thread.join(60)
    assert causes == dict.fromkeys(("quick0", "quick1", "quick2"), Cause.COMPLETED)
    cancel.set()
    slow.join(60)
    assert causes["slow"] is Cause.CANCELLED


PARENT = """
import json, sys
from pathlib import Path
from dataclasses import replace
from app.sandbox.process import Job, Limits, run
from app.sandbox.profiles import RUN
from app.sandbox.walls import available
from tests.support.polling import until
folder, wrapped = Path(sys.argv[1]), sys.argv[2] == "wrapped"
walls = available() if wrapped else replace(available(), bubblewrap=None)
job = Job("tests.sandbox.children", {"how": "sleep"}, RUN, folder, RUN.limits, (Path("tests").resolve(),))
run(job, on_message=lambda message: print(json.dumps(message), flush=True), walls=walls)
"""


def processes_in(folder: Path) -> list[int]:
    """The living processes whose working directory is this folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").readlink() == folder and not gone(int(place.name)):
                found.append(int(place.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("how", ["bare", "wrapped"])
def test_a_child_dies_with_its_parent(tmp_path: Path, how: str) -> None:
    if how == "wrapped" and available().bubblewrap is None:
        pytest.skip("bubblewrap is not installed or not allowed to work here")
    command = [sys.executable, "-c", PARENT, str(tmp_path), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as parent:
        assert parent.stdout is not None
        assert json.loads(parent.stdout.readline())["kind"] == "pid"
        assert processes_in(tmp_path)
        parent.kill()
    until(lambda: not processes_in(tmp_path))


def test_the_usual_limits_are_valid_for_every_profile() -> None:
    assert INSPECT.limits.wall_s < BUILD.limits.wall_s
    with pytest.raises(ValueError, match="cpu_s"):
        replace(SMALL, cpu_s=0)
