"""A native probe behind the walls: what must be denied is denied, what is needed works."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.sandbox import landlock
from app.sandbox.process import Cause, Job, Message, Outcome, Walls, run
from app.sandbox.profiles import BUILD, CHECK, FETCH, INSPECT, Profile
from app.sandbox.walls import available

TESTS = Path(__file__).parent.parent
MUST_WORK = {
    "read its own interpreter",
    "write its own folder",
    "rename in its own folder",
    "delete in its own folder",
    "start a thread",
    "signal itself",
}
STARTING = {"fork", "clone without a thread"}
CHECK_MAY = MUST_WORK | STARTING | {"run ruff"}
# With those that are answered with a success that does nothing.
FETCH_MAY = (
    MUST_WORK
    | STARTING
    | {"run uv", "run its interpreter", "make a symlink", "tcp", "udp", "socketpair"}
    | {"chmod the interpreter", "fchmod the interpreter", "set times of the interpreter"}
)
DENIED = {errno.EPERM, errno.EACCES}
# Some are denied in another way: no such call, another file system (a link across Landlock's border), or nothing
# there (under bubblewrap, where neither the file nor the process exists).
ALSO = {errno.ENOSYS, errno.EXDEV, errno.ENOENT, errno.ESRCH, errno.EROFS, errno.ENOTDIR}
# Landlock alone says nothing about these, seccomp alone nothing about files.
SYSTEM_CALLS_ONLY = {"fork", "socketpair", "io_uring", "ptrace", "execute a program", "tcp", "udp", "signal its parent"}


def machine() -> Walls:
    """This machine's walls; a machine without them fails where everything is required and skips visibly elsewhere."""
    walls = available()
    if walls.missing():
        reason = " ".join(walls.missing())
        if os.environ.get("STUDIO_TEST_REQUIRE") == "all":
            pytest.fail(reason)
        pytest.skip(reason)
    return walls


@pytest.fixture(params=["bare", "bubblewrap"])
def walls(request: pytest.FixtureRequest) -> Walls:
    found = machine()
    if request.param == "bare":
        return replace(found, bubblewrap=None)
    if found.bubblewrap is None:
        pytest.skip("bubblewrap is not installed or not allowed to work here")
    return found


