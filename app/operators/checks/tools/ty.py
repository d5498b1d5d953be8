"""What ty finds out about types, as far as it means something when the operator runs.

Rules of ty: ``ty explain rule``. Whatever it says is a warning at most, since annotations may be wrong where the code
works; what rests on guesses is left out (see ``type_doubts.py``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.operators.checks.rule import Finding, Found, Place, Rule, Severity, finding
from app.operators.checks.tools import running
from app.operators.checks.tools.running import Tool
from app.operators.checks.tools.type_doubts import Complaint, doubtful, once, only_to_be_known
from app.operators.checks.tools.type_words import type_words

_BINDINGS = "The bindings of the operator's kind tell which types are right."


def _rule(code: str, help_text: str) -> Rule:
    return Rule(code=f"type-{code}", severity=Severity.WARNING, sentence="{said}.", help=help_text, check=None)


_ATTRIBUTE = _rule("attribute", "Look the name up where the class or module is defined, and correct it.")
_SOME_ATTRIBUTE = _rule(
    "some-attribute",
    "Find out first which shape the value has, with isinstance, match or a test for None. Handle the others as well.",
)
_MISSING = _rule("missing-argument", "Give every argument that has no default. " + _BINDINGS)
_UNKNOWN = _rule("unknown-argument", "Look the parameters up where the function or class is defined. " + _BINDINGS)
_TOO_MANY = _rule("too-many-arguments", "Leave out what is too much, or correct the function that is called.")
_ARGUMENT = _rule("argument", "Give a value of the type that is asked for. " + _BINDINGS)
_FIELD = _rule("field", "Wrap the value as the bindings want it, for example in types.BufferOrBytes_Bytes(...).")
_RETURN = _rule("return", "Return what the function says it returns, or correct what it says. " + _BINDINGS)
_OVERRIDE = _rule(
    "override", "Write the method with the parameters and types that the operator's kind asks for, or without types."
)
_MEMBER = _rule("module-member", "Correct the name, or import it from where it is. The build fails otherwise.")
_OPERATOR = _rule("operator", "Convert one of them first, or take the field out of the record that is meant.")
_SUBSCRIPT = _rule("not-subscriptable", "Take the part with a dot and its name, or convert the value first.")
_ITERABLE = _rule("not-iterable", "Loop over a list or another collection, such as the field that holds one.")
_CALLABLE = _rule("not-callable", "Only functions and classes can be called. Check the name and the brackets.")
_RAISE = _rule("raise", "Raise an exception. To answer with an error value, raise types.Err(types.Error(...)).")
_EXCEPT = _rule("except", "Only exceptions can be caught. Error values of the host come as types.Err.")
_WITH = _rule("with", "Use it without with, or take an object that with can open and close.")
_INDEX = _rule("index", "Check how many elements there are.")
_CLASS = _rule("class", "Correct the class: Python refuses to make it, so the build fails.")

_RULES = {
    "missing-attribute": _ATTRIBUTE,
    "missing-union-attribute": _SOME_ATTRIBUTE,
    "missing-argument": _MISSING,
    "unknown-argument": _UNKNOWN,
    "positional-only-parameter-as-kwarg": _UNKNOWN,
    "too-many-positional-arguments": _TOO_MANY,
    "parameter-already-assigned": _TOO_MANY,
    "invalid-argument-type": _ARGUMENT,
    "invalid-assignment": _FIELD,
    "invalid-explicit-return": _RETURN,
    "invalid-implicit-return": _RETURN,
    "incompatible-method-override": _OVERRIDE,
    "missing-module-member": _MEMBER,
    "unsupported-operator": _OPERATOR,
    "not-subscriptable": _SUBSCRIPT,
    "not-iterable": _ITERABLE,
    "not-callable": _CALLABLE,
    "invalid-raise": _RAISE,
    "invalid-exception-caught": _EXCEPT,
    "invalid-context-manager": _WITH,
    "index-out-of-bounds": _INDEX,
    "duplicate-base": _CLASS,
    "inconsistent-mro": _CLASS,
    "invalid-dataclass-field-order": _CLASS,
}
RULES = tuple(dict.fromkeys(_RULES.values()))
KNOWN = frozenset(_RULES)  # ty's own names of what it is asked to look for


def start(program: str, folder: Path, bindings: Path) -> Tool:
    """Start ty on the .py files of a folder; ``bindings`` holds the world's package. OSError if it cannot be run.

    The configuration is written into the folder, which must be the caller's to use, and is the only one that counts.
    """
    environment = folder / ".environment"
    (environment / "lib" / "python3.12" / "site-packages").mkdir(parents=True, exist_ok=True)
    place = folder / "ty.toml"
    place.write_text(configuration(".", bindings.resolve(), environment.resolve(), "error"), encoding="utf-8")
    arguments = ("check", "--config-file", "ty.toml", "--output-format", "gitlab", "--no-progress", "--color", "never")
    return Tool(program, arguments, folder)


def findings(tool: Tool, timeout_s: float) -> list[Finding]:
    """What it found; where it broke down or took longer, that is said as well."""
    report = running.report(tool, timeout_s)
    unread = {entry["location"]["path"] for entry in report.entries if entry["check_name"] == "invalid-syntax"}
    known = [_complaint(tool, entry) for entry in report.entries if entry["check_name"] in _RULES]
    sure = [one for one in known if one.place.path not in unread and not doubtful(tool, one)]
    found = [_finding(tool, one) for one in once(sure)]
    if not report.complete:
        found.append(running.left_out(tool, "Types were not all checked: these files are too unusual for it."))
    return found


def configuration(sources: str, bindings: Path, environment: Path, level: str) -> str:
    """The text of ty.toml: modules are looked for in ``sources`` and then in ``bindings``, as a component does it.

    ``environment`` holds the packages, if there are any: without one ty takes those beside its own program for the
    operator's. Code is checked for every platform, since none that it knows is the guest's. ``level`` is what a finding
    counts as.
    """
    rules = "".join(f'{name} = "{level}"\n' for name in _RULES)
    return f"""[environment]
python = {_quoted(environment)}
python-version = "3.12"
python-platform = "all"
root = [{_quoted(sources)}]
extra-paths = [{_quoted(bindings)}]

[rules]
all = "ignore"
{rules}"""


def _quoted(path: Path | str) -> str:
    return json.dumps(str(path), ensure_ascii=False)


def _complaint(tool: Tool, entry: dict[str, Any]) -> Complaint:
    location = entry["location"]
    start, end = location["positions"]["begin"], location["positions"]["end"]
    place = Place(location["path"], start["line"], start["column"], end["line"], end["column"])
    words = entry["description"].removeprefix(f"{entry['check_name']}: ")
    return Complaint.of(entry["check_name"], words, place, tool.source(place.path).at(place))


def _finding(tool: Tool, one: Complaint) -> Finding:
    severity = Severity.INFORMATION if only_to_be_known(tool, one) else None
    return finding(_RULES[one.rule], Found(one.place, {"said": type_words(one.words)}, severity))
