"""Operators that are right: nothing is said of them above information, and they do what they should.

Each lies in a folder of its own below ``correct``, written as a user would; the first line of its entry file names the
kind and the API version.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.operators import samples
from app.operators.checks.analysis import merged, own_findings
from app.operators.checks.rule import Finding, Severity
from app.operators.checks.sources import Sources
from app.operators.kinds import ApiVersion, Kind
from tests.operators.checks.tools.toolbox import linted, typed
from tests.support import generic

CORRECT = Path(__file__).with_name("correct")
NAMES = sorted(path.name for path in CORRECT.iterdir())
TIME = "2026-01-01T00:00:01.5Z"
EARLY = {"secs": 1767225601, "nanos": 500_000_000, "counter": 3, "node_id": "node"}


@dataclass(frozen=True)
class Case:
    """Inputs and what must come of each: the arm, the JSON payload, the seconds, or the outcome alone."""

    inputs: list[dict[str, Any]]
    results: list[Any]
    configuration: dict[str, str] = field(default_factory=dict)


def message(payload: str | dict[str, Any], topic: str = "plant/device-1", **more: Any) -> dict[str, Any]:
    text = payload if isinstance(payload, str) else json.dumps(payload)
    return {"topic": topic, "payload": text, "timestamp": TIME} | more


def bare(text: str, **more: Any) -> dict[str, Any]:
    return {"bytes": text} | more


def picture(frame: str, width: int, height: int) -> dict[str, Any]:
    shape = {"format": "rgb24", "width": width, "height": height, "frame": frame, "frame_encoding": "hex"}
    return {"snapshot": shape, "timestamp": TIME}


def batch(*messages: dict[str, Any], staged: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"staged": staged, "messages": list(messages)}


CASES: dict[str, Case] = {
    "unit-convert": Case(
        [message({"celsius": 100}), bare('{"celsius": "0"}', **{"as": "bytes"}), message("hot"), picture("", 0, 0)],
        [
            {"celsius": 100, "value": 212.0, "unit": "F"},
            {"celsius": "0", "value": 32.0, "unit": "F"},
            "error",
            "output",
        ],
        {"unit": "f"},
    ),
    "enrich": Case(
        [message({"a": 1}), message("hot"), message({"plant": "Ulm"}, **{"as": "bytes"})],
        [{"a": 1, "plant": "Kiel"}, "output", {"plant": "Ulm"}],
        {"plant": "Kiel"},
    ),
    "csv-rows": Case(
        [message("\ufeffname;value\na;1\nb;2.5\n"), message("name;value\n")],
        [[{"name": "a", "value": 1}, {"name": "b", "value": 2.5}], "error"],
        {"delimiter": "semicolon"},
    ),
    "modbus": Case(
        [message("0103000a0014", payload_encoding="hex"), bare("010400c8", encoding="hex"), bare("00")],
        [{"unit": 1, "values": [1.0, 2.0]}, {"unit": 1, "values": [2.0]}, "error"],
    ),
    "invoice": Case(
        [message({"kwh": "12.34"}), message('{"kwh": 0.1}', **{"as": "bytes"}), message({"kwh": None})],
        [
            {"kwh": "12.34", "cost": "3.70", "at": "2026-01-01T00:00:01.500+00:00", "day": "2026-01-01"},
            {"kwh": "0.1", "cost": "0.03", "at": "2026-01-01T00:00:01.500+00:00", "day": "2026-01-01"},
            "error",
        ],
        {"price": "0.3"},
    ),
    "brightness": Case([picture("ffffff" * 4, 2, 2), message("x")], ["/w==", "output"]),
    "press": Case(
        [message({"force": 10, "area": 4}), bare('{"force": 1, "area": 0}'), message({"force": 1})],
        [{"force": 10, "area": 4, "pressure": 2.5}, "error", "error"],
    ),
    "hot-only": Case(
        [message({"temperature": 80}), message({"temperature": 60}, **{"as": "bytes"}), message("hot")],
        ["passed", "dropped", "dropped"],
        {"threshold": "70"},
    ),
    "dedupe": Case(
        [message("a"), bare("a"), message("b"), picture("ff", 1, 1)],
        ["passed", "dropped", "passed", "passed"],
    ),
    "topic-match": Case(
        [
            message("x", "plant/7/temperature"),
            message("x", "plant/7"),
            message("x", "other", user_properties=[["bypass", "yes"]], **{"as": "bytes"}),
            bare("x"),
        ],
        ["passed", "dropped", "passed", "dropped"],
        {"pattern1": "plant/+/temperature", "pattern2": "line/#"},
    ),
    "deadband": Case(
        [
            message({"sensor": "a", "value": 1}),
            message({"sensor": "a", "value": 1.5}),
            bare('{"sensor": "a", "value": 4}\nnonsense'),
        ],
        ["passed", "dropped", "passed"],
        {"band": "1"},
    ),
    "severity": Case(
        [message({"severity": 2}), message({"severity": " ok "}), message({"severity": 9}), picture("", 0, 0)],
        ["True", "False", "error", "error"],
    ),
    "night-shift": Case([message("x") | {"hlc": EARLY}, message("x")], ["True", "True"], {"offset_h": "-1.5"}),
    "canary": Case(
        [message("x", "plant/device-1"), message("x", "plant/device-2/"), bare("x")],
        ["True", "True", "False"],
        {"share_percent": "100"},
    ),
    "summary": Case(
        [
            batch(message({"sensor": "a", "value": 1}), message("x"), bare("x")),
            batch(message({"sensor": "a", "value": 4}), staged=message({"values": {"a": [2.0]}})),
            batch(),
        ],
        [
            {"values": {"a": [1]}, "summary": {"a": {"mean": 1.0, "median": 1, "least": 1, "most": 1, "spread": 0.0}}},
            {
                "values": {"a": [2.0, 4]},
                "summary": {"a": {"mean": 3.0, "median": 3.0, "least": 2.0, "most": 4, "spread": 1.0}},
            },
            "error",
        ],
    ),
    "merge": Case(
        [batch(message({"a": 1, "b": 2}), bare('{"b": 3, "c": "é"}')), batch(message("x"), staged=bare('{"a": 1}'))],
        [{"b": 3, "c": "é"}, {"a": 1, "unreadable": 1}],
        {"skip": "a, z"},
    ),
    "lines": Case(
        [batch(message("one\ntwo"), bare("ff", encoding="hex"), staged=bare("zero"))],
        ["zero\none two\nbase64:/w=="],
    ),
    "window": Case([message("x"), picture("", 0, 0), bare("x")], [1767225602, 1767225602, "error"], {"window_s": "2"}),
    "later": Case(
        [message("x") | {"hlc": EARLY}, bare("x") | {"hlc": EARLY}],
        [1767225603, 1767225602],
        {"message": "1500", "default": "500"},
    ),
    "cycles": Case(
        [message({"machine": "m1"}), message({"machine": "m1", "x": 1}, **{"as": "bytes"}), message("x")],
        [{"machine": "m1", "cycle": 1}, {"machine": "m1", "x": 1, "cycle": 2}, "error"],
        {"reset": "m1"},
    ),
}


def about(name: str) -> tuple[dict[str, str], str, str]:
    """The files of an operator, its kind and its API version."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted((CORRECT / name).glob("*.py"))}
    match = re.match(r"# kind: (\w+), API version: ([\d.]+)\n", files[f"{name}.py"])
    assert match is not None, "the first line names the kind and the API version"
    return files, match[1], match[2]


