"""Parsing a project's files, and telling which cannot be."""

import pytest

from app.operators.checks.sources import NEWER, TOO_DEEP, readable
from tests.operators.checks.checking import findings, sources

DEEP = "x = " + "(" * 5_000 + ")" * 5_000 + "\n"


def test_each_text_is_parsed_once_and_a_new_one_again() -> None:
    project = sources()
    first = project.operator({"op.py": "x = 1\n", "a.py": "y = 1\n"})
    second = project.operator({"op.py": "x = 2\n", "a.py": "y = 1\n"})

    assert second.modules["a.py"] is first.modules["a.py"]
    assert second.modules["op.py"] is not first.modules["op.py"]
    assert second.modules["op.py"].text == "x = 2\n"


def test_the_same_text_in_two_files_makes_two_modules() -> None:
    modules = sources().operator({"op.py": "x = 1\n", "pkg/__init__.py": "x = 1\n"}).modules

    assert {path: module.name for path, module in modules.items()} == {"op.py": "op", "pkg/__init__.py": "pkg"}


def test_only_sources_are_parsed_but_every_file_is_known() -> None:
    project = sources().operator({"op.py": "", "note.txt": "(", "picture.py": None, "typed.pyi": "x: int"})

    assert list(project.modules) == ["op.py"]
    assert len(project.files) == 4


@pytest.mark.parametrize("text", ["def f(:\n", "x = 1\0", "print 'x'\n", "\ud800"])
def test_what_cannot_be_parsed_is_left_out_and_told(text: str) -> None:
    project = sources()
    files: dict[str, str | None] = {"op.py": "x = 1\n", "bad.py": text}

    assert list(project.operator(files).modules) == ["op.py"]
    assert {one.code for one in project.unreadable(files)} <= {NEWER}
    assert project.too_deep(files) == set()


def test_a_file_nested_too_deeply_is_kept_from_the_tools() -> None:
    project = sources()
    files: dict[str, str | None] = {"op.py": "x = 1\n", "deep.py": "x = " + "-" * 100_000 + "1\n"}

    assert project.too_deep(files) == {"deep.py"}
    assert [(one.code, one.place.path) for one in project.unreadable(files)] == [(TOO_DEEP, "deep.py")]


def test_a_byte_order_mark_is_no_mistake() -> None:
    files: dict[str, str | None] = {"op.py": "\ufeffx = 1\n"}

    assert sources().unreadable(files) == []
    assert readable("\ufeffx = 1\n")
    assert "entry-class" in {one.code for one in findings("\ufeffx = 1\n")}


@pytest.mark.parametrize("text", ["x = (\n", "x = 1\0", DEEP, "x\n" * 3 + " y\n"])
def test_what_is_not_readable(text: str) -> None:
    assert not readable(text)
