"""Files, which a component does not have once it is built."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.environment.calls import judged
from app.operators.checks.environment.paths import beside_its_file, is_path
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

# Each was tried in a component and raises FileNotFoundError, or ImportError for dbm and shelve.
_CALLS_TEXT = """
    builtins.open codecs.open io.open dbm.open shelve.open fileinput.input logging.FileHandler
    logging.handlers.RotatingFileHandler logging.handlers.TimedRotatingFileHandler os.chdir os.listdir os.makedirs
    os.mkdir os.open os.remove os.removedirs os.rename os.replace os.rmdir os.scandir os.stat os.truncate os.unlink
    os.path.getmtime os.path.getsize shutil.copy shutil.copy2 shutil.copyfile shutil.copytree shutil.disk_usage
    shutil.move shutil.rmtree tempfile.NamedTemporaryFile tempfile.TemporaryDirectory tempfile.TemporaryFile
    tempfile.gettempdir tempfile.mkdtemp tempfile.mkstemp
"""
_CALLS = frozenset(_CALLS_TEXT.split())
_METHODS_TEXT = """
    open read_bytes read_text write_bytes write_text mkdir touch unlink rename replace rmdir stat iterdir
"""
_METHODS = frozenset(_METHODS_TEXT.split())
_ERRORS = frozenset({"OSError", "IOError", "EnvironmentError", "FileNotFoundError", "ImportError"})


def check(operator: Operator) -> Iterator[Found]:
    """Where a file or folder is used after the build; while the component is built, some can be read."""
    for module in operator.modules.values():
        for call in module.all(ast.Call):
            if not uses_file(module, call) or beside_its_file(module, call):
                continue
            reach = reach_of(operator)
            severity = None if reach.only_at_build(module, call) else judged(reach, module, call, _ERRORS)
            if severity is not None:
                yield Found(module.place(call.func), {"call": module.source(call.func)}, severity)


def uses_file(module: Module, call: ast.Call) -> bool:
    """Whether a call reads, writes, lists or changes files or folders."""
    if module.qualified(call.func) in _CALLS:
        return True
    func = call.func
    return isinstance(func, ast.Attribute) and func.attr in _METHODS and is_path(module, func.value)


RULE = Rule(
    code="no-files",
    severity=Severity.ERROR,
    sentence="{call} fails: a component has no files.",
    help="Take settings from the configuration, keep values in the state store, and put fixed data into a Python "
    "module of the project. For a file in memory there are io.StringIO and io.BytesIO.",
    check=check,
)
