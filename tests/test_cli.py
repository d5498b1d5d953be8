"""The command in a real process, as somebody at a terminal or a container's start-up script sees it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
DEADLINE_S = 60


def environment(folder: Path, **settings: str) -> dict[str, str]:
    usual = {"HOME": str(folder), "PATH": os.environ["PATH"], "STUDIO_PORT": "0", "STUDIO_BUILD_WORKERS": "1"}
    return usual | {"STUDIO_DATA_DIR": str(folder / "data")} | settings


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "app", *arguments]


def ended(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command that is expected to end by itself."""
    return subprocess.run(
        command(*arguments),
        cwd=TOP,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A studio that serves; answers the address that it printed."""
    with subprocess.Popen(
        command("serve"),
        cwd=TOP,
        env=environment(folder, **settings) | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as studio:
        try:
            assert studio.stdout is not None
            said = studio.stdout.readline()
            assert said.startswith("Operator Studio: http"), said
            yield said.split()[-1], studio
        finally:
            studio.kill()


def get(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address, timeout=DEADLINE_S) as answer:
        found: dict[str, object] = json.load(answer)
        return found


def test_serve_prints_an_address_that_answers_and_ends_when_asked(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, studio):
        assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d+", address)
        assert get(f"{address}/healthz") == {"status": "ok"}
        assert get(f"{address}/readyz")["status"] == "ready"

        refused = ended(tmp_path, "serve")
        assert refused.returncode == 1
        assert f"Another studio is running on {tmp_path / 'data'}" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert get(f"{address}/healthz") == {"status": "ok"}

        studio.send_signal(signal.SIGTERM)
        studio.wait(DEADLINE_S)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_killed_studio_leaves_its_data_folder_free(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, studio):
        studio.send_signal(signal.SIGKILL)
        studio.wait(DEADLINE_S)

    with serving(tmp_path) as (address, _):
        assert get(f"{address}/healthz") == {"status": "ok"}


@pytest.mark.parametrize("settings", [{"STUDIO_HOST": "0.0.0.0"}, {"STUDIO_PUBLIC_URL": "https://studio.example"}])
def test_an_open_door_is_refused_without_a_token(tmp_path: Path, settings: dict[str, str]) -> None:
    refused = ended(tmp_path, "serve", **settings)

    assert refused.returncode == 2
    assert "Set STUDIO_ACCESS_TOKEN" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "data").exists()


def test_a_mistake_in_a_setting_is_told_by_its_name_and_no_secret_is_shown(tmp_path: Path) -> None:
    refused = ended(tmp_path, "serve", STUDIO_PORT="eighty", STUDIO_ACCESS_TOKEN="hunter2")

    assert refused.returncode == 2
    assert "STUDIO_PORT: " in refused.stderr
    assert "hunter2" not in refused.stderr + refused.stdout


def test_a_port_in_use_is_told_in_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = ended(tmp_path, "serve", STUDIO_PORT=port)

    assert refused.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in refused.stderr
    assert "STUDIO_PORT" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_migrate_makes_the_database_and_can_be_repeated(tmp_path: Path) -> None:
    for _ in range(2):
        done = ended(tmp_path, "migrate")
        assert (done.returncode, done.stdout) == (0, "The database has the present schema.\n"), done.stderr

    assert (tmp_path / "data" / "studio.sqlite3").exists()


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    shown = ended(tmp_path)

    assert "serve" in shown.stdout + shown.stderr
    assert "migrate" in shown.stdout + shown.stderr


def test_what_a_test_cannot_use_is_a_mistake_of_usage(tmp_path: Path) -> None:
    collection = tmp_path / "collection.json"
    collection.write_text('{"format": 1, "cases": [{"messages": 7}]}')
    component = tmp_path / "x.wasm"
    component.write_bytes(b"no component")

    neither = ended(tmp_path, "test", str(collection))
    assert neither.returncode == 2
    assert "--component FILE or --project FOLDER" in " ".join(neither.stderr.replace("│", " ").split())

    broken = ended(tmp_path, "test", str(collection), "--component", str(component))
    assert broken.returncode == 2
    assert "collection.json, line 1: Case 1 is no object with messages, a list." in broken.stderr
    assert "Traceback" not in broken.stderr

    absent = ended(tmp_path, "test", str(collection), "--project", str(tmp_path / "nowhere"))
    assert absent.returncode == 2
    assert "nowhere is no folder" in absent.stderr
