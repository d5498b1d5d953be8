"""Values of the clock, of chance and of the host that are taken while the component is built."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.environment.no_files import uses_file
from app.operators.checks.environment.paths import is_path
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
# Not to be warned about: to read a file while the component is built is a way to have its content later.
_FILES_TEXT = """
    glob.glob glob.iglob importlib.resources.files importlib.resources.read_binary importlib.resources.read_text
    os.fwalk os.getcwd os.path.exists os.path.isdir os.path.isfile os.walk pathlib.Path.cwd pathlib.Path.home
    pkgutil.get_data pkgutil.iter_modules
"""
_FILES = frozenset(_FILES_TEXT.split())
_OF_PATHS = frozenset({"exists", "glob", "is_dir", "is_file", "rglob", "walk"})
_CHANGES = frozenset({"clear", "pop", "popitem", "setdefault", "update"})
_KINDS = {name: kind for kind, names in _CALLS.items() for name in names.split()}


def asks(operator: Operator) -> bool:
    """Whether anything is asked for while the component is built that a later answer may differ from: what ``check``
    finds, and files."""
    if any(True for _ in check(operator)):
        return True
    return any(
        _reads(module, call) and reach_of(operator).only_at_build(module, call)
        for module in operator.modules.values()
        for call in module.all(ast.Call)
    )


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
    for part in (*module.all(ast.Name), *module.all(ast.Attribute)):
        if module.qualified(part) in {"os.environ", "os.environb"} and (asked := _asked(module, part)) is not None:
            yield asked, _HOST


def _asked(module: Module, environ: ast.expr) -> ast.expr | None:
    """What is asked of the environment, or the whole of it; None where it is changed, or asked by a known call."""
    around = module.parents[environ]
    if isinstance(around, ast.Subscript) and around.value is environ:
        return around if isinstance(around.ctx, ast.Load) else None
    if isinstance(around, ast.Attribute):
        return None if around.attr in _CHANGES or module.qualified(around) in _KINDS else around
    return environ if isinstance(getattr(environ, "ctx", None), ast.Load) else None


def _reads(module: Module, call: ast.Call) -> bool:
    if uses_file(module, call) or module.qualified(call.func) in _FILES:
        return True
    func = call.func
    return isinstance(func, ast.Attribute) and func.attr in _OF_PATHS and is_path(module, func.value)


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