@pytest.fixture
def targets(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Everything the probe attacks really exists: a secret file, a process of the same user, listening sockets."""
    outside = tmp_path / "outside" / "secret"
    outside.parent.mkdir()
    outside.write_text("secret")
    with ExitStack() as stack:
        tcp, path, abstract = (
            stack.enter_context(socket.socket(family)) for family in (socket.AF_INET, socket.AF_UNIX, socket.AF_UNIX)
        )
        tcp.bind(("127.0.0.1", 0))
        path.bind(str(tmp_path / "socket"))
        abstract.bind(f"\0studio-test-{os.getpid()}")
        for listener in (tcp, path, abstract):
            listener.listen()
        sleeper = stack.enter_context(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]))
        stack.callback(sleeper.kill)
        yield {
            "outside": str(outside),
            "sleeper": sleeper.pid,
            "port": tcp.getsockname()[1],
            "unix_path": str(tmp_path / "socket"),
            "unix_abstract": f"\0studio-test-{os.getpid()}",
        }
        assert sleeper.poll() is None


def unchangeable(path: Path) -> tuple[int, ...]:
    """What an attack on a file's metadata would change; the time of the last reading changes by itself."""
    facts = path.stat()
    return facts.st_mode, facts.st_uid, facts.st_gid, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def probe(
    tmp_path: Path,
    targets: dict[str, Any],
    walls: Walls,
    profile: Profile = INSPECT,
    only: list[str] | None = None,
    left_out: Collection[str] = (),
) -> tuple[dict[str, int], Message, Outcome]:
    folder = tmp_path / "folder"
    folder.mkdir()
    request = {**targets, "own": str(folder), "left_out": sorted(left_out)} | ({"only": only} if only else {})
    messages: list[Message] = []
    job = Job("tests.sandbox.probe", request, profile, folder, profile.limits, readable=(TESTS,))
    outcome = run(job, on_message=messages.append, on_line=print, walls=walls)
    attempts = {message["name"]: message["errno"] for message in messages if message["kind"] == "attempt"}
    return attempts, messages[-1] if messages else {}, outcome


def test_nothing_gets_out_and_what_is_needed_works(
    tmp_path: Path, targets: dict[str, Any], walls: Walls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_TEST_SECRET", "secret")
    interpreter = Path(os.__file__)
    before = unchangeable(interpreter)

    attempts, seen, outcome = probe(tmp_path, targets, walls)

    assert outcome.cause is Cause.COMPLETED, outcome
    assert {name for name, number in attempts.items() if number == 0} == MUST_WORK
    wrong = {name: errno.errorcode[number] for name, number in attempts.items() if number not in DENIED | ALSO | {0}}
    assert wrong == {}
    inherited = set(seen["environment"]) - {"PWD"}  # which bubblewrap sets to where it starts the command
    assert inherited == {"HOME", "LANG", "PATH", "TMPDIR"}
    assert len(seen["descriptors"]) == 4  # input, output, error, messages
    assert Path(targets["outside"]).read_text() == "secret"
    assert unchangeable(interpreter) == before
    assert not (interpreter.parent / "site-packages" / "evil.py").exists()


def test_a_check_runs_its_programs_and_nothing_else_gets_out(
    tmp_path: Path, targets: dict[str, Any], walls: Walls
) -> None:
    attempts, _, outcome = probe(tmp_path, targets, walls, CHECK)

    assert outcome.cause is Cause.COMPLETED, outcome
    assert {name for name, number in attempts.items() if number == 0} == CHECK_MAY
    assert {number for number in attempts.values() if number} <= DENIED | ALSO
    assert Path(targets["outside"]).read_text() == "secret"


def test_a_fetch_connects_and_nothing_else_gets_out(tmp_path: Path, targets: dict[str, Any], walls: Walls) -> None:
    interpreter = Path(os.__file__)
    before = unchangeable(interpreter)
    # It may execute its interpreter, in place of the probe; and nobody listens where it asks over IPv6.
    left_out = {"execute its interpreter", "tcp over IPv6"}

    attempts, _, outcome = probe(tmp_path, targets, walls, FETCH, left_out=left_out)

    assert outcome.cause is Cause.COMPLETED, outcome
    assert {name for name, number in attempts.items() if number == 0} == FETCH_MAY
    assert {number for number in attempts.values() if number} <= DENIED | ALSO
    assert Path(targets["outside"]).read_text() == "secret"
    assert unchangeable(interpreter) == before


@pytest.mark.parametrize("abi", range(1, landlock.SCOPE_ABI))
def test_older_kernels_deny_a_check_as_much(tmp_path: Path, targets: dict[str, Any], abi: int) -> None:
    found = machine()
    if found.landlock_abi < abi:
        pytest.skip(f"this kernel's Landlock is older than ABI {abi}")

    attempts, _, outcome = probe(tmp_path, targets, replace(found, landlock_abi=abi, bubblewrap=None), CHECK)

    assert outcome.cause is Cause.COMPLETED, outcome
    got_out = {name for name, number in attempts.items() if number == 0}
    assert got_out == CHECK_MAY - ({"rename in its own folder", "delete in its own folder"} if abi == 1 else set())


def test_a_build_may_pretend_to_set_modes_and_times_but_changes_nothing(
    tmp_path: Path, targets: dict[str, Any], walls: Walls
) -> None:
    interpreter = Path(os.__file__)
    before = unchangeable(interpreter)
    names = ["chmod the interpreter", "fchmod the interpreter", "set times of the interpreter", "chown the interpreter"]

    attempts, _, outcome = probe(tmp_path, targets, walls, BUILD, names)

    assert outcome.cause is Cause.COMPLETED
    assert [attempts[name] for name in names[:3]] == [0, 0, 0]
    assert set(attempts.values()) <= DENIED | {0}
    assert attempts["chown the interpreter"] != 0
    assert unchangeable(interpreter) == before


@pytest.mark.parametrize("abi", range(1, landlock.SCOPE_ABI + 1))
def test_older_kernels_deny_as_much(tmp_path: Path, targets: dict[str, Any], abi: int) -> None:
    found = machine()
    if found.landlock_abi < abi:
        pytest.skip(f"this kernel's Landlock is older than ABI {abi}")

    attempts, _, outcome = probe(tmp_path, targets, replace(found, landlock_abi=abi, bubblewrap=None))

    assert outcome.cause is Cause.COMPLETED, outcome
    got_out = {name for name, number in attempts.items() if number == 0}
    # ABI 1 lets nobody move a file between folders, not even within its own.
    assert got_out == MUST_WORK - ({"rename in its own folder", "delete in its own folder"} if abi == 1 else set())
    assert Path(targets["outside"]).read_text() == "secret"


def test_without_the_system_call_filter_files_are_still_closed(tmp_path: Path, targets: dict[str, Any]) -> None:
    lacking = replace(machine(), seccomp=False, bubblewrap=None)
    names = ["open /etc/passwd", "write a file outside", "write in site-packages", "write its own folder", "tcp"]

    attempts, _, _ = probe(tmp_path, targets, lacking, only=names)

    assert attempts.pop("write its own folder") == 0
    assert set(attempts.values()) <= DENIED
    assert "start programs" in " ".join(lacking.missing())


def test_without_landlock_the_system_call_filter_still_stands(tmp_path: Path, targets: dict[str, Any]) -> None:
    lacking = replace(machine(), landlock_abi=0, bubblewrap=None)

    attempts, _, outcome = probe(tmp_path, targets, lacking, only=sorted(SYSTEM_CALLS_ONLY))

    assert outcome.cause is Cause.COMPLETED
    assert set(attempts.values()) <= DENIED
    assert "Landlock" in " ".join(lacking.missing())


def test_without_any_wall_the_same_attempts_succeed(tmp_path: Path, targets: dict[str, Any]) -> None:
    names = ["open /etc/passwd", "write a file outside", "tcp", "udp", "unix socket", "abstract unix socket"]
    names += ["socketpair", "signal its parent", "pidfd", "watch files"]

    attempts, _, _ = probe(tmp_path, targets, Walls(landlock_abi=0, seccomp=False, bubblewrap=None), only=names)

    assert set(attempts.values()) == {0}
    assert Path(targets["outside"]).read_text() == "overwritten"


def test_a_machine_with_everything_misses_nothing() -> None:
    assert Walls(landlock_abi=7, seccomp=True, bubblewrap=None).missing() == []


def test_an_old_landlock_without_a_filter_says_what_it_lets_through() -> None:
    sentences = Walls(landlock_abi=2, seccomp=False, bubblewrap=None).missing()
    assert any("emptying" in sentence for sentence in sentences)


def test_a_wall_that_cannot_be_put_up_is_a_refusal(tmp_path: Path) -> None:
    job = Job("tests.sandbox.children", {"how": "behave"}, INSPECT, tmp_path, INSPECT.limits, (tmp_path / "absent",))

    outcome = run(job, walls=replace(machine(), bubblewrap=None))

    assert outcome.cause is Cause.REFUSED
    assert "absent" in (outcome.error or "")
    assert "sandbox" in outcome.sentence
