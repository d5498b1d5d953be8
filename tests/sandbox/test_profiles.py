"""The kinds of children and their usual limits."""

from __future__ import annotations

import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.sandbox.process import Cause, Job, Message, Walls, run
from app.sandbox.profiles import BUILD, CHECK, COMPILE, FETCH, INSPECT, RUN, Profile
from app.sandbox.programs import program
from tests.sandbox.test_walls import TESTS, walls

__all__ = ["walls"]

ALL = (BUILD, COMPILE, RUN, INSPECT, CHECK, FETCH)


@pytest.mark.parametrize("profile", ALL)
def test_advice_is_a_sentence(profile: Profile) -> None:
    for advice in (profile.time_advice, profile.memory_advice):
        assert advice.endswith(".")
        assert advice[0].isupper()


def test_only_what_unpacks_and_says_much_truncates_its_log_and_pretends() -> None:
    assert [profile.name for profile in ALL if profile.truncate_log] == ["build", "fetch"]
    assert [profile.name for profile in ALL if profile.pretend_metadata] == ["build", "fetch"]


def test_programs_and_the_network_are_the_exception() -> None:
    assert {profile.name: [path.name for path in profile.programs] for profile in ALL if profile.programs} == {
        "check": ["ruff", "ty"],
        "fetch": ["uv", Path(sys.executable).resolve().name],
    }
    assert [profile.name for profile in ALL if profile.network] == ["fetch"]
    assert [profile.name for profile in ALL if profile.links] == ["fetch"]
    for path in (*CHECK.programs, *FETCH.programs):
        assert path.is_absolute()
        assert path == path.resolve()


def test_a_message_is_never_allowed_to_be_larger_than_all_of_them() -> None:
    for profile in ALL:
        assert profile.limits.message_bytes <= profile.limits.messages_bytes


@pytest.fixture
def wheels(tmp_path: Path) -> Iterator[str]:
    """The address of a page that offers one package."""
    folder = tmp_path / "served"
    folder.mkdir()
    with zipfile.ZipFile(folder / "plain-1.2-py3-none-any.whl", "w") as wheel:
        wheel.writestr("plain.py", "")
        wheel.writestr("plain-1.2.dist-info/METADATA", "Metadata-Version: 2.1\nName: plain\nVersion: 1.2\n")
        wheel.writestr("plain-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("plain-1.2.dist-info/RECORD", "")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name that the base class gives it
        """The wheel was asked for; nobody needs to read that."""


def test_a_fetch_resolves_and_unpacks_with_uv(tmp_path: Path, walls: Walls, wheels: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    options = ["--no-index", "--find-links", wheels, "--no-config", "--no-python-downloads", "--python", sys.executable]
    command = [str(program("uv")), "pip", "install", "--target", "packages", "plain>=1", *options]
    request = {"how": "run_program", "command": command}
    heard: list[Message] = []

    job = Job("tests.sandbox.children", request, FETCH, folder, FETCH.limits, readable=(TESTS,))
    outcome = run(job, on_message=heard.append, walls=walls)

    assert outcome.cause is Cause.COMPLETED, outcome
    assert heard[0]["code"] == 0, heard[0]["errors"]
    assert (folder / "packages" / "plain.py").is_file()
