"""What ruff finds that is a mistake whatever the code is for: broken syntax, names that nothing defines.

Rules of ruff: https://docs.astral.sh/ruff/rules/
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from app.kit.text import truncate
from app.operators.checks.rule import Finding, Found, Place, Rule, Severity, finding
from app.operators.checks.tools import missing_imports, running
from app.operators.checks.tools.annotations import never_evaluated
from app.operators.checks.tools.running import Tool
from app.operators.checks.tools.syntax_words import syntax_words

_LONGEST = 200
_MOST_SYNTAX_ERRORS = 5  # in one file; the parser stumbles on over what follows from the first

SYNTAX_ERROR = Rule(
    code="syntax-error",
    severity=Severity.ERROR,
    sentence="Python cannot read this line: {said}.",
    help="Correct the line, or the end of the line before it. Nothing else in this file can be checked in full until "
    "then.",
    check=None,
)
UNDEFINED_NAME = Rule(
    code="undefined-name",
    severity=Severity.ERROR,
    sentence="{name} is used here, but nothing in this file defines or imports it.",
    help="Import it at the top of the file, define it before it is used, or correct its spelling.",
    check=None,
    fix=missing_imports.fix,
)
UNDEFINED_LOCAL = Rule(
    code="undefined-local",
    severity=Severity.WARNING,
    sentence="{name} is read here before this function gives it a value.",
    help="A name that is assigned anywhere in a function belongs to that function. To change the module's variable, "
    "write global and its name at the start of the function; otherwise choose another name.",
    check=None,
)
UNDEFINED_EXPORT = Rule(
    code="undefined-export",
    severity=Severity.WARNING,
    sentence="__all__ names {name}, which this file does not define.",
    help="Take it out of __all__, or define it. Whoever imports everything from this file fails.",
    check=None,
)
ALWAYS_TRUE = Rule(
    code="always-true",
    severity=Severity.WARNING,
    sentence="This condition is a pair in brackets, which always counts as true.",
    help="Remove the brackets and the comma, or join the parts with and or or.",
    check=None,
)
IS_LITERAL = Rule(
    code="is-with-value",
    severity=Severity.WARNING,
    sentence="is asks whether both are the very same object, not whether they are equal.",
    help="Compare texts and numbers with == and !=.",
    check=None,
)
FORMAT_STRING = Rule(
    code="format-string",
    severity=Severity.WARNING,
    sentence="The text and what is to be put into it do not fit together: {said}.",
    help="Give as many values as the text has places for, and write each place as % or format() wants it.",
    check=None,
)
RULES = (
    SYNTAX_ERROR,
    UNDEFINED_NAME,
    UNDEFINED_LOCAL,
    UNDEFINED_EXPORT,
    ALWAYS_TRUE,
    IS_LITERAL,
    FORMAT_STRING,
)

# Python's compiler refuses these too, though its parser lets them pass: return, break or await in a wrong place, global
# or nonlocal at odds with the function, two stars in one assignment, a late __future__ import, a null byte.
_COMPILER = ("F404", "F621", "F622", "F701", "F702", "F704", "F706", "F707")
_COMPILER_TOO = ("PLE0115", "PLE0117", "PLE0118", "PLE1142", "PLE1700", "PLE2514")
_FORMAT = ("F501", "F502", "F503", "F505", "F506", "F507", "F508", "F509", "F521", "F524", "F525")
_RULES = {
    "invalid-syntax": SYNTAX_ERROR,
    **dict.fromkeys((*_COMPILER, *_COMPILER_TOO), SYNTAX_ERROR),
    **dict.fromkeys(_FORMAT, FORMAT_STRING),
    "F631": ALWAYS_TRUE,
    "F632": IS_LITERAL,
    "F634": ALWAYS_TRUE,
    "F821": UNDEFINED_NAME,
    "F822": UNDEFINED_EXPORT,
    "F823": UNDEFINED_LOCAL,
}
# No configuration, no cache, and no comment of the user's decides what is looked for.
_ARGUMENTS = (
    "check", "--quiet", "--isolated", "--no-cache", "--no-fix", "--ignore-noqa", "--target-version", "py312",
    "--output-format", "json", "--select", ",".join(code for code in _RULES if code != "invalid-syntax"),
)  # fmt: skip


def start(program: str, folder: Path) -> Tool:
    """Start ruff on the .py files of a folder. OSError if the program cannot be run."""
    return Tool(program, _ARGUMENTS, folder)


def findings(tool: Tool, timeout_s: float) -> list[Finding]:
    """What it found; where it broke down or took longer, that is said as well."""
    report = running.report(tool, timeout_s)
    found = [_finding(tool, entry) for entry in report.entries if entry.get("code") in _RULES]
    found = _without_echoes(found)
    if not report.complete:
        found.append(running.left_out(tool, "The names in these files were not all checked: they are too unusual."))
    return found


def _finding(tool: Tool, entry: dict[str, Any]) -> Finding:
    rule = _RULES[entry["code"]]
    start, end = entry["location"], entry["end_location"]
    path = str(Path(entry["filename"]).relative_to(tool.folder))
    place = Place(path, start["row"], start["column"], end["row"], end["column"])
    message = truncate(entry["message"], _LONGEST)
    if rule is SYNTAX_ERROR:
        return finding(rule, Found(place, {"said": syntax_words(message)}))
    if rule is UNDEFINED_NAME:
        return _undefined(tool, place, _name(message))
    return finding(rule, Found(place, {"name": _name(message), "said": message.replace("`", "")}))


def _undefined(tool: Tool, place: Place, name: str) -> Finding:
    """An annotation that is never looked at cannot fail."""
    source = tool.source(place.path)
    fixable = missing_imports.can_fix(name, source.line(place)[(place.end_column or 1) - 1 :])
    severity = Severity.WARNING if never_evaluated(source, place) else None
    return finding(UNDEFINED_NAME, Found(place, {"name": name}, severity, fixable, detail=name))


def _name(message: str) -> str:
    """The name that a message puts between backticks."""
    return [*message.split("`"), "", ""][1]


def _without_echoes(found: list[Finding]) -> list[Finding]:
    """One syntax error a line and a few a file: the rest follows from them."""
    seen: set[Place] = set()
    number: Counter[str] = Counter()
    kept = []
    for one in found:
        if one.code == SYNTAX_ERROR.code:
            line = Place(one.place.path, one.place.line)
            if line in seen or number[one.place.path] == _MOST_SYNTAX_ERRORS:
                continue
            seen.add(line)
            number[one.place.path] += 1
        kept.append(one)
    return kept
