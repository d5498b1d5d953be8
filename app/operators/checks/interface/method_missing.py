"""``init`` or ``process`` that is not there."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.interface.expected import BOOL, CONFIGURATION
from app.operators.checks.interface.lineage import Lineage, lineage
from app.operators.checks.module import FUNCTIONS, Function, Module
from app.operators.checks.operator import METHODS, Operator
from app.operators.checks.rule import Found, Rule, Severity

_MEANT = {"initialize": "init", "initialise": "init", "on_init": "init", "on_message": "process"}
_CLOSE = 0.85  # "proces" and "procces" are as close to process as this, "processed" and "preprocess" are helpers
_HELPERS = {"processed", "preprocess", "processes", "processor", "inits", "inited"}


def check(operator: Operator) -> Iterator[Found]:
    """Where neither the class nor a base has it, and nothing unknown could bring it in."""
    found = lineage(operator)
    if found is None or not found.is_known:
        return
    module, owner = found.classes[0]
    for name in METHODS:
        if found.binds(name) or (not found.is_abstract and _may_come_later(found, name)):
            continue
        meant = _meant(found, name)
        other = f", only {meant.name}" if meant else ""
        words = {"wanted": operator.wanted_class, "method": name, "other": other}
        fixable = meant is not None or (name == "init" and _has_block(owner))
        yield Found(module.head(owner), words, fixable=fixable, node=owner, detail=(name, meant))


def fix(edit: Edit, found: Found) -> None:
    """Give the method that was meant its name; else add an ``init`` that accepts every configuration."""
    name, meant = found.detail
    if meant is None:
        _add_init(edit, found.node)
        return
    statement = edit.starting_at(meant, cst.FunctionDef)
    edit.replace(statement.name, cst.Name(name))
    for node in edit.module.all(ast.Attribute):
        if node.attr == meant.name and isinstance(node.value, ast.Name) and node.value.id == "self":
            edit.expression(node, f"self.{name}")


def _add_init(edit: Edit, owner: ast.ClassDef) -> None:
    statement = edit.starting_at(owner, cst.ClassDef)
    if not isinstance(statement.body, cst.IndentedBlock):
        raise CannotFix("a class on one line")
    body = list(statement.body.body)
    functions = [number for number, item in enumerate(body) if isinstance(item, cst.FunctionDef)]
    at = functions[0] if functions else len(body)
    is_annotated = any(isinstance(item, FUNCTIONS) and item.returns is not None for item in owner.body)
    parameter = f"configuration: {edit.spell(CONFIGURATION)}" if is_annotated else "configuration"
    answer = f" -> {BOOL}" if is_annotated else ""
    new = edit.statement(f"def init(self, {parameter}){answer}:\n    return True\n")
    gap = (cst.EmptyLine(indent=False),)
    following = body[at] if functions else None
    if isinstance(following, cst.FunctionDef):
        new = new.with_changes(leading_lines=following.leading_lines[:1] if _has_gap(following) else ())
        apart = following.leading_lines if _has_gap(following) else (*gap, *following.leading_lines)
        body[at] = following.with_changes(leading_lines=apart)
    else:
        new = new.with_changes(leading_lines=gap)
    edit.replace(statement.body, statement.body.with_changes(body=[*body[:at], new, *body[at:]]))


def _has_gap(function: cst.FunctionDef) -> bool:
    return bool(function.leading_lines) and function.leading_lines[0].comment is None


def _has_block(owner: ast.ClassDef) -> bool:
    return owner.body[0].lineno > owner.lineno


def _meant(found: Lineage, name: str) -> Function | None:
    """A method of the entry class itself whose name is nearly this one."""
    _, owner = found.classes[0]
    methods = [item for item in owner.body if isinstance(item, FUNCTIONS) and item.name not in METHODS]
    close = [item for item in methods if _is_close(item.name, name)]
    return close[0] if len(close) == 1 else None


def _is_close(given: str, name: str) -> bool:
    plain = given.lower()
    if plain in _MEANT or plain == name:
        return _MEANT.get(plain, name) == name
    return plain not in _HELPERS and difflib.SequenceMatcher(None, plain, name).ratio() >= _CLOSE


def _may_come_later(found: Lineage, name: str) -> bool:
    """A class without the bindings' base may get its methods when instances are made, or afterwards."""
    if found.binds("__getattr__") or found.binds("__getattribute__"):
        return True
    modules: list[Module] = [module for module, _ in found.classes]
    stored = {node.attr for module in modules for node in module.all(ast.Attribute) if isinstance(node.ctx, ast.Store)}
    set_by_name = any(
        module.qualified(node.func) == "builtins.setattr" for module in modules for node in module.all(ast.Call)
    )
    return name in stored or set_by_name


RULE = Rule(
    code="method-missing",
    severity=Severity.ERROR,
    sentence="The class {wanted} has no method {method}{other}.",
    help="Every operator has both: init(self, configuration), which answers True when it is ready, and process, which "
    "is called for every message.",
    check=check,
    fix=fix,
)
