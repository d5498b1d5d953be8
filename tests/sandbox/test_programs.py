"""Which files the sandbox takes for the programs that packages carry, and for their loaders."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from app.sandbox import elf
from app.sandbox.programs import program, python


@pytest.mark.parametrize("name", ["ruff", "ty", "uv"])
def test_a_program_is_the_one_of_the_installed_package(name: str) -> None:
    found = program(name)
    assert found.is_absolute()
    assert os.access(found, os.X_OK)
    said = subprocess.run([found, "--version"], env={}, capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"{name} ")


def test_a_missing_program_is_a_lookup_error_that_names_it() -> None:
    with pytest.raises(LookupError, match="no-such-tool"):
        program("no-such-tool")


def test_a_folder_is_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ruff").mkdir()
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    with pytest.raises(LookupError):
        program("ruff")


def test_a_link_is_followed_since_rights_are_those_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ruff").symlink_to(program("ruff"))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    assert program("ruff") == Path(program("ruff")).resolve()
    assert program("ruff").parent != tmp_path


def test_the_interpreter_is_the_file_and_no_link_of_an_environment() -> None:
    assert python().samefile(sys.executable)
    assert not python().is_symlink()


def test_the_loader_is_the_one_that_the_kernel_starts() -> None:
    loader = elf.interpreter(python())
    if loader is None:
        pytest.skip("this interpreter is linked statically")
    assert loader.is_absolute()
    started = subprocess.run([loader, python(), "-I", "-c", "print(6 * 7)"], capture_output=True, text=True, check=True)
    assert started.stdout == "42\n"


@pytest.mark.parametrize(
    "content", [b"", b"#!/bin/sh\n", b"\x7fELF", b"\x7fELF\x01" + bytes(100), b"\x7fELF\x02" + bytes(59)]
)
def test_what_is_no_program_for_this_machine_has_no_loader(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert elf.interpreter(tmp_path / "file") is None
