"""Mending findings, with rules made for the purpose."""

import ast
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.operators.checks import fixing
from app.operators.checks.analysis import identified, merged
from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Finding, Found, Rule, Severity, finding
from tests.operators.checks.checking import sources

Fix = Callable[[Edit, Found], None]


def calls(name: str) -> Callable[[Operator], Iterator[Found]]:
    """Finds every call of a function of this name."""

    def check(operator: Operator) -> Iterator[Found]:
        for module in operator.modules.values():
            for node in module.all(ast.Call):
                if isinstance(node.func, ast.Name) and node.func.id == name:
                    yield Found(module.place(node), {"source": module.source(node)}, fixable=True, node=node)

    return check


def rule(name: str, fix: Fix) -> Rule:
    return Rule(f"no-{name}", Severity.WARNING, "{source}.", "Help.", calls(name), fix)


def to(text: str) -> Fix:
    return lambda edit, found: edit.expression(found.node, text)


class Look:
    """Looks with these rules, and counts how often."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        self.times = 0

    def __call__(self, operator: Operator, _: fixing.Files) -> list[Finding]:
        self.times += 1
        found = [finding(one, place) for one in self.rules if one.check for place in one.check(operator)]
        return merged(found, [])


def all_fixed(text: str, *rules: Rule) -> str | None:
    return fixing.fix_all(sources(), {"op.py": text}, Look(*rules))["op.py"]


def ids(text: str, *rules: Rule) -> dict[str, str]:
    """The message of each finding with its id."""
    files: fixing.Files = {"op.py": text}
    found = identified(Look(*rules)(sources().operator(files), files), files)
    return {one.message: number for number, one in found.items()}


BAD = rule("bad", to("good()"))
WORSE = rule("worse", to("bad(7)"))


def test_everything_is_mended_in_few_looks() -> None:
    look = Look(BAD)
    text = "bad()\nx = [bad(1), bad(2)]\n" * 40
    after = fixing.fix_all(sources(), {"op.py": text}, look)

    assert after["op.py"] == "good()\nx = [good(), good()]\n" * 40
    assert look.times == 2


def test_what_one_fix_makes_another_mends() -> None:
    assert all_fixed("worse(1)\nbad(2)\n", BAD, WORSE) == "good()\ngood()\n"


def test_of_two_inside_each_other_both_are_mended_where_the_inner_one_is_kept() -> None:
    def unwrapped(edit: Edit, found: Found) -> None:
        edit.expression(found.node, f"good({edit.code(found.node.args[0])})")

    assert all_fixed("bad(bad(bad(1)))\n", rule("bad", unwrapped)) == "good(good(good(1)))\n"


def test_a_fix_that_gives_up_holds_up_no_other() -> None:
    def only_even(edit: Edit, found: Found) -> None:
        if found.node.args[0].value % 2:
            raise CannotFix("odd")
        edit.expression(found.node, "good()")

    assert all_fixed("bad(1)\nbad(2)\nbad(3)\nworse(0)\n", rule("bad", only_even), rule("worse", to("fine()"))) == (
        "bad(1)\ngood()\nbad(3)\nfine()\n"
    )


def test_a_fix_that_leaves_the_matter_as_it_was_is_not_kept() -> None:
    look = Look(rule("bad", lambda edit, found: edit.expression(found.node, edit.code(found.node) + ".more")))
    after = fixing.fix_all(sources(), {"op.py": "bad(1)\nbad(2)\n"}, look)

    assert after["op.py"] == "bad(1)\nbad(2)\n"
    assert look.times < 10


def test_a_fix_that_only_adds_an_import_is_not_repeated() -> None:
    look = Look(rule("bad", lambda edit, _: edit.need_import(f"import m{len(edit.module.lines)}")))
    after = fixing.fix_all(sources(), {"op.py": "bad(1)\n"}, look)

    assert after["op.py"] == "bad(1)\n"
    assert look.times < 5


def test_a_fix_that_makes_more_of_the_same_ends() -> None:
    assert all_fixed("bad(1)\n", rule("bad", to("[bad(1), bad(2)]"))) == "bad(1)\n"


def test_a_fix_that_changes_nothing_ends() -> None:
    assert all_fixed("bad(1)\n", rule("bad", lambda *_: None)) == "bad(1)\n"


def test_a_rule_that_shows_only_its_first_place_is_followed_to_the_last() -> None:
    def first(operator: Operator) -> Iterator[Found]:
        yield from list(calls("bad")(operator))[:1]

    one = Rule("no-bad", Severity.WARNING, "{source}.", "Help.", first, to("good()"))
    assert all_fixed("bad(1)\nbad(1)\nbad(2)\n", one) == "good()\ngood()\ngood()\n"


@pytest.mark.parametrize("text", ["return 1", "x = (", "def"])
def test_a_fix_that_would_break_the_file_is_not_applied(text: str) -> None:
    one = Rule(
        "no-bad",
        Severity.WARNING,
        "{source}.",
        "Help.",
        calls("bad"),
        fix_text=lambda old, _: old.replace("bad(1)", text),
    )
    assert all_fixed("bad(1)\nx = (0)\n", one) == ("bad(1)\nx = (0)\n" if text != "return 1" else "return 1\nx = (0)\n")


def test_a_fix_whose_text_is_no_python_is_not_applied() -> None:
    assert all_fixed("bad(1)\n", rule("bad", to("1 +"))) == "bad(1)\n"


def test_one_that_breaks_does_not_keep_the_others_of_its_code_from_being_mended() -> None:
    def fix(edit: Edit, found: Found) -> None:
        edit.expression(found.node, "1 +" if found.node.args[0].value == 2 else "good()")

    assert all_fixed("bad(1)\nbad(2)\nbad(3)\n", rule("bad", fix)) == "good()\nbad(2)\ngood()\n"


def test_an_empty_project_and_one_without_findings() -> None:
    assert fixing.fix_all(sources(), {}, Look(BAD)) == {}
    assert all_fixed("fine()\n", BAD) == "fine()\n"
    assert fixing.fix_all(sources(), {"op.py": None, "a.txt": "bad()"}, Look(BAD)) == {"op.py": None, "a.txt": "bad()"}


def test_files_are_mended_each_for_itself() -> None:
    after = fixing.fix_all(sources(), {"op.py": "bad(1)\n", "a/b.py": "\ufeffbad(1)\r\n", "c.py": "bad(:\n"}, Look(BAD))

    assert after == {"op.py": "good()\n", "a/b.py": "\ufeffgood()\r\n", "c.py": "bad(:\n"}


TEXT = "bad(0)\nbad(1)\nbad(1)\nx = bad(2) + bad(3)\n"


@pytest.mark.parametrize(
    ("chosen", "after"),
    [
        ([0], "good()\nbad(1)\nx = bad(2) + bad(3)\n"),
        ([1], "bad(0)\ngood()\nx = bad(2) + bad(3)\n"),
        ([2], "bad(0)\nbad(1)\nx = good() + bad(3)\n"),
        ([0, 3], "good()\nbad(1)\nx = bad(2) + good()\n"),
        ([0, 1, 2, 3], "good()\ngood()\nx = good() + good()\n"),
    ],
)
def test_only_the_chosen_ones_are_mended(chosen: list[int], after: str) -> None:
    text = TEXT.replace("bad(1)\n", "", 1)
    known = ids(text, BAD)
    numbers = [known[f"bad({n})."] for n in chosen]

    assert fixing.fix_some(sources(), {"op.py": text}, numbers, Look(BAD))["op.py"] == after


def test_one_after_the_other_by_fresh_ids_mends_each_once() -> None:
    state: fixing.Files = {"op.py": TEXT}
    for _ in range(5):
        found = identified(Look(BAD)(sources().operator(state), state), state)
        state = fixing.fix_some(sources(), state, [next(iter(found))], Look(BAD))

    assert state["op.py"] == "good()\ngood()\ngood()\nx = good() + good()\n"


def test_of_equal_lines_each_has_an_id_of_its_own() -> None:
    files: fixing.Files = {"op.py": TEXT}
    found = list(identified(Look(BAD)(sources().operator(files), files), files))

    assert len(set(found)) == 5
    assert fixing.fix_some(sources(), files, [found[2]], Look(BAD))["op.py"] == TEXT.replace("1)\nbad(1)", "1)\ngood()")


@pytest.mark.parametrize("numbers", [[], ["0" * 16], ["", "\0", "x" * 10_000]])
def test_ids_that_are_not_known_are_passed_over(numbers: list[str]) -> None:
    assert fixing.fix_some(sources(), {"op.py": TEXT}, numbers, Look(BAD)) == {"op.py": TEXT}


def test_one_fix_that_mends_several_does_not_lead_to_one_that_was_not_chosen() -> None:
    def everywhere(edit: Edit, found: Found) -> None:
        for node in edit.module.all(ast.Call):
            if ast.dump(node) == ast.dump(found.node):
                edit.expression(node, "good()")

    one = rule("bad", everywhere)
    text = "bad(1)\nbad(2)\nbad(1)  # again\n"
    files: fixing.Files = {"op.py": text}
    found = list(identified(Look(one)(sources().operator(files), files), files))
    after = fixing.fix_some(sources(), files, [found[0], found[2]], Look(one))

    assert after["op.py"] == "good()\nbad(2)\ngood()  # again\n"


PATCHES = [
    ("a\nb\nc\n", "a\nB\nc\n"),
    ("a\nb", "a\nB"),
    ("a\nb\n", "a\nb"),
    ("a\nb", "a\nb\n"),
    ("a\r\nb\r\n", "a\r\nB\r\n"),
    ("a\x0cb\nc\x85d\u2028e\nf\n", "a\x0cb\nc\x85D\u2028e\nf\n"),
    ("a\rb\rc\n", "a\rB\rc\n"),
    ("# \x1c\x1d\x1e\x0b\nx\n", "import y\n# \x1c\x1d\x1e\x0b\nx\n"),
    ("", "a\n"),
    ("x\n" * 50, "y\n" + "x\n" * 30 + "z\n" + "x\n" * 20),
    ("-- a\n++ b\n", "-- c\n++ d\n"),
]


@pytest.mark.skipif(shutil.which("patch") is None, reason="the program patch is not there")
@pytest.mark.parametrize(("before", "after"), PATCHES)
def test_the_program_patch_makes_one_text_of_the_other(before: str, after: str, tmp_path: Path) -> None:
    (tmp_path / "op.py").write_text(before, encoding="utf-8", newline="")
    diff = fixing.unified_diff({"op.py": before, "same.py": "x"}, {"op.py": after, "same.py": "x"})
    subprocess.run(
        ["patch", "--binary", "-p1"],
        input=diff.encode(),
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "op.py").read_bytes().decode() == after


def test_files_that_are_the_same_are_not_in_the_diff() -> None:
    assert fixing.unified_diff({"a.py": "x\n", "b.py": None}, {"a.py": "x\n", "b.py": None}) == ""
