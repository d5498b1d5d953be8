import re
from pathlib import Path

import pytest

from app.operators.packages import uv_messages
from app.operators.packages.problems import HELP
from app.operators.packages.uv_messages import explain

TOP = Path(__file__).resolve().parents[3]


def test_every_code_is_documented_with_its_help() -> None:
    page = (TOP / "docs" / "packages.md").read_text(encoding="utf-8")

    assert dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", page, re.MULTILINE)) == dict(HELP)


def test_every_code_in_use_has_its_help() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((TOP / "app").rglob("packages/*.py"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted((TOP / "app").rglob("packages.py"))]
    named = set(re.findall(r'"((?:requirements?|packages?|build)-[a-z-]+)"', "".join(texts)))

    assert named == set(HELP)
    assert {rule.code for rule in uv_messages._RULES} < set(HELP)


def test_words_that_no_rule_knows_are_passed_on_bounded_and_printable() -> None:
    problem = explain("error: something new\n  cause: \x1b[31mit broke" + "!" * 5_000)

    assert problem.code == "packages-failed"
    assert "it broke" in problem.message
    assert "\x1b" not in problem.message
    assert len(problem.message) < 500


def test_saying_nothing_is_a_problem_too() -> None:
    assert explain("").message == "uv could not fetch the packages: it said nothing."


def test_a_full_disk_is_not_blamed_on_a_package() -> None:
    said = "error: Failed to download `idna==3.10`\n  cause: No space left on device (os error 28)"

    assert explain(said).code == "packages-failed"


def test_hostile_words_cannot_break_a_sentence() -> None:
    said = "Because {0.__class__} and `{why}` was not found in the package registry: {index}"

    assert explain(said).code in HELP


@pytest.mark.parametrize("piece", ["a-", "a==", "\n", "\n  ", "Failed to download ", "requested Python version ("])
def test_long_words_do_not_stop_it(piece: str) -> None:
    """Every one of these takes minutes where a pattern may begin anywhere and go on without end."""
    assert explain(piece * (60_000 // len(piece))).code == "packages-failed"
