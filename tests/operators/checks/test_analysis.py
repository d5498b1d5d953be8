"""One list of everything that was found."""

from collections.abc import Iterator

import pytest

from app.operators.checks.analysis import UNCHECKED, as_json, identified, line_of, merged, own_findings
from app.operators.checks.catalogue import rules
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Finding, Found, Place, Rule, Severity
from app.operators.checks.sources import NEWER
from tests.operators.checks.checking import operator


def one(
    code: str, line: int | None = 1, column: int = 1, severity: Severity = Severity.WARNING, text: str = "m"
) -> Finding:
    return Finding(code, severity, Place("op.py", line, column), text, "Help.")


def codes(found: list[Finding]) -> list[str]:
    return [each.code for each in found]


def test_findings_are_sorted_by_place_and_said_once() -> None:
    found = merged([one("b", 2), one("a", 2), one("a", 2), one("c", 1, 5), one("d", None)], [one("e", 1, 2)])

    assert codes(found) == ["d", "c", "a", "b"]  # the tool's is on a line that a rule has spoken about


def test_a_tool_speaks_where_our_rules_only_inform() -> None:
    assert codes(merged([one("a", 1, severity=Severity.INFORMATION)], [one("b", 1, 2)])) == ["a", "b"]


def test_of_a_syntax_error_the_tool_tells_more() -> None:
    assert codes(merged([one(NEWER, 3, severity=Severity.INFORMATION)], [one("syntax-error", 3)])) == ["syntax-error"]
    assert codes(merged([one(NEWER, 3, severity=Severity.INFORMATION)], [])) == [NEWER]


def test_a_warning_of_ours_does_not_hide_a_tools_error() -> None:
    error, warning = one("e", 3, severity=Severity.ERROR), one("w", 3)

    assert codes(merged([warning], [error])) == ["e", "w"]
    assert codes(merged([error], [warning])) == ["e"]
    assert codes(merged([warning], [one("t", 3)])) == ["w"]


def test_an_id_stays_while_other_lines_change() -> None:
    before = identified([one("a", 1), one("a", 3)], {"op.py": "x\ny\nz\n"})
    after = identified([one("b", 1), one("a", 2), one("a", 4)], {"op.py": "new\n  x\ny\nz  \r\n"})

    assert set(before) < set(after)


def test_ids_are_told_apart_by_code_file_line_and_number() -> None:
    other = Finding("a", Severity.WARNING, Place("b.py", 1, 1), "m", "Help.")
    found = [one("a", 1), one("a", 1, 2), one("b", 1), one("a", 2), other]

    assert len(identified(found, {"op.py": "x\nx\n", "b.py": "x\n"})) == 5


@pytest.mark.parametrize("text", [None, "", "x", "\ud800", "\x85\u2028"])
@pytest.mark.parametrize("line", [None, 0, 1, 7])
def test_a_place_that_is_not_in_the_file_has_an_id_all_the_same(text: str | None, line: int | None) -> None:
    (number,) = identified([one("a", line)], {"op.py": text})

    assert len(number) == 16
    assert len(identified([one("a", line)], {})) == 1


@pytest.mark.parametrize("text", ["a\x0c\x85\nwanted\n", "a\rwanted\r", "a\r\nwanted", "\ufeffa\u2028\nwanted\n"])
def test_the_line_of_a_finding_is_counted_as_the_parser_does(text: str) -> None:
    assert line_of(one("a", 2), {"op.py": text}) == "wanted"


def test_messages_are_bounded_and_printable() -> None:
    shown = as_json("id", one("a", text="x\x1b[31m\n" + "y" * 10_000))

    assert len(shown["message"]) <= 400
    assert "\x1b" not in shown["message"]
    assert (shown["id"], shown["severity"], shown["fixable"]) == ("id", "warning", False)


def test_a_rule_that_is_nested_out_of_is_left_out_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Rule("endless", Severity.ERROR, "x.", "y.", _recurse)
    both = (endless, *rules())
    monkeypatch.setattr("app.operators.checks.analysis.rules", lambda: both)
    found = own_findings(operator("x = 1\n"))

    assert codes(found)[0] == UNCHECKED
    assert "entry-class" in codes(found)


def _recurse(present: Operator) -> Iterator[Found]:
    return _recurse(present)
