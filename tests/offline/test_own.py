"""The tests of a project's folder, run without a studio."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from app.offline.folder import read_folder
from app.offline.own import run_own_tests
from app.offline.tested import FAILED, NOTHING_EXPECTED, PASSED
from app.operators.kinds import Kind
from app.operators.samples.beginning import first_tests
from app.settings import Settings
from tests.support import previews

pytestmark = pytest.mark.build

BAD = "def test_bad():\n    assert [1] == [2]\n"


def run(settings: Settings, project: Path, *, junit: Path | None = None, as_object: bool = False) -> int:
    previews.ready()
    code = run_own_tests(settings, read_folder(project), print, junit=junit, as_object=as_object)
    assert list((settings.data_dir / "tests").iterdir()) == []
    return code


def test_a_folder_without_tests_tests_nothing(
    settings: Settings, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(settings, project) == NOTHING_EXPECTED
    assert capsys.readouterr().out.splitlines()[-1] == "temperature: 0 tests, none of them run"


def test_tests_are_run_and_told(settings: Settings, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, text = first_tests(Kind.MAP, "temperature")
    (project / path).write_text(text)
    assert run(settings, project) == PASSED
    assert capsys.readouterr().out.splitlines()[-1] == "temperature: 3 tests, 3 passed"

    (project / "tests").mkdir()
    (project / "tests" / "test_bad.py").write_text(BAD)
    assert run(settings, project) == FAILED
    lines = capsys.readouterr().out.splitlines()
    assert "          tests/test_bad.py:2: AssertionError: assert [1] == [2]" in lines
    assert lines[-1] == "temperature: 4 tests, 3 passed, 1 failed"


def test_results_come_as_json_and_as_junit(
    settings: Settings, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "test_bad.py").write_text(BAD)
    out = tmp_path / "out.xml"
    assert run(settings, project, junit=out, as_object=True) == FAILED

    told = json.loads("{" + capsys.readouterr().out.partition("{")[2])  # behind the lines of the log
    assert (told["exit_code"], [row["verdict"] for row in told["results"]]) == (FAILED, ["failed"])
    [suite] = ET.parse(out).getroot()
    assert [[child.tag for child in case] for case in suite] == [["failure"]]


def test_an_operator_that_cannot_be_loaded_fails(
    settings: Settings, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "test_bad.py").write_text(BAD)
    entry = project / "temperature.py"
    entry.write_text(f"1 / 0\n{entry.read_text()}")

    assert run(settings, project) == FAILED
    assert "The tests were not run to their end: A build of these files would fail" in capsys.readouterr().out
