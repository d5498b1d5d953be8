"""Generated Python bindings, read for what they declare: classes with their fields, functions with their types."""

import ast
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Declared:
    """One generated module: ``signatures`` of functions and methods, ``fields`` of classes, ``aliases`` of unions."""

    signatures: dict[str, str] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    docs: dict[str, str] = field(default_factory=dict)


def declared(path: Path) -> Declared:
    """What a module declares; a method is named ``Class.method``."""
    found = Declared()
    _collect(ast.parse(path.read_text(encoding="utf-8")).body, "", found)
    return found


def _collect(body: list[ast.stmt], prefix: str, found: Declared) -> None:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            arguments = ", ".join(ast.unparse(argument) for argument in node.args.args)
            found.signatures[prefix + node.name] = f"({arguments}) -> {_type(node.returns)}"
            found.docs[prefix + node.name] = ast.get_docstring(node) or ""
        elif isinstance(node, ast.ClassDef):
            found.fields[node.name] = [ast.unparse(item) for item in node.body if isinstance(item, ast.AnnAssign)]
            found.fields[node.name] += [ast.unparse(item) for item in node.body if isinstance(item, ast.Assign)]
            found.docs[node.name] = ast.get_docstring(node) or ""
            _collect(node.body, f"{node.name}.", found)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.aliases[node.targets[0].id] = ast.unparse(node.value)


def _type(annotation: ast.expr | None) -> str:
    return "None" if annotation is None else ast.unparse(annotation)
