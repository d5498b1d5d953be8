"""bubblewrap is used where it is present and has been seen to work, and not otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sandbox import bubblewrap


def a_bwrap(folder: Path, script: str) -> None:
    program = folder / "bwrap"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_absent_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bubblewrap.find([]) is None


@pytest.mark.parametrize("script", ["echo 'bwrap: No permissions' >&2; exit 1", "kill -9 $$"])
def test_present_but_not_allowed_to_work_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    a_bwrap(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bubblewrap.find([]) is None


def test_the_command_shares_nothing_and_shows_only_what_it_is_given(tmp_path: Path) -> None:
    command = bubblewrap.wrap(Path("/usr/bin/bwrap"), [Path("/usr")], tmp_path, ["python", "-c", "pass"])
    assert {"--unshare-all", "--die-with-parent", "--new-session"} <= set(command)
    text = " ".join(command)
    assert "--ro-bind /usr /usr" in text
    assert f"--bind {tmp_path} {tmp_path}" in text
    assert text.count("bind ") == 2
    assert "--share-net" not in text
    assert command[-4:] == ["--", "python", "-c", "pass"]


def test_the_network_is_shared_only_where_it_is_asked_for(tmp_path: Path) -> None:
    command = bubblewrap.wrap(Path("/usr/bin/bwrap"), [], tmp_path, ["uv"], network=True)
    assert command.index("--unshare-all") < command.index("--share-net") < command.index("--")
