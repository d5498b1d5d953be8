"""Values of the clock, of chance and of the host that are taken while the component is built."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.environment.reach import reach_of
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_TIME = "the time"
_CHANCE = "a random value"
_HOST = "something of the machine"
_CALLS = {
    _TIME: """
        datetime.date.today datetime.datetime.now datetime.datetime.today datetime.datetime.utcnow time.gmtime
        time.localtime time.monotonic time.monotonic_ns time.perf_counter time.perf_counter_ns time.time time.time_ns
    """,
    _CHANCE: """
        os.urandom random.betavariate random.choice random.choices random.gauss random.getrandbits random.randbytes
        random.randint random.random random.randrange random.sample random.shuffle random.uniform secrets.choice
        secrets.randbelow secrets.randbits secrets.token_bytes secrets.token_hex secrets.token_urlsafe uuid.uuid1
        uuid.uuid4
    """,
    _HOST: """
        os.environ.get os.getenv os.getpid os.uname platform.node platform.platform platform.uname
        socket.gethostbyname uuid.getnode
    """,
}
_KINDS = {name: kind for kind, names in _CALLS.items() for name in names.split()}


def check(operator: Operator) -> Iterator[Found]:
    """Top-level code, class bodies, default values, and what they and the entry class's ``__init__`` call."""
    for module in operator.modules.values():
        for node, kind in _uses(module):
            reach = reach_of(operator)
            if reach.only_at_build(module, node):
                words = {"call": module.source(node), "kind": kind}
                yield Found(module.place(node), words, node=node)


def _uses(module: Module) -> Iterator[tuple[ast.expr, str]]:
    for call in module.all(ast.Call):
        full = module.qualified(call.func)
        if full in _KINDS and not _is_of_given_time(full, call):
            yield call, _KINDS[full]
        elif full == "random.Random" and not call.args and not call.keywords:
            yield call, _CHANCE
    for part in module.all(ast.Subscript):
        if module.qualified(part.value) == "os.environ" and isinstance(part.ctx, ast.Load):
            yield part, _HOST


def _is_of_given_time(full: str, call: ast.Call) -> bool:
    """``time.gmtime(0)`` does not ask the clock."""
    return full in {"time.gmtime", "time.localtime"} and bool(call.args)


RULE = Rule(
    code="frozen-at-build",
    severity=Severity.WARNING,
    sentence="{call} takes {kind} while the component is built, and every run then has that same value.",
    help="Ask for it in init or in process, which run with the messages. Settings come with the configuration.",
    check=check,
)
