"""The command in a process of its own, as continuous integration starts it."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from app.settings import Settings
from tests.offline.conftest import Write, case, gives
from tests.test_cli import TOP, environment

pytestmark = pytest.mark.build

LENGTH = {"do": "length", "text": "abc"}
GOOD, BAD, GREY = case("good", LENGTH, gives(3)), case("bad", LENGTH, gives(4)), case("grey", LENGTH)


def command(settings: Settings, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", "test", *arguments],
        cwd=TOP,
        env=environment(tmp_path, STUDIO_DATA_DIR=str(settings.data_dir)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("cases", "code"), [([GOOD, GREY], 0), ([GOOD, BAD], 1), ([GREY], 3)])
def test_the_exit_code_says_how_it_came_out(
    settings: Settings, component: Path, collection: Write, tmp_path: Path, cases: list[dict[str, Any]], code: int
) -> None:
    done = command(settings, tmp_path, str(collection(*cases)), "--component", str(component))

    assert done.returncode == code, done.stderr
    assert done.stdout.splitlines()[-1].startswith(f"Probes: {len(cases)} case")
    assert done.stderr == ""


def test_results_come_as_json_and_as_junit(
    settings: Settings, component: Path, collection: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out.xml"
    files = str(collection(GOOD, BAD, GREY))
    done = command(settings, tmp_path, files, "--component", str(component), "--json", "--junit", str(out))

    assert done.returncode == 1, done.stderr
    assert [one["verdict"] for one in json.loads(done.stdout)["results"]] == ["passed", "failed", "unchecked"]
    [suite] = ET.parse(out).getroot()
    assert [[child.tag for child in found] for found in suite] == [[], ["failure"], ["skipped"]]
