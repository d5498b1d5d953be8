"""Finding the tests of a module: functions and methods by their names, and rows of parametrize."""

import _ast

from testing_pytest import MARKS, Param

MOST_TESTS = 1_000
_LONGEST_ID = 60
_FOR_OTHERS = (
    "setup_module teardown_module setup_function teardown_function setup_class teardown_class setup_method "
    "teardown_method pytestmark pytest_plugins"
).split()


class NotCollected(Exception):
    """Why the tests of a file cannot be told."""


class Item:
    """One test with the values of its row. ``plain`` is the function, ``owner`` its class, if it has one."""

    def __init__(self, plain, owner, values, skipped):
        self.plain, self.values, self.skipped = plain, values, skipped
        self.line = plain.__code__.co_firstlineno
        self._owner = owner

    def function(self):
        """What to call, made anew, and how many of its parameters it has already."""
        if self._owner is None:
            return self.plain, 0
        kind = next(vars(base)[self.plain.__name__] for base in self._owner.__mro__ if self.plain.__name__ in vars(base))
        return getattr(self._owner(), self.plain.__name__), 0 if isinstance(kind, staticmethod) else 1


def tests_in(module):
    """All tests of a module by their names, in the order in which they stand."""
    _refuse_others(vars(module), module.__name__)
    items = {}
    for name, value in [*vars(module).items()]:
        if name.startswith("test") and isinstance(value, _Function):
            _add(items, name, value, None, [])
        elif name.startswith("Test") and isinstance(value, type):
            for method, plain in _methods(name, value):
                _add(items, f"{name}::{method}", plain, value, _marks(value))
    return items


def check_names(tree):
    """NotCollected where a test is defined twice: the first one would never run, and nobody would know."""
    for node in [tree, *(one for one in tree.body if isinstance(one, _ast.ClassDef))]:
        known = {}
        for one in node.body:
            if isinstance(one, (_ast.FunctionDef, _ast.AsyncFunctionDef)) and one.name.startswith("test"):
                if one.name in known:
                    raise NotCollected(
                        f"{one.name} is defined twice, in lines {known[one.name]} and {one.lineno}: the first would "
                        "never run. Rename one"
                    )
                known[one.name] = one.lineno


def late_imports(tree):
    """What is imported inside functions: later there is nothing left to import from."""
    for node in _inside(tree):
        if isinstance(node, _ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, _ast.ImportFrom) and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*")


def _inside(node):
    for field in node._fields:
        value = getattr(node, field, None)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, _ast.AST):
                yield part
                yield from _inside(part)


def _refuse_others(names, where):
    for name in _FOR_OTHERS:
        if name in names:
            raise NotCollected(f"{where} has {name}, which the studio does not know. Write a fixture instead")


def _methods(name, owner):
    found = {}
    for base in reversed(owner.__mro__):
        if base.__module__ == "unittest.case":
            raise NotCollected(f"{name} is a TestCase of unittest, which the studio does not run. Write plain functions")
        found |= vars(base)
    plain = {method: getattr(value, "__func__", value) for method, value in found.items() if method.startswith("test")}
    tests = {method: value for method, value in plain.items() if isinstance(value, _Function)}
    if tests:
        _refuse_others(found, name)
        if "__init__" in {key for base in owner.__mro__[:-1] for key in vars(base)}:
            raise NotCollected(f"{name} has an __init__, so that its tests cannot be run. Take it out or rename the class")
    return tests.items()


def _marks(thing):
    return vars(thing).get(MARKS, [])


def _add(items, name, plain, owner, around):
    marks = [*around, *_marks(plain)]
    skipped = next((mark[1] for mark in marks if mark is not None and mark[0] == "skip"), None)
    rows = [("", {})]
    for mark in reversed([mark for mark in marks if mark[0] == "parametrize"]):
        rows = [
            (f"{before}-{label}" if before else label, values | more)
            for before, values in rows
            for label, more in _rows(name, *mark[1:])
        ]
    _check_names_of_rows(name, plain, rows)
    for label, values in rows:
        whole = f"{name}[{label}]" if label else name
        while whole in items:
            whole += "*"
        items[whole] = Item(plain, owner, values, skipped)
        if len(items) > MOST_TESTS:
            raise NotCollected(f"this file has more than {MOST_TESTS:,} tests. Split it")


def _check_names_of_rows(name, plain, rows):
    code = plain.__code__
    parameters = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    for _, values in rows:
        lacking = next((value for value in values if value not in parameters), None)
        if lacking is not None:
            raise NotCollected(f"{name} is parametrized with {lacking}, which is none of its parameters")


def _rows(name, names, rows, ids):
    if not rows:
        raise NotCollected(f"{name} is parametrized with no rows, so it would never run")
    for number, row in enumerate(rows):
        given = row.values if isinstance(row, Param) else (row,) if len(names) == 1 else tuple(row)
        if len(given) != len(names):
            raise NotCollected(f"row {number + 1} of {name} has {len(given)} values for {len(names)} names")
        label = row.id if isinstance(row, Param) else None
        if label is None and ids is not None:
            label = ids(row) if callable(ids) else ids[number] if number < len(ids) else None
        if label is None:
            label = "-".join(_label(one, value, number) for one, value in zip(names, given))
        yield _plain(str(label)), dict(zip(names, given))


def _label(name, value, number):
    if value is None or isinstance(value, (bool, int, float, str)):
        return str(value) if value != "" else "empty"
    return f"{name}{number}"


def _plain(text):
    text = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
    return text if len(text) <= _LONGEST_ID else f"{text[:_LONGEST_ID]}…"


_Function = type(_plain)
