"""bubblewrap is used where it is present and has been seen to work, and not otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sandbox import bubblewrap
from app.sandbox.bubblewrap import Bubblewrap


def a_bwrap(folder: Path, script: str) -> None:
    program = folder / "bwrap"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def a_way(*, proc: bool) -> Bubblewrap:
    return Bubblewrap(Path("/usr/bin/bwrap"), proc)


def test_absent_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bubblewrap.find([]) is None


@pytest.mark.parametrize("script", ["echo 'bwrap: No permissions' >&2; exit 1", "kill -9 $$"])
def test_present_but_not_allowed_to_work_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    a_bwrap(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bubblewrap.find([]) is None


def test_without_the_right_to_mount_a_proc_it_works_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_bwrap(tmp_path, 'case "$*" in *--proc*) exit 1;; esac')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert bubblewrap.find([]) == Bubblewrap(tmp_path / "bwrap", proc=False)
    a_bwrap(tmp_path, "exit 0")
    assert bubblewrap.find([]) == Bubblewrap(tmp_path / "bwrap", proc=True)


def test_a_proc_of_its_own_is_mounted_where_that_works(tmp_path: Path) -> None:
    command = " ".join(bubblewrap.wrap(a_way(proc=True), [], tmp_path, ["python"]))
    assert "--proc /proc" in command
    assert "--unshare-all" in command
    assert "/proc" not in " ".join(bubblewrap.wrap(a_way(proc=False), [], tmp_path, ["python"]))


def test_the_command_shares_nothing_and_shows_only_what_it_is_given(tmp_path: Path) -> None:
    command = bubblewrap.wrap(a_way(proc=False), [Path("/usr")], tmp_path, ["python", "-c", "pass"])
    assert {"--unshare-all", "--die-with-parent", "--new-session"} <= set(command)
    text = " ".join(command)
    assert "--ro-bind /usr /usr" in text
    assert f"--bind {tmp_path} {tmp_path}" in text
    assert text.count("bind ") == 2
    assert "--share-net" not in text
    assert command[-4:] == ["--", "python", "-c", "pass"]


def test_the_network_is_shared_only_where_it_is_asked_for(tmp_path: Path) -> None:
    command = bubblewrap.wrap(a_way(proc=False), [], tmp_path, ["uv"], network=True)
    assert command.index("--unshare-all") < command.index("--share-net") < command.index("--")
