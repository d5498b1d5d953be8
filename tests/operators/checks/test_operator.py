"""The entry class and its methods, wherever they come from."""

import ast

import pytest

from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from tests.operators.checks.checking import operator

BASE = "from map_impl import exports\n"
ENTRY = BASE + "class Map(exports.Map):\n    def init(self, c): pass\n    def process(self, m): pass\n"


def process_line(project: Operator) -> tuple[str, int] | None:
    method = project.methods.get("process")
    return None if method is None else (method.module.path, method.node.lineno)


def test_the_entry_class_and_its_methods() -> None:
    project = operator(ENTRY)

    assert project.entry_class is not None
    assert list(project.methods) == ["init", "process"]


def test_of_two_classes_or_methods_the_later_counts() -> None:
    twice = ENTRY + "class Map(exports.Map):\n    def process(self, a): pass\n    async def process(self, b): pass\n"

    assert process_line(operator(twice)) == ("op.py", 7)


def test_methods_are_inherited_through_the_projects_own_files() -> None:
    files = {
        "base.py": "class Base:\n    def process(self, m): pass\n",
        "between.py": "from base import Base as Other\nclass Between(Other): pass\n",
    }
    project = operator("import between\nclass Map(between.Between): pass\n", files=files)

    assert process_line(project) == ("base.py", 2)


def test_the_entry_class_may_be_imported() -> None:
    project = operator("from pkg.inner import Map\n", files={"pkg/inner.py": ENTRY, "pkg/__init__.py": ""})

    assert process_line(project) == ("pkg/inner.py", 4)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Map = 1\n",
        "from op import Map\n",
        "from other import Map\n",
        "from .op import Map\n",
        "from map_impl import *\n",
        "def f():\n    class Map: pass\n",
    ],
)
def test_no_entry_class(text: str) -> None:
    project = operator(text)

    assert (project.entry_class, project.methods) == (None, {})


def test_a_class_that_inherits_from_itself_ends() -> None:
    assert operator("class Map(Map): pass\n").methods == {}
    assert operator("class A(B): pass\nclass B(A): pass\nclass Map(A, B): pass\n").methods == {}


def test_an_entry_file_that_cannot_be_parsed_has_no_class() -> None:
    project = operator("class Map(:\n")

    assert (project.entry, project.entry_class, project.methods) == (None, None, {})
    assert project.place_of_entry().path == "op.py"


def test_bases_are_classes_of_the_project_or_full_names() -> None:
    project = operator(BASE + "class A: pass\nclass Map(A, exports.Map, f(), x.y): pass\n")
    assert project.entry_class is not None
    first, *others = project.bases(*project.entry_class)

    assert isinstance(first, tuple)
    assert others == ["@exports.Map", "", ""]


@pytest.mark.parametrize(
    ("kind", "head", "role", "name"),
    [
        ("map", "def process(self, m)", "message", "m"),
        ("map", "def process(self, extra, m)", "message", "m"),
        ("branch", "def process(self, t, m)", "timestamp", "t"),
        ("branch", "def process(self, m)", "message", "m"),
        ("branch", "def process(self, m)", "timestamp", None),
        ("accumulate", "def process(self, s, /, ms)", "messages", "ms"),
        ("map", "def process(m)", "message", None),
        ("map", "def process()", "message", None),
        ("map", "def process(*m)", "message", None),
        ("map", "@staticmethod\n    def process(m)", "message", "m"),
        ("map", "async def process(self, m)", "message", "m"),
    ],
)
def test_the_roles_of_parameters(kind: str, head: str, role: str, name: str | None) -> None:
    project = operator(f"class {kind.capitalize()}:\n    {head}: pass\n", kind)
    argument = project.role(project.methods["process"], role)

    assert (argument and argument.arg) == name


@pytest.mark.parametrize(
    ("decorator", "plain"),
    [("staticmethod", True), ("override", True), ("property", False), ("a.b", False), ("cache()", False)],
)
def test_whether_a_decorator_changes_how_a_method_is_called(decorator: str, plain: bool) -> None:
    project = operator(f"class Map:\n    @{decorator}\n    def process(self, m): pass\n")

    assert project.methods["process"].is_plain is plain


def test_local_modules_hold_packages_and_what_cannot_be_parsed() -> None:
    project = operator("", files={"a/b/c.py": "(", "a/__init__.py": "", "d.txt": "", "e.py": None})

    assert project.local_modules == {"op", "a", "a.b", "a.b.c", "e"}


def test_a_class_is_looked_for_in_one_module_only_at_its_top() -> None:
    project = operator("class A:\n    class B: pass\n")
    entry = project.entry
    assert isinstance(entry, Module)

    assert project.find_class(entry, "B") is None
    assert isinstance((project.find_class(entry, "A") or ("", ""))[1], ast.ClassDef)
