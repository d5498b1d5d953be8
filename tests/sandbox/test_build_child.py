"""Real builds behind the walls, honest and hostile."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.components.reader import inspect
from app.sandbox.process import Cause, Job, Message, Outcome, run
from app.sandbox.profiles import BUILD
from tests.support.built import WIT

OPERATOR = """
from map_impl import exports

class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return message
"""
# Everything is printed, then raised: the toolchain shows what was printed only when the build fails.
CURIOUS = """
import os, socket, sys

print("environment", sorted(os.environ))
for folder in [*sys.path, "/", "/etc", "/usr", "/root", "/home", "/tmp", "/1", "/2", "/3"]:
    try:
        print("listed", folder, len(os.listdir(folder)))
    except OSError:
        print("hidden", folder)
    for target in (folder, folder + "/site-packages"):
        try:
            with open(target + "/evil.py", "w") as file:
                file.write("x")
            print("wrote", target)
        except OSError:
            pass
try:
    print("passwd", len(open("/etc/passwd").read()))
except OSError:
    print("no passwd")
try:
    socket.create_connection(("127.0.0.1", 22))
    print("connected")
except OSError:
    print("no connection")
raise RuntimeError("curious")
"""


@dataclass
class Building:
    """One build in a fresh folder."""

    folder: Path
    lines: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def run(self, source: str, **more: str) -> Outcome:
        sources = self.folder / "sources"
        sources.mkdir()
        (sources / "operator_.py").write_text(source)
        request = {
            "wit": str(WIT / "1.1.0"),
            "world": "map-impl",
            "app": "operator_",
            "sources": [str(sources)],
            "output": str(self.folder / "out.wasm"),
            **more,
        }
        job = Job("app.sandbox.build_child", request, BUILD, self.folder, BUILD.limits, (WIT,))
        return run(job, on_message=self.messages.append, on_line=self.lines.append)

    @property
    def log(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def building(tmp_path: Path) -> Building:
    folder = tmp_path / "build"
    folder.mkdir()
    return Building(folder)


@pytest.mark.build
def test_an_operator_becomes_a_component_in_two_phases(building: Building) -> None:
    outcome = building.run(OPERATOR, bindings=str(building.folder / "bindings"))

    assert outcome.cause is Cause.COMPLETED, (outcome, building.log)
    phases = [(message["kind"], message.get("name")) for message in building.messages]
    assert phases == [("phase", "bindings"), ("phase", "componentize")], building.log
    assert all(message["seconds"] > 0 for message in building.messages)
    assert (building.folder / "bindings" / "map_impl" / "__init__.py").exists()
    report = inspect((building.folder / "out.wasm").read_bytes())
    assert "wasm-graph:processor/map@1.1.0" in report.exports


def test_bindings_alone_fail_with_the_toolchains_words(building: Building) -> None:
    outcome = building.run(OPERATOR, bindings=str(building.folder / "bindings"), world="no-such-world")

    assert outcome.cause is Cause.COMPLETED
    assert building.messages == [{"kind": "failed", "phase": "bindings"}]
    assert "no-such-world" in building.log
    assert "backtrace" not in building.log
    assert not (building.folder / "out.wasm").exists()


@pytest.mark.build
def test_top_level_code_sees_nothing_of_the_host_and_changes_nothing(
    building: Building, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_TEST_SECRET", "secret")
    outcome = building.run(CURIOUS)

    assert outcome.cause is Cause.COMPLETED, outcome
    assert building.messages == [{"kind": "failed", "phase": "componentize"}]
    assert "RuntimeError: curious" in building.log
    assert "STUDIO_TEST_SECRET" not in building.log
    assert "'HOME'" not in building.log  # not even what the child itself has
    assert {"no passwd", "no connection"} <= set(building.lines)
    for path in ("/", "/etc", "/usr", "/root", "/home", "/tmp", "/1", "/2", "/3"):
        assert f"hidden {path}" in building.lines
    # What it may write to is unpacked into this build's own folder; the host's packages are not among it.
    wrote = {line.removeprefix("wrote ") for line in building.lines if line.startswith("wrote ")}
    assert wrote <= {"/python", "/python/site-packages", "/world", "/0", "/bundled"}
    assert (building.folder / "sources" / "evil.py").exists()
    site = Path(os.__file__).parent / "site-packages"
    assert not (site / "evil.py").exists()
    assert not list(Path(pytest.__file__).parent.parent.glob("evil.py"))


def test_no_program_is_on_the_path(building: Building) -> None:
    """componentize-py asks pipenv and python3 for a site-packages folder; neither name leads anywhere."""
    from app.sandbox.start import environment

    given = environment(Job("m", {}, BUILD, building.folder, BUILD.limits))
    assert shutil.which("python3", path=given["PATH"]) is None
    assert "VIRTUAL_ENV" not in given
