"""What the editor and the types check are told of pytest, against what the preview brings."""

import ast
import importlib
import inspect
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.operators.checks.tools import bindings
from tests.operators.checks.tools.toolbox import told, typed

STUB = Path(bindings.__file__).with_name("pytest.pyi")
GUEST = importlib.import_module("app.operators.preview.guest.testing_pytest")
Definitions = dict[str, list[ast.FunctionDef]]
TESTS = """import pytest


class Boom(Exception):
    code = 3


@pytest.fixture
def one() -> int:
    return 1


@pytest.fixture(scope="module", autouse=True)
def two():
    yield 2


@pytest.mark.parametrize(("a", "b"), [(1, 2), pytest.param(3, 4, id="x")])
def test_sums(a: int, b: int, one: int) -> None:
    with pytest.raises(Boom, match="x") as caught:
        raise Boom("x")
    assert caught.value.code == 3
    assert 0.1 + 0.2 == pytest.approx(0.3, abs=0.1)
    assert {"a": [1.0]} == pytest.approx({"a": [1.0]})
    with pytest.raises((ValueError, TypeError)) as both:
        int("x")
    assert both.match("x")
    pytest.raises(ValueError, int, "x").value.with_traceback(None)


@pytest.mark.skip
@pytest.mark.skipif(True, reason="x")
def test_skipped() -> None:
    pytest.skip("no")


@pytest.mark.skip(reason="no")
class TestNothing:
    def test_fails(self) -> None:
        pytest.fail("x")
"""


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The preview's own module."""
    monkeypatch.setattr(GUEST, "searching", None)
    monkeypatch.setitem(sys.modules, "pytest", ModuleType("pytest"))
    GUEST.install(ModuleType, re)
    return sys.modules["pytest"]


def public(names: Any) -> set[str]:
    return {name for name in names if not name.startswith("_")}


def defined(body: list[ast.stmt]) -> Definitions:
    found: Definitions = {}
    for node in body:
        if isinstance(node, ast.FunctionDef):
            found.setdefault(node.name, []).append(node)
    return found


def parameters(node: ast.FunctionDef) -> set[str]:
    given = node.args
    return {one.arg for one in [*given.args, *given.kwonlyargs]} - {"self"}


def fit(stub: Definitions, real: Any) -> None:
    """Whether each parameter of the stub is one that the real function has."""
    for name, ways in stub.items():
        if not name.startswith("_"):
            known = set(inspect.signature(getattr(real, name)).parameters)
            assert [parameters(one) - known for one in ways] == [set()] * len(ways), name


def test_it_has_the_names_of_the_preview(real: ModuleType) -> None:
    tree = ast.parse(STUB.read_text())
    functions = defined(tree.body)
    marks = defined(next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "_Mark"))

    values = {
        node.target.id for node in tree.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    assert public([*functions, *values]) == public(vars(real))
    assert public(marks) == public(dir(real.mark))
    fit(functions, real)
    fit(marks, real.mark)


def test_good_tests_are_left_alone(tmp_path: Path) -> None:
    assert typed(tmp_path, {"test_it.py": TESTS}) == []


def test_a_name_that_the_preview_does_not_have_is_found(tmp_path: Path) -> None:
    found = typed(tmp_path, {"test_it.py": "import pytest\n\npytest.importorskip('numpy')\n"})

    assert told(found) == [("type-attribute", 3)]
