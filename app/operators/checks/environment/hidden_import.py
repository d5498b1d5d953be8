"""Functions of the standard library that import another module only when they are called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.environment import guards
from app.operators.checks.environment.encodings_known import encoding_module
from app.operators.checks.environment.loaded import Loaded, has_unknown_packages
from app.operators.checks.environment.reach import Phase, reach_of
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

# Each was tried in a component, where it raises ModuleNotFoundError or ImportError without the module.
_CALLS = {
    "datetime.datetime.strptime": "_strptime",
    "email.message.EmailMessage": "email.policy",
    "email.message_from_bytes": "email.parser",
    "email.message_from_string": "email.parser",
    "statistics.mode": "heapq",
    "time.strptime": "_strptime",
    "uuid.uuid3": "hashlib",
    "uuid.uuid5": "hashlib",
    "xml.dom.minidom.parseString": "xml.dom.expatbuilder",
    "xml.sax.make_parser": "xml.sax.expatreader",
    "xml.sax.parseString": "xml.sax.expatreader",
}
# json.loads tells by the first bytes how a text is encoded, and may come upon any of these.
_OF_JSON = {
    "encodings.utf_8_sig",
    *(f"encodings.utf_{bits}{order}" for bits in (16, 32) for order in ("", "_be", "_le")),
}
_ERRORS = guards.IMPORT_ERRORS | {"LookupError"}


def check(operator: Operator) -> Iterator[Found]:
    """Where a component would look for a module that it does not hold. The adapter loads such modules."""
    if operator.adapter:
        return
    found = [(module, call, name) for module, call, name in _needs(operator)]
    if not found:
        return
    reach = reach_of(operator)
    loaded = Loaded(operator, reach)
    held = loaded.names | {name for module, call, name in found if Phase.BUILD in reach.at(module, call)}
    sure = not has_unknown_packages(operator)
    for module, call, name in found:
        if name in held or reach.never(module, call) or guards.expects(module, call, _ERRORS):
            continue
        severity = Severity.ERROR if sure and loaded.is_all and reach.at(module, call) else Severity.WARNING
        yield Found(
            module.place(call.func), {"call": module.source(call.func), "module": name}, severity, True, call, name
        )


def fix(edit: Edit, found: Found) -> None:
    """Import the module at the top."""
    edit.need_import(f"import {found.detail}")


def hidden_imports(operator: Operator) -> list[str]:
    """The modules that the project's calls look for, sorted: loaded with the component, they are there."""
    found = {name for _, _, name in _needs(operator)}
    calls = (module.qualified(call.func) for module in operator.modules.values() for call in module.all(ast.Call))
    return sorted(found | (_OF_JSON if any(name in {"json.load", "json.loads"} for name in calls) else set()))


def _needs(operator: Operator) -> Iterator[tuple[Module, ast.Call, str]]:
    for module in operator.modules.values():
        for call in module.all(ast.Call):
            name = _CALLS.get(module.qualified(call.func) or "") or _of_counter(call) or encoding_module(module, call)
            if name is not None:
                yield module, call, name


def _of_counter(call: ast.Call) -> str | None:
    """``collections.Counter.most_common(3)``; without a number it needs nothing."""
    named = isinstance(call.func, ast.Attribute) and call.func.attr == "most_common"
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    plain = given and not (isinstance(given[0], ast.Constant) and given[0].value is None)
    return "heapq" if named and plain else None


RULE = Rule(
    code="hidden-import",
    severity=Severity.ERROR,
    sentence="{call} looks for the module {module} when it is called, and the component does not hold that module.",
    help="Import the named module at the top of the file, although the code does not use it by name: what is imported "
    "there is inside the component.",
    check=check,
    fix=fix,
)
