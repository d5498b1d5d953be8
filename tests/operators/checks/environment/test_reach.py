"""When which code runs."""

import ast

import pytest

from app.operators.checks.environment.reach import Phase, Reach
from tests.operators.checks import checking
from tests.operators.checks.environment.operators import map_with


def phases(source: str, call: str, files: dict[str, str] | None = None) -> set[Phase] | None:
    """The times at which a call of this name is reached; None where it never runs."""
    operator = checking.operator(source, files=files)
    reach = Reach(operator)
    for module in operator.modules.values():
        for node in module.all(ast.Call):
            if getattr(node.func, "id", "") == call:
                return None if reach.never(module, node) else set(reach.at(module, node))
    raise AssertionError(f"no call of {call}")


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (map_with("it()"), {Phase.BUILD}),
        (map_with("", "it()"), {Phase.RUN}),
        (map_with(init="it()"), {Phase.RUN}),
        (map_with(more="\n    def __init__(self):\n        it()\n"), {Phase.BUILD}),
        (map_with("def f(x=it()):\n    pass"), {Phase.BUILD}),
        (map_with("def f():\n    it()\n"), set()),
        (map_with("def f():\n    it()\n\nf()"), {Phase.BUILD}),
        (map_with("def f():\n    it()\n\nf()", "f()"), {Phase.BUILD, Phase.RUN}),
        (map_with("def f():\n    it()\n\nTABLE = {1: f}"), {Phase.BUILD, Phase.RUN}),
        (map_with("", "self.f()", more="\n    def f(self):\n        it()\n"), {Phase.RUN}),
        (map_with("", "getattr(self, 'f')()", more="\n    def f(self):\n        it()\n"), {Phase.RUN}),
        (map_with("class C:\n    def __init__(self):\n        it()\n\nONE = C()"), {Phase.BUILD}),
        (map_with("class C:\n    def __call__(self):\n        it()\n\nONE = C()"), {Phase.RUN}),
        (map_with("def wrap(f):\n    def inner():\n        it()\n    return inner\n\n@wrap\ndef g():\n    pass"),
         {Phase.BUILD, Phase.RUN}),
        (map_with("f = lambda: it()"), set()),
        (map_with("if __name__ == '__main__':\n    it()"), None),
        (map_with("if __name__ == '__main__':\n    def f():\n        it()"), None),
        ("def f():\n    it()\n", {Phase.RUN}),  # no entry class: anything may be meant
    ],
)  # fmt: skip
def test_a_call_is_reached(source: str, wanted: set[Phase] | None) -> None:
    assert phases(source, "it") == wanted


def test_modules_that_nothing_imports_never_run() -> None:
    files = {"helper.py": "def f():\n    it()\n"}
    assert phases(map_with(), "it", files) is None
    assert phases(map_with("import helper", "helper.f()"), "it", files) == {Phase.RUN}
    assert phases(map_with("import importlib", "importlib.import_module(self.name)"), "it", files) == set()


def test_a_package_brings_its_own_modules() -> None:
    files = {"a/__init__.py": "from . import b\n", "a/b.py": "it()\n"}
    assert phases(map_with("import a"), "it", files) == {Phase.BUILD}
