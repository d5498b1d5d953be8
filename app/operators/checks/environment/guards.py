"""Whether code is ready for what it tries not to work."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from app.operators.checks.module import FUNCTIONS, Module

WIDE = frozenset({"Exception", "BaseException"})
IMPORT_ERRORS = frozenset({"ImportError", "ModuleNotFoundError"})
_ABOUT_THE_HOST = frozenset(
    {"sys.platform", "sys.version_info", "sys.implementation.name", "os.name", "platform.system",
     "platform.python_implementation", "importlib.util.find_spec", "builtins.hasattr"}
)  # fmt: skip
_ABOUT_FILES = frozenset({"exists", "isfile", "isdir", "is_file", "is_dir", "access"})


def caught(module: Module, node: ast.AST) -> Iterator[str]:
    """Names of the exceptions that a ``try`` or ``contextlib.suppress`` around a node in its function waits for.

    A bare ``except`` is ``BaseException``; a name of the project's or a package's own is given in full.
    """
    for outer, inner in _around(module, node):
        if isinstance(outer, ast.Try | ast.TryStar) and inner in outer.body:
            for handler in outer.handlers:
                yield from names(module, handler.type)
        if isinstance(outer, ast.With):
            for item in outer.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and module.qualified(call.func) == "contextlib.suppress":
                    yield from (name for part in call.args for name in names(module, part))


def names(module: Module, kinds: ast.expr | None) -> list[str]:
    """The exceptions behind the expression of a handler."""
    if kinds is None:
        return ["BaseException"]
    parts = kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
    return [(module.qualified(part) or "").removeprefix("builtins.") for part in parts]


def expects(module: Module, node: ast.AST, errors: Collection[str]) -> bool:
    """Whether one of these exceptions is waited for by name."""
    return any(name in errors or name.rpartition(".")[2] in errors for name in caught(module, node))


def optional_import(module: Module, node: ast.AST) -> bool:
    """Whether an import may fail, is itself the second choice, or is made under a condition about the host."""
    if expects(module, node, IMPORT_ERRORS | WIDE):
        return True
    for outer, inner in _around(module, node):
        if isinstance(outer, ast.Try | ast.TryStar) and inner in outer.handlers:
            return True
        if isinstance(outer, ast.If) and inner is not outer.test and _asks_host(module, outer.test):
            return True
    return False


def asked_host(module: Module, node: ast.AST) -> bool:
    """Whether a condition around a node asks about the system or whether a name or file is there."""
    return any(
        isinstance(outer, ast.If | ast.IfExp | ast.BoolOp) and _asks_host(module, outer)
        for outer in module.around(node)
    )


def _asks_host(module: Module, test: ast.AST) -> bool:
    condition = test if isinstance(test, ast.expr) and not isinstance(test, ast.IfExp) else getattr(test, "test", test)
    return any(
        (isinstance(part, ast.Attribute) and part.attr in _ABOUT_FILES) or module.qualified(part) in _ABOUT_THE_HOST
        for part in ast.walk(condition)
        if isinstance(part, ast.Attribute | ast.Name)
    )


def _around(module: Module, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """The nodes around a node inside its function, each with its part that holds the node."""
    inner = node
    for outer in module.around(node):
        if isinstance(outer, FUNCTIONS):
            return
        yield outer, inner
        inner = outer
