import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from app.db.models import CaseResult
from app.offline.tested import FAILED, NOTHING_EXPECTED, PASSED, Ended
from app.offline.told import as_json, as_text, tell
from app.offline.unusable import Unusable

EMPTY = {"passed": 0, "failed": 0, "unchecked": 0, "broken": 0}
STOPPED = {"code": "preview_refused", "title": "Refused", "detail": "requirements.txt cannot be used."}


def a_result(name: str, verdict: str, **more: Any) -> CaseResult:
    usual: dict[str, Any] = {"run_id": "r", "key": name, "position": 1, "outcome": "output", "duration_us": 1_234}
    return CaseResult(name=name, verdict=verdict, report={}, **(usual | more))


def ended(*results: CaseResult, error: dict[str, Any] | None = None) -> Ended:
    counts = EMPTY | {verdict: sum(one.verdict == verdict for one in results) for verdict in EMPTY}
    return Ended("Sensors", counts, len(results), error, lambda: iter(results))


DIFFERENCE = {"path": "payload.t", "expected": "85", "actual": "86", "note": ""}
ALL = ended(
    a_result("good", "passed"),
    a_result("bad", "failed", differences=[DIFFERENCE] * 25),
    a_result("grey", "unchecked"),
    a_result("lame", "broken", duration_us=None, reason="It is for a branch."),
)


@pytest.mark.parametrize(
    ("verdicts", "code"),
    [
        (["passed"], PASSED),
        (["passed", "unchecked"], PASSED),
        (["unchecked"], NOTHING_EXPECTED),
        ([], NOTHING_EXPECTED),
        (["passed", "failed"], FAILED),
        (["passed", "broken"], FAILED),
        (["unchecked", "failed"], FAILED),
    ],
)
def test_the_exit_code_follows_from_the_verdicts(verdicts: list[str], code: int) -> None:
    assert ended(*(a_result("a", verdict) for verdict in verdicts)).exit_code == code


def test_a_run_that_was_stopped_never_passes() -> None:
    assert ended(a_result("good", "passed"), error=STOPPED).exit_code == FAILED


def test_a_terminal_shows_each_case_what_differs_and_the_sum() -> None:
    lines = list(as_text(ALL))

    assert lines[0] == "PASSED    good (1.2 ms)"
    assert lines[1] == "FAILED    bad (1.2 ms)"
    assert lines[2] == "          payload.t: expected 85, but it was 86"
    assert lines[22] == "          … and 5 more"
    assert lines[-5:] == [
        "UNCHECKED grey (1.2 ms)",
        "          Nothing was expected of this case.",
        "BROKEN    lame",
        "          It is for a branch.",
        "Sensors: 4 cases, 1 passed, 1 failed, 1 unchecked, 1 broken",
    ]


def test_why_a_run_was_stopped_is_told() -> None:
    assert list(as_text(ended(error=STOPPED))) == [
        "The run was stopped: requirements.txt cannot be used.",
        "Sensors: 0 cases, none of them run",
    ]


def test_no_text_steers_the_terminal_or_makes_lines_of_its_own() -> None:
    hostile = a_result(
        "\x1b[2Jx\nPASSED y\u2028z", "failed", differences=[DIFFERENCE | {"actual": "\x07" + "x" * 10_000}]
    )
    lines = list(as_text(ended(hostile)))

    assert len(lines) == 3
    assert not any(character < " " for line in lines for character in line)
    assert max(len(line) for line in lines) <= 500


def test_programs_get_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    tell(ALL, junit=None, as_object=True)
    told = json.loads(capsys.readouterr().out)

    assert told == json.loads("".join(as_json(ALL)))
    assert (told["collection"], told["total"], told["exit_code"], told["error"]) == ("Sensors", 4, 1, None)
    assert told["counts"] == {"passed": 1, "failed": 1, "unchecked": 1, "broken": 1}
    assert [(one["name"], one["verdict"]) for one in told["results"]] == [
        ("good", "passed"),
        ("bad", "failed"),
        ("grey", "unchecked"),
        ("lame", "broken"),
    ]


def test_junit_is_written_beside_what_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tell(ALL, junit=tmp_path / "out.xml", as_object=False)
    [suite] = ET.parse(tmp_path / "out.xml").getroot()

    assert capsys.readouterr().out.splitlines() == list(as_text(ALL))
    assert suite.attrib == {"name": "Sensors", "tests": "4", "failures": "1", "errors": "1", "skipped": "1"}


def test_a_stopped_run_is_an_error_in_junit(tmp_path: Path) -> None:
    tell(ended(a_result("good", "passed"), error=STOPPED), junit=tmp_path / "out.xml", as_object=False)
    [suite] = ET.parse(tmp_path / "out.xml").getroot()

    assert (suite.get("tests"), suite.get("errors")) == ("2", "1")


def test_where_junit_cannot_be_written_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="cannot be written"):
        tell(ALL, junit=tmp_path / "nowhere" / "out.xml", as_object=False)