def everything(folder: Path, files: dict[str, str], kind: str, api_version: str, name: str) -> list[Finding]:
    """What our own rules and both tools find, as the studio shows it."""
    project = Sources({"kind": kind, "api_version": api_version, "name": name, "adapter": True, "provided": []})
    own = [*project.unreadable(dict(files)), *own_findings(project.operator(dict(files)))]
    return merged(own, [*linted(folder, files), *typed(folder, files, kind, api_version)])


def complaints(found: list[Finding]) -> list[tuple[str, str, int | None, str]]:
    serious = [one for one in found if one.severity is not Severity.INFORMATION]
    return [(one.code, one.place.path, one.place.line, one.message) for one in serious]


def test_there_are_twenty_of_all_kinds_and_versions() -> None:
    assert len(NAMES) == 20
    assert set(CASES) == set(NAMES)
    worlds = {about(name)[1:] for name in NAMES}
    assert worlds == {(kind.value, version.value) for kind in Kind for version in ApiVersion}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_said_against_a_correct_operator(tmp_path: Path, name: str) -> None:
    files, kind, api_version = about(name)
    assert complaints(everything(tmp_path, files, kind, api_version, name)) == []


@pytest.mark.parametrize("api_version", ApiVersion)
@pytest.mark.parametrize("kind", Kind)
def test_nothing_at_all_is_said_of_a_template(tmp_path: Path, kind: Kind, api_version: ApiVersion) -> None:
    files = samples.files(kind, api_version, "my-operator")
    assert everything(tmp_path, files, kind, api_version, "my-operator") == []


@pytest.mark.build
@pytest.mark.parametrize("name", NAMES)
def test_a_correct_operator_does_what_it_should(name: str) -> None:
    files, kind, api_version = about(name)
    case = CASES[name]
    report = generic.run(kind, api_version, files, name, case.inputs, case.configuration)

    assert (report.init_ok, report.error) == (True, None)
    assert [seen(result, wanted) for result, wanted in zip(report.results, case.results, strict=True)] == case.results


def seen(result: dict[str, Any], wanted: Any) -> Any:
    """What a result says, as far as somebody wants to know it."""
    if result["outcome"] == wanted:
        return wanted
    if result["outcome"] == "arm":
        return result["arm"]
    if result["outcome"] == "delayed":
        return result["hlc"]["secs"]
    if result["outcome"] != "output":
        return result
    output = result["output"]
    content = output.get("payload", output.get("frame", output.get("bytes")))
    return content if isinstance(wanted, str) else json.loads(content)
