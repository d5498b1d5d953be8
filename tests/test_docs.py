"""Every setting, command and code is documented, and what is documented is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main

from app.cli import cli
from app.errors import StudioError
from app.http.problems import status_of
from app.operators import checker
from app.operators.build_errors import HELP
from app.operators.checks import analysis, sources
from app.operators.checks.catalogue import all_rules
from app.sandbox.exits import Cause
from app.settings import Settings
from app.web.help.practices import MISTAKES

TOP = Path(__file__).resolve().parents[1]
DOCS = TOP / "docs"
ENDINGS = {"BuildFailure", "stopped"}  # how a build or a run ends: the code is the first argument
ENDED_WELL_OR_ALIKE = {Cause.COMPLETED, Cause.CANCELLED}
SECRET_FILES = {"STUDIO_ACCESS_TOKEN_FILE", "STUDIO_PACKAGE_INDEX_FILE"}
SET_BY_SCRIPTS = {"STUDIO_PYTHON", "STUDIO_TEST_REQUIRE"}  # read by scripts/ and the tests, not by the studio


def kinds_of(error: type[StudioError]) -> Iterator[type[StudioError]]:
    """Every class of errors below this one, wherever in app/ it is defined."""
    for kind in error.__subclasses__():
        yield kind
        yield from kinds_of(kind)


ERRORS = {kind.__name__: kind for kind in kinds_of(StudioError)}


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def table(name: str) -> dict[str, list[str]]:
    """The rows of all tables of a page: first cell, without its backquotes, to the others."""
    rows = [line.strip("|").split(" | ") for line in text(name).splitlines() if re.match(r"\| `\S+` ", line)]
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in rows}


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Every call in app/: the last part of the function's name, and the call."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((TOP / "app").rglob("*.py"))]
    found = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(str(getattr(call.func, "attr", None) or getattr(call.func, "id", "")), call) for call in found]


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def raised() -> Iterator[tuple[str, int]]:
    """(code, HTTP status) of every error that is written out somewhere in app/."""
    for name, call in calls():
        if name in ERRORS and call.args and (code := literal(call.args[0])):
            yield code, status_of(ERRORS[name](code, ""))
        if name == "problem" and len(call.args) > 1 and (code := literal(call.args[1])):
            status = call.args[0]
            assert isinstance(status, ast.Constant)
            yield code, int(status.value)  # type: ignore[arg-type]  # a number, or the test fails here


def endings() -> Iterator[str]:
    """The codes with which a build or a run may end."""
    for name, call in calls():
        if name in ENDINGS and call.args and (code := literal(call.args[0])):
            yield code
    for path in sorted((TOP / "app").rglob("*.py")):
        yield from re.findall(r'"code": "(\w+)"', path.read_text(encoding="utf-8"))
    for noun in ("build", "run"):
        yield from (f"{noun}_{cause}" for cause in Cause if cause not in ENDED_WELL_OR_ALIKE)


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    documented = table("settings.md")
    for name, field in Settings.model_fields.items():
        default, meaning = documented[f"STUDIO_{name.upper()}"]
        assert meaning == field.description
        if name != "data_dir":
            assert default == ("unset" if field.default in (None, ()) else f"`{field.default}`"), name

    names = {f"STUDIO_{name.upper()}" for name in Settings.model_fields}
    assert set(documented) == names | SECRET_FILES


def test_no_page_names_a_setting_that_is_not_there() -> None:
    known = {f"STUDIO_{name.upper()}" for name in Settings.model_fields} | SECRET_FILES | SET_BY_SCRIPTS
    for page in [TOP / "README.md", *DOCS.rglob("*.md")]:
        named = set(re.findall(r"STUDIO_[A-Z][A-Z_]*[A-Z]", page.read_text(encoding="utf-8")))
        assert named <= known, f"{page.name} names {named - known}"


def test_every_message_names_settings_that_are_there() -> None:
    known = {f"STUDIO_{name.upper()}" for name in Settings.model_fields} | SECRET_FILES
    for path in (TOP / "app").rglob("*.py"):
        named = set(re.findall(r"STUDIO_[A-Z][A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))) - {"STUDIO_NAME"}
        assert named - {"STUDIO_NAME_FILE"} <= known, f"{path.name} names {named - known}"


def test_every_command_is_documented() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in [TOP / "README.md", *DOCS.glob("*.md")])
    commands = getattr(typer.main.get_command(cli), "commands", {})

    assert set(commands) >= {"serve", "migrate"}
    for command in commands:
        assert re.search(rf"(python -m app|operator-studio) {command}\b|scripts/{command}\b", pages), command


@pytest.mark.parametrize("code", sorted({code for code, _ in raised()}))
def test_every_error_is_documented_with_its_status(code: str) -> None:
    status, *words = table("errors.md")[code]

    assert {str(found) for known, found in raised() if known == code} <= set(status.split(" or ")), code
    assert len(words) == 2
    assert all(words)


@pytest.mark.parametrize("code", sorted(set(endings())))
def test_every_ending_of_a_build_or_a_run_is_documented(code: str) -> None:
    assert code in table("errors.md")


def test_no_code_is_documented_that_cannot_come() -> None:
    known = {code for code, _ in raised()} | set(endings())
    dynamic = {"precompile_failed", "http_400", "http_404", "http_405"}

    assert set(table("errors.md")) - dynamic <= known


def test_every_diagnostic_is_documented_with_its_help() -> None:
    assert {code: words[0] for code, words in table("diagnostics.md").items()} == dict(HELP)


def test_every_check_is_documented_with_its_severity_fix_and_help() -> None:
    by_rules = {
        rule.code: [rule.severity.value, "yes" if rule.fix or rule.fix_text else "no", rule.help]
        for rule in all_rules().values()
    }
    helps = {**sources.HELP, **analysis.HELP, **checker.HELP}
    documented = table("checks.md")

    assert {code: words for code, words in documented.items() if code in by_rules} == by_rules
    assert {code: words[-1] for code, words in documented.items() if code not in by_rules} == helps


def test_the_guides_mistakes_are_told_alike_in_the_help_and_here() -> None:
    text = (DOCS / "operators.md").read_text(encoding="utf-8").partition("## Where the published guide leads astray")[2]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", text.partition("\n## ")[0], re.MULTILINE)

    assert rows[1:] == [(mistake.guide, mistake.interface) for mistake in MISTAKES]


def test_the_walk_sees_every_kind_of_error() -> None:
    assert set(ERRORS) >= {"NotFound", "Forbidden", "Conflict", "Stale", "Invalid", "LimitExceeded", "SignInNeeded"}
    assert len({code for code, _ in raised()}) > 40


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in [TOP / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
