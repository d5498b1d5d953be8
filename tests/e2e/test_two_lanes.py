"""The preview lane against the artifact lane: the same operator and the same messages, compared member by member.

test_templates.py compares the lanes of a studio with an operator of each kind.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.operators import samples
from app.operators.adapter import FILE, MODULE, adapter_source
from app.operators.build_errors import HELP
from app.operators.checker import Subject
from app.operators.diagnostics import from_build_log
from app.operators.kinds import ApiVersion, Kind
from app.runs.loading import Loading
from app.settings import Settings
from tests.e2e.two_lanes import EVERYTHING, FILES, PACKAGE, WITH_PACKAGE, Case, everything, told
from tests.operators.expectations import expected
from tests.support import generic
from tests.support.built import refusal
from tests.support.generic import Report

pytestmark = pytest.mark.build

TEMPLATES = [(kind, version) for kind in Kind for version in ApiVersion]
PLAIN_1_0_0 = EVERYTHING.replace("types.Err(types.Error(", "ValueError((")


def compare(case: Case, folder: Path) -> Report:
    """Whether both lanes say the same; the preview's report."""
    preview, artifact = case.preview(folder), case.artifact()
    ours, theirs = told(preview), told(artifact)
    for number, (one, other) in enumerate(zip(ours["results"], theirs["results"], strict=True)):
        assert one == other, case.messages[number]
    assert ours == theirs
    return preview


def test_everything_an_operator_can_do_is_the_same_in_both_lanes(tmp_path: Path) -> None:
    report = compare(everything(), tmp_path)

    assert set(report.outcomes) == {
        *("output", "trap", "error", "exit", "time_limit", "memory_limit", "output_limit"),
    }


def test_it_is_so_without_the_adapter_and_in_the_older_version(tmp_path: Path) -> None:
    files = FILES | {"all-of-it.py": PLAIN_1_0_0.replace("        self.count += 1\n", "        self.count = 1\n")}
    case = everything(files=files, api_version="1.0.0", adapter=False, lazy_imports=())
    report = compare(case, tmp_path)

    assert "error" not in report.outcomes


@pytest.mark.parametrize("how", ["raise", "exit", "false"])
def test_an_init_that_does_not_succeed_is_the_same_in_both_lanes(how: str, tmp_path: Path) -> None:
    report = compare(everything(configuration={"init": how}), tmp_path)

    assert not report.init_ok
    assert report.results == []


def test_a_package_is_the_same_in_both_lanes(tmp_path: Path) -> None:
    messages = [{"payload": "4"}, {"payload": "2"}, {"payload": "no number"}]
    case = Case("filter", {"halves.py": WITH_PACKAGE}, "halves", messages, adapter=False, package=PACKAGE)
    assert compare(case, tmp_path).outcomes == ["passed", "dropped", "trap"]


def test_with_the_adapter_packages_are_behind_it(tmp_path: Path) -> None:
    case = Case("filter", {"halves.py": WITH_PACKAGE}, "halves", [{"payload": "4"}], package=PACKAGE)
    assert case.preview(tmp_path).outcomes == ["passed"]


@pytest.mark.parametrize(("kind", "api_version"), TEMPLATES)
def test_every_template_answers_every_sample_as_its_component_does(kind: Kind, api_version: ApiVersion) -> None:
    files = samples.files(kind, api_version, "my-op")
    for payload in samples.payloads(kind, api_version):
        report = generic.run(kind, api_version, files, "my-op", **payload.request)
        wanted = expected(kind, api_version, payload.name)
        assert report.outcomes == [outcome for outcome, _ in wanted or []]


