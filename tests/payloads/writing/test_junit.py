import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.payloads.writing.junit import MOST_DIFFERENCES, junit_xml

COUNTS = {"passed": 1, "failed": 1, "unchecked": 1, "broken": 1}


@dataclass
class Result:
    name: str
    verdict: str = "passed"
    duration_us: int | None = 1_500
    differences: list[dict[str, Any]] = field(default_factory=list)
    reason: str | None = None


def suite(results: list[Result], name: str = "Sensors", counts: dict[str, int] | None = None) -> ET.Element:
    root = ET.fromstring(b"".join(junit_xml(name, counts or {}, results)))
    assert root.tag == "testsuites"
    [found] = root
    return found


def test_each_verdict_has_its_element() -> None:
    difference = {"path": "payload.t", "expected": "85", "actual": '"85"', "note": "another type"}
    found = suite(
        [
            Result("good"),
            Result("bad", "failed", differences=[difference]),
            Result("grey", "unchecked"),
            Result("lame", "broken", duration_us=None, reason="The input is not for a map."),
        ],
        counts=COUNTS,
    )

    assert found.attrib == {"name": "Sensors", "tests": "4", "failures": "1", "errors": "1", "skipped": "1"}
    assert [(case.get("classname"), case.get("name"), case.get("time")) for case in found] == [
        ("Sensors", "good", "0.001500"),
        ("Sensors", "bad", "0.001500"),
        ("Sensors", "grey", "0.001500"),
        ("Sensors", "lame", "0.000000"),
    ]
    good, bad, grey, lame = found
    assert list(good) == []
    assert [child.tag for child in (*bad, *grey, *lame)] == ["failure", "skipped", "error"]
    assert bad[0].get("message") == 'payload.t: expected 85, but it was "85" (another type)'
    assert bad[0].text == bad[0].get("message")
    assert lame[0].get("message") == "The input is not for a map."


def test_many_and_long_differences_are_cut() -> None:
    many = [{"path": f"p{number}", "expected": "x" * 10_000, "actual": None, "note": ""} for number in range(500)]
    [case] = suite([Result("bad", "failed", differences=many)])
    lines = (case[0].text or "").splitlines()

    assert case[0].get("message") == "500 differences"
    assert len(lines) == MOST_DIFFERENCES + 1
    assert lines[-1] == "… and 400 more"
    assert max(len(line) for line in lines) < 2_200


HOSTILE = st.text(st.characters(), max_size=50) | st.sampled_from(
    ["\0", "]]>", "<a>&\"'", "\ud800", "\x1b[2J", "\ufffe"]
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_whatever_the_texts_the_document_is_well_formed(name: str, value: str, reason: str) -> None:
    difference = {"path": value, "expected": {value: [value]}, "actual": name, "note": value}
    found = suite(
        [Result(name, "failed", differences=[difference]), Result(value, "broken", reason=reason)], name=reason
    )

    assert [case[0].tag for case in found] == ["failure", "error"]


def test_a_failed_case_without_differences_is_still_a_failure() -> None:
    [case] = suite([Result("bad", "failed")])

    assert case[0].tag == "failure"


def test_a_run_that_was_stopped_is_one_error_more() -> None:
    pieces = junit_xml("Sensors", {"passed": 1}, [Result("good")], stopped="It was \0cancelled.")
    [found] = ET.fromstring(b"".join(pieces))

    assert (found.get("tests"), found.get("errors")) == ("2", "1")
    assert [case[0].get("message") for case in found if len(case)] == ["It was \ufffdcancelled."]


def test_why_a_case_was_unchecked_is_told_where_there_is_a_reason() -> None:
    [told] = suite([Result("grey", "unchecked", reason="The paths leave nothing of it.")])
    [plain] = suite([Result("grey", "unchecked")])

    assert told[0].get("message") == "The paths leave nothing of it."
    assert plain[0].get("message") == "Nothing was expected of this case."
