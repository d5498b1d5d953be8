"""scripts/_venv.sh: when an environment is made, kept and made again, with an empty lock file: nothing is fetched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
MAKE = 'root=$1; lock=requirements.lock; . "$root/scripts/_venv.sh"; make_venv'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder, with a space in its name, that holds what the script needs."""
    folder = tmp_path / "a checkout"
    shutil.copytree(TOP / "scripts", folder / "scripts")
    (folder / "requirements.lock").touch()
    return folder


def make(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if name != "STUDIO_PYTHON"}
    command = ["/bin/sh", "-euc", MAKE, "sh", str(checkout)]
    return subprocess.run(command, env=known | environment, capture_output=True, text=True, check=False)


def test_an_environment_is_made_once_and_again_when_it_is_half_made(checkout: Path) -> None:
    first = make(checkout)
    assert (first.returncode, "Setting up" in first.stderr) == (0, True), first.stderr
    kept = checkout / ".venv" / "kept"
    kept.touch()

    second = make(checkout)
    assert (second.returncode, second.stderr) == (0, "")
    assert kept.exists()

    (checkout / ".venv" / "studio-stamp").unlink()  # as an interrupted installation leaves it
    activated = make(checkout, PATH=f"{checkout}/.venv/bin:{os.environ['PATH']}")
    assert activated.returncode == 0, activated.stderr
    assert not kept.exists()
    assert (checkout / ".venv" / "bin" / "python").exists()


@pytest.mark.parametrize("python", ["/bin/false", "/no/such/python"])
def test_a_python_that_was_named_and_is_none_is_told(checkout: Path, python: str) -> None:
    told = make(checkout, STUDIO_PYTHON=python)

    assert told.returncode == 1
    assert told.stderr == f"STUDIO_PYTHON names {python}, which is no Python 3.11 or newer.\n"


def test_without_any_python_it_says_what_is_needed(checkout: Path) -> None:
    told = make(checkout, PATH=str(checkout))

    assert told.returncode == 1
    assert "needs Python 3.11 or newer" in told.stderr
