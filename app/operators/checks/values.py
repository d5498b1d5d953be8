"""What kind of value an expression gives, as far as a look at the text can tell.

Kinds are ``bytes``, ``str``, ``int``, ``float``, ``bool``, ``None``, ``dict``, ``list``, ``tuple``, or a class of the
bindings such as ``@types.Message``; None where it is not sure. A name has a kind where everything assigned to it in its
function has the same one.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from app.operators.checks.scopes import Scope, bound, parameters

if TYPE_CHECKING:
    from app.operators.checks.module import Module
    from app.operators.checks.operator import Operator

# Attributes of the records; source: the WIT of ``types`` and ``hybrid-logical-clock``.
_ATTRIBUTES = {
    ("@types.Message", "timestamp"): "@types.Timestamp",
    ("@types.Message", "topic"): "@types.BufferOrBytes",
    ("@types.Message", "content_type"): "@types.BufferOrString",
    ("@types.Message", "payload"): "@types.BufferOrBytes",
    ("@types.Message", "properties"): "@types.MessageProperties",
    ("@types.Message", "schema"): "@types.MessageSchema",
    ("@types.Snapshot", "timestamp"): "@types.Timestamp",
    ("@types.Snapshot", "format"): "@types.BufferOrString",
    ("@types.Snapshot", "width"): "int",
    ("@types.Snapshot", "height"): "int",
    ("@types.Snapshot", "frame"): "@types.BufferOrBytes",
    ("@types.Timestamp", "timestamp"): "@hybrid_logical_clock.Timespec",
    ("@types.Timestamp", "counter"): "int",
    ("@types.Timestamp", "node_id"): "@types.BufferOrString",
    ("@hybrid_logical_clock.HybridLogicalClock", "timestamp"): "@hybrid_logical_clock.Timespec",
    ("@hybrid_logical_clock.HybridLogicalClock", "counter"): "int",
    ("@hybrid_logical_clock.HybridLogicalClock", "node_id"): "str",
    ("@hybrid_logical_clock.Timespec", "secs"): "int",
    ("@hybrid_logical_clock.Timespec", "nanos"): "int",
    ("@types.ModuleConfiguration", "properties"): "@properties",
    ("@types.MessageProperties", "user_properties"): "list",
    ("@types.DataModel", "value"): "@value",
    ("@types.DataModel_Message", "value"): "@types.Message",
    ("@types.DataModel_Snapshot", "value"): "@types.Snapshot",
    ("@types.DataModel_BufferOrBytes", "value"): "@types.BufferOrBytes",
    ("@types.BufferOrBytes_Buffer", "value"): "@types.Buffer",
    ("@types.BufferOrBytes_Bytes", "value"): "bytes",
    ("@types.BufferOrString_Buffer", "value"): "@types.Buffer",
    ("@types.BufferOrString_String", "value"): "str",
    # ``.value`` of a data model is nearly always used as the message; what it has tells.
    ("@value", "payload"): "@types.BufferOrBytes",
    ("@value", "topic"): "@types.BufferOrBytes",
    ("@value", "content_type"): "@types.BufferOrString",
    ("@value", "timestamp"): "@types.Timestamp",
    ("@value", "frame"): "@types.BufferOrBytes",
    ("@value", "properties"): "@types.MessageProperties",
    ("@value", "schema"): "@types.MessageSchema",
}
_METHODS = {
    "encode": "bytes", "decode": "str", "read": "bytes", "hex": "str", "format": "str", "join": None, "upper": "str",
    "lower": "str", "strip": "str", "isoformat": "str", "to_bytes": "bytes", "items": None,
}  # fmt: skip
_CALLS = {
    "json.dumps": "str", "json.loads": None, "time.time": "float", "time.time_ns": "int", "base64.b64encode": "bytes",
    "base64.b64decode": "bytes", "builtins.str": "str", "builtins.bytes": "bytes", "builtins.bytearray": "bytearray",
    "builtins.int": "int", "builtins.float": "float", "builtins.bool": "bool", "builtins.len": "int",
    "builtins.dict": "dict", "builtins.list": "list", "builtins.repr": "str", "builtins.isinstance": "bool",
    "builtins.any": "bool", "builtins.all": "bool", "builtins.tuple": "tuple", "struct.pack": "bytes",
}  # fmt: skip
_PARAMETERS = {
    "message": "@types.DataModel",
    "staged": "@types.DataModel",
    "messages": "list",
    "timestamp": "@hybrid_logical_clock.HybridLogicalClock",
    "configuration": "@types.ModuleConfiguration",
}
_DEEPEST = 12


class Values:
    """Looks values up in one operator."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator
        self._known: dict[tuple[Scope, str], str | None] = {}

    def of(self, module: Module, node: ast.expr | None, depth: int = 0) -> str | None:
        """The kind of value that an expression gives."""
        if node is None or depth > _DEEPEST:
            return None
        if isinstance(node, ast.Constant):
            return "None" if node.value is None else type(node.value).__name__
        if isinstance(node, ast.Name):
            return self._of_name(module, node.id, module.function_of(node) or module.tree, depth)
        if isinstance(node, ast.Attribute):
            owner = self.of(module, node.value, depth + 1)
            return _ATTRIBUTES.get((owner or "", node.attr))
        if isinstance(node, ast.Call):
            return self._of_call(module, node)
        return self._of_operation(module, node, depth)

    def _of_operation(self, module: Module, node: ast.expr, depth: int) -> str | None:
        if isinstance(node, ast.BinOp):
            left, right = (self.of(module, side, depth + 1) for side in (node.left, node.right))
            return _arithmetic(left, right, node.op)
        if isinstance(node, ast.IfExp):
            first, second = (self.of(module, side, depth + 1) for side in (node.body, node.orelse))
            return first if first == second else None
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return "bool"
        simple = {ast.JoinedStr: "str", ast.Dict: "dict", ast.DictComp: "dict", ast.List: "list", ast.ListComp: "list",
                  ast.Tuple: "tuple", ast.Compare: "bool"}  # fmt: skip
        return simple.get(type(node))

    def _of_call(self, module: Module, node: ast.Call) -> str | None:
        full = module.qualified(node.func)
        if full is not None:
            is_class = full.startswith("@") and full.rpartition(".")[2].removeprefix("@")[:1].isupper()
            return full if is_class else _CALLS.get(full)
        if isinstance(node.func, ast.Attribute) and not _is_self(node.func.value):
            return _METHODS.get(node.func.attr)
        return None

    def _of_name(self, module: Module, name: str, scope: Scope, depth: int) -> str | None:
        key = (scope, name)
        if key not in self._known:
            self._known[key] = None  # what a name's own value refers to: ``text = text + "."`` would never end
            self._known[key] = self._of_all(module, name, scope, depth)
        return self._known[key]

    def _of_all(self, module: Module, name: str, scope: Scope, depth: int) -> str | None:
        kinds = {self.of(module, value, depth + 1) for value in bound(scope).get(name, ())}
        if not isinstance(scope, ast.Module) and any(argument.arg == name for argument in parameters(scope)):
            kinds.add(self._parameters.get((scope, name)))
        return kinds.pop() if len(kinds) == 1 else None

    @cached_property
    def _parameters(self) -> dict[tuple[ast.AST, str], str]:
        found: dict[tuple[ast.AST, str], str] = {}
        for method in self._operator.methods.values():
            for role, kind in _PARAMETERS.items():
                if (argument := self._operator.role(method, role)) is not None:
                    found[method.node, argument.arg] = kind
        return self._annotated() | found

    def _annotated(self) -> dict[tuple[ast.AST, str], str]:
        """Parameters of helpers, where their annotation names a class of the bindings or a plain type."""
        found: dict[tuple[ast.AST, str], str] = {}
        for module in self._operator.modules.values():
            for function in module.functions:
                for argument in parameters(function, stars=False):
                    full = module.qualified(argument.annotation)
                    if full is not None and (full.startswith("@") or full in {"builtins.str", "builtins.bytes"}):
                        found[function, argument.arg] = full.removeprefix("builtins.")
        return found


def _arithmetic(left: str | None, right: str | None, operation: ast.operator) -> str | None:
    if isinstance(operation, ast.Mod) and left in {"str", "bytes"}:
        return left
    numbers = {"int", "float", "bool"}
    if left in numbers and right in numbers:
        return "float" if "float" in (left, right) or isinstance(operation, ast.Div) else "int"
    return left if left == right and isinstance(operation, ast.Add) else None


def _is_self(node: ast.expr) -> bool:
    """Whether a method of the operator's own is called, which may give anything."""
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}
