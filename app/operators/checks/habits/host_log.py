"""Writing a call of the host's logger in place of another."""

from __future__ import annotations

import ast

from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator

LEVELS = {
    "debug": "DEBUG", "info": "INFO", "warning": "WARN", "warn": "WARN", "error": "ERROR", "critical": "CRITICAL",
    "fatal": "CRITICAL",
}  # fmt: skip


def is_simple(module: Module, call: ast.Call) -> bool:
    """Whether a call is a statement with one plain argument, in a module where ``logger`` can be the host's."""
    plain = len(call.args) == 1 and not isinstance(call.args[0], ast.Starred) and not call.keywords
    return plain and isinstance(module.parents.get(call), ast.Expr) and _spelling_is_free(module)


def log_instead(edit: Edit, call: ast.Call, level: str) -> None:
    """Replace a call by one of the host's logger, whose text must be a str."""
    if not is_simple(edit.module, call):
        raise CannotFix("not a statement with one plain argument")
    log, name = edit.spell("@logger.log"), edit.spell(f"@logger.Level.{level}")
    argument = call.args[0]
    text = edit.code(argument)
    if not _is_text(edit.operator, edit.module, argument):
        text = f"str({text})"
    edit.expression(call, f'{log}({name}, "{edit.operator.name}", {text})')


def _is_text(operator: Operator, module: Module, argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr) or operator.values.of(module, argument) == "str"


def _spelling_is_free(module: Module) -> bool:
    """Whether the module reaches the host's logger already, or binds the name ``logger`` to nothing else."""
    spelled = module.names.spelling("@logger.log")
    name = (spelled or "logger").partition(".")[0]
    imported = module.names.imported().get(name)
    if spelled is None and imported is not None:
        return False
    stored = {node.id for node in module.all(ast.Name) if isinstance(node.ctx, ast.Store)}
    arguments = {node.arg for node in module.all(ast.arg)}
    return name not in stored | arguments