HEAD = "from map_impl import exports\nfrom map_impl.imports import logger, types\n\n"
BODY = """
class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return message
"""
# What a build refuses: name -> files, the entry file's own text first.
REFUSED: dict[str, dict[str, str]] = {
    "syntax": {"op.py": f"{HEAD}def broken(:\n{BODY}"},
    "syntax in a helper": {"op.py": f"{HEAD}import helper\n{BODY}", "helper.py": "x = 1\n  y = 2\n"},
    "missing module": {"op.py": f"{HEAD}import numpy\n{BODY}"},
    "no standard module": {"op.py": f"{HEAD}import sqlite3\n{BODY}"},
    "other bindings": {"op.py": f"import filter_impl\n{HEAD}{BODY}"},
    "missing name": {"op.py": f"{HEAD}from json import nothing\n{BODY}"},
    "missing class": {"op.py": HEAD + BODY.replace("class Map", "class Mop")},
    "missing init": {"op.py": HEAD + BODY.replace("    def init(self, configuration):\n        return True\n", "")},
    "missing method": {"op.py": HEAD + BODY.replace("def process", "def proceed")},
    "constructor": {"op.py": HEAD + BODY.replace("def init", "def __init__(self, a): pass\n    def init")},
    "exception": {"op.py": f"{HEAD}import helper\n{BODY}", "helper.py": "def f():\n    return 1 / 0\nf()\n"},
    "undefined": {"op.py": f"{HEAD}print(nobody)\n{BODY}"},
    "exit": {"op.py": f"import sys\n{HEAD}sys.exit(2)\n{BODY}"},
    "recursion": {"op.py": f"{HEAD}def f(): f()\nf()\n{BODY}"},
    "file": {"op.py": f"{HEAD}open('data.json')\n{BODY}"},
}


def previewed(files: dict[str, str]) -> tuple[Report, Loading]:
    report = generic.run("map", "1.1.0", files, "op", [])
    subject = Subject(Kind.MAP, ApiVersion.V1_1_0, "op", {path: text.encode() for path, text in files.items()})
    loading = Loading(subject, None, Settings())
    report.init = loading.told(report.init)
    return report, loading


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("missing class", "build-missing-class", "Map"),
        ("missing init", "build-missing-method", "init"),
        ("exception", "build-exception", "division by zero"),
        ("exit", "build-exit", ""),
    ],
)
def test_what_a_build_refuses_is_told_as_the_build_tells_it(name: str, code: str, words: str) -> None:
    """test_failed_builds.py has what a whole studio tells."""
    files = REFUSED[name]
    log = refusal("map", "1.1.0", files, MODULE, {FILE: adapter_source("op", "Map", [])})
    wanted = from_build_log(log.splitlines(), files, "op.py")

    report, loading = previewed(files)
    assert (report.built, loading.refused) == (False, None)
    assert report.init["diagnostics"] == [one.as_json() for one in wanted]
    assert wanted[0].code == code
    assert words in wanted[0].message


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_whatever_a_build_refuses_does_not_reach_init(name: str) -> None:
    report, loading = previewed(REFUSED[name])

    assert (report.built, report.init_ok, report.results, loading.refused) == (False, False, [], None)
    (found,) = report.init["diagnostics"]
    assert found["code"] in HELP
    assert found["message"] in report.init["explanation"]


@pytest.mark.parametrize(
    ("top", "words"),
    [
        ("logger.log(logger.Level.INFO, 'a', 'b')", "calls the host"),
        ("print('x' * 30_000)", "prints more than 10,000 bytes"),
        ("while True: pass", "took too long"),
        ("kept = bytearray(1 << 30)", "memory"),
        ("open('/0/new.txt', 'w')", "writes a file"),
        ("import test.support", "Python's own tests"),
        ("import json\nopen(json.__file__)", "Python's own library"),
    ],
)
def test_what_a_preview_cannot_do_as_a_build_it_refuses_with_the_reason(top: str, words: str) -> None:
    report, loading = previewed({"op.py": f"{HEAD}{top}\n{BODY}"})

    assert not report.built
    assert loading.refused is not None
    assert loading.refused.code == "preview_refused"
    assert words in loading.refused.detail


def test_what_is_printed_while_loading_is_not_shown_as_printed_by_init() -> None:
    report, _ = previewed({"op.py": f"{HEAD}print('while it loads')\n{BODY}"})

    assert (report.init_ok, report.init["stdout"], report.init["stage"]) == (True, "", "init")


def test_the_time_and_chance_that_top_level_code_asks_for_are_those_of_the_run() -> None:
    body = BODY.replace(
        "return message", "return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(AT.encode()))"
    )
    files = {"op.py": f"{HEAD}import time, uuid\nAT = f'{{time.time()}} {{uuid.uuid4()}}'\n{body}"}
    results: list[Sequence[dict[str, Any]]] = []
    for seed in (1, 1, 2):
        how: dict[str, Any] = {"clock": {"start": "2026-03-01T12:00:00Z"}, "seed": seed}
        results.append(generic.run("map", "1.1.0", files, "op", [{"payload": "x"}], **how).results)
    first, again, other = (result[0]["output"]["bytes"] for result in results)
    assert first == again != other
    assert first.startswith("1772366400.")
