"""Functions and classes that a module has elsewhere, but not in a component."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.environment import guards
from app.operators.checks.environment.calls import judged
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.module import Module
from app.operators.checks.names import absolute
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

# Tried in a component: the module can be imported and does not have the name. Those that other rules speak about
# (processes and connections) are left out where they are called.
_PASSWORDS = "Other hash functions of hashlib work, and hmac does."
_HOST = "A component has no operating system around it."
ABSENT = {
    "hashlib.pbkdf2_hmac": _PASSWORDS,
    "hashlib.scrypt": _PASSWORDS,
    "http.client.HTTPSConnection": "A component cannot open connections.",
    "os.fork": _HOST,
    "os.getgid": _HOST,
    "os.getlogin": _HOST,
    "os.getppid": _HOST,
    "os.getuid": _HOST,
    "os.kill": _HOST,
    "os.pipe": _HOST,
    "os.system": _HOST,
    "os.umask": _HOST,
    "signal.alarm": _HOST,
    "signal.setitimer": _HOST,
    "socket.gethostname": "The operator's name can come with its configuration.",
    "time.pthread_getcpuclockid": _HOST,
    "time.thread_time": "time.perf_counter works.",
    "time.tzset": "Times are in UTC.",
}
_ERRORS = frozenset({"AttributeError", "NameError"})
_SPOKEN_OF = frozenset({"os.fork", "os.kill", "os.system", "http.client.HTTPSConnection"})


def check(operator: Operator) -> Iterator[Found]:
    """Where such a name is used or imported."""
    for module in operator.modules.values():
        for node, name in _uses(module):
            reach = reach_of(operator)
            severity = judged(reach, module, node, _ERRORS)
            if severity is not None:
                owner, _, short = name.rpartition(".")
                yield Found(module.place(node), {"module": owner, "name": short, "instead": ABSENT[name]}, severity)


def _uses(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in module.all(ast.Attribute):
        full = module.qualified(node)
        if full is not None and full in ABSENT and not _is_spoken_of(module, node, full):
            yield node, full
    for item in module.all(ast.ImportFrom):
        for alias in item.names:
            full = f"{absolute(item, module)}.{alias.name}"
            if full in ABSENT and not guards.optional_import(module, item):
                yield alias, full


def _is_spoken_of(module: Module, node: ast.AST, full: str) -> bool:
    call = module.parents.get(node)
    return full in _SPOKEN_OF and isinstance(call, ast.Call) and call.func is node


RULE = Rule(
    code="name-absent",
    severity=Severity.ERROR,
    sentence="In a component the module {module} has no {name}. {instead}",
    help="Take this out and do without it: a component's Python lacks what needs an operating system or a compiled "
    "library.",
    check=check,
)
