"""A parsed file: its lines and columns, its nodes, and what runs while a component is built."""

import ast
from pathlib import Path

import pytest
from libcst import Name, parse_module
from libcst.metadata import MetadataWrapper, PositionProvider

from app.operators.checks.module import Module, lines, module_name
from app.operators.checks.rule import Place
from tests.operators.checks.tools.toolbox import linted, typed


def module(text: str, path: str = "op.py") -> Module:
    return Module(path, text, "map_impl")


def named(parsed: Module, name: str) -> ast.Name:
    return next(node for node in parsed.all(ast.Name) if node.id == name)


SHAPES = {
    "form feed in a comment": ("x = 1  # a\x0cb\nwanted\n", 2, 1),
    "next line in a string": ('x = "a\x85b"\nwanted\n', 2, 1),
    "line separators": ('x = "a\u2028b"  # \u2029\nwanted\n', 2, 1),
    "vertical tab and separators": ('x = "a\x0bb\x1c\x1d\x1e"\nwanted\n', 2, 1),
    "carriage return": ("x = 1\rwanted\n", 2, 1),
    "carriage return in a string": ('x = """a\rb"""\nwanted\n', 3, 1),
    "both": ("x = 1\r\nwanted\r\n", 2, 1),
    "byte order mark": ("\ufeffwanted\n", 1, 1),
    "wide characters": ("x = ['\U0001f600é', wanted]\n", 1, 12),
    "combining characters": ("x = ['e\u0301中', wanted]\n", 1, 13),
    "tab": ("if 1:\n\twanted\n", 2, 2),
    "continued line": ("x = 1 + \\\n  wanted\n", 2, 3),
    "no newline at the end": ("x = 1\nwanted", 2, 1),
}


@pytest.mark.parametrize(("text", "line", "column"), SHAPES.values(), ids=SHAPES)
def test_lines_and_columns_count_characters_as_every_editor_does(text: str, line: int, column: int) -> None:
    parsed = module(text)

    assert parsed.place(named(parsed, "wanted")) == Place("op.py", line, column, line, column + len("wanted"))
    assert parsed.lines[line - 1][column - 1 :].startswith("wanted")


@pytest.mark.parametrize(("text", "line", "column"), SHAPES.values(), ids=SHAPES)
def test_libcst_counts_the_same(text: str, line: int, column: int) -> None:
    ranges = MetadataWrapper(parse_module(module(text).text)).resolve(PositionProvider)
    (start,) = [span.start for node, span in ranges.items() if isinstance(node, Name) and node.value == "wanted"]

    assert (start.line, start.column + 1) == (line, column)


def test_ruff_and_ty_count_the_same(tmp_path: Path) -> None:
    files = {f"m{number}.py": text for number, (text, _, _) in enumerate(SHAPES.values())}
    expected = {(f"m{number}.py", line, column) for number, (_, line, column) in enumerate(SHAPES.values())}
    by_ruff = [one.place for one in linted(tmp_path / "ruff", files) if one.code == "undefined-name"]
    wrong = {path: text.replace("wanted", "len(7)") for path, text in files.items()}
    by_ty = [one.place for one in typed(tmp_path / "ty", wrong) if one.code == "type-argument"]

    assert {(place.path, place.line, place.column) for place in by_ruff} == expected
    assert {(place.path, place.line, (place.column or 0) - len("len(")) for place in by_ty} == expected


def test_a_byte_order_mark_is_kept_apart_from_the_text() -> None:
    parsed = module("\ufeffx = 1\n")

    assert (parsed.mark, parsed.text) == ("\ufeff", "x = 1\n")
    assert module("x = '\ufeff'\n").mark == ""


def test_lines_end_at_newlines_and_carriage_returns_only() -> None:
    assert list(lines("a\r\nb\rc\nd\x0ce\x85f\u2028g")) == ["a", "b", "c", "d\x0ce\x85f\u2028g"]


@pytest.mark.parametrize("text", ["def f(:\n", "x = 1\0", "\ufeff\ufeffx = 1\n", "x = 1\n  y = 2\n"])
def test_what_python_cannot_parse_is_a_syntax_error(text: str) -> None:
    with pytest.raises((SyntaxError, ValueError)):
        module(text)


def test_module_names() -> None:
    assert [module_name(path) for path in ("op.py", "a/b.py", "a/__init__.py", "__init__.py")] == [
        "op",
        "a.b",
        "a",
        "__init__",
    ]


def test_nodes_of_a_kind_come_in_the_order_of_the_text() -> None:
    parsed = module("f(g(1))\nif h():\n    i()\nj()\n")
    calls = [(node.lineno, node.col_offset) for node in parsed.all(ast.Call)]

    assert calls == sorted(calls)
    assert len(calls) == 5
    assert parsed.all(ast.Lambda) == []


def test_imports_come_in_the_order_of_the_text() -> None:
    parsed = module("from a import b\nimport c\nfrom d import e\n")

    assert [node.lineno for node in parsed.import_statements] == [1, 2, 3]


def test_what_is_around_a_node() -> None:
    parsed = module("class A:\n    class B:\n        def f(self):\n            return [x for x in wanted]\n")
    node = named(parsed, "wanted")
    function, owner = parsed.function_of(node), parsed.class_of(node)

    assert [getattr(one, "name", None) for one in (function, owner)] == ["f", "B"]
    assert list(parsed.around(node))[-1] is parsed.tree
    assert parsed.class_of(parsed.tree) is None


def test_the_nearest_function_counts() -> None:
    parsed = module("def f():\n    async def g():\n        wanted\n")
    function = parsed.function_of(named(parsed, "wanted"))

    assert isinstance(function, ast.AsyncFunctionDef)


def test_long_sums_are_indexed_without_recursion() -> None:
    parsed = module("def f():\n    return wanted + " + " + ".join(["x"] * 900) + "\n")
    function = parsed.function_of(named(parsed, "wanted"))

    assert function is not None


@pytest.mark.parametrize(
    "text",
    [
        "wanted\n",
        "class A:\n    wanted\n",
        "@wanted\ndef f(): pass\n",
        "def f(x=wanted): pass\n",
        "def f() -> wanted: pass\n",
        "x = lambda y=wanted: 1\n",
        "if x:\n    wanted\n",
        "[wanted for x in y]\n",
        "if __name__ == '__main__':\n    pass\nelse:\n    wanted\n",
    ],
)
def test_top_level_code_runs_at_build(text: str) -> None:
    parsed = module(text)

    assert parsed.runs_at_build(named(parsed, "wanted"))


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    wanted\n",
        "class A:\n    async def f(self):\n        wanted\n",
        "x = lambda: wanted\n",
        "def f():\n    class A:\n        wanted\n",
        "if __name__ == '__main__':\n    wanted\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    wanted\n",
        "import typing\nif typing.TYPE_CHECKING:\n    wanted\n",
    ],
)
def test_other_code_does_not_run_at_build(text: str) -> None:
    parsed = module(text)

    assert not parsed.runs_at_build(named(parsed, "wanted"))


def test_the_head_of_a_class_or_function_is_one_line() -> None:
    parsed = module("@dec\nclass A(  # ü\n    B):\n    pass\r\n\n\nclass C: pass  \r\n")
    first, second = parsed.all(ast.ClassDef)

    assert parsed.head(first) == Place("op.py", 2, 1, 2, 14)
    assert parsed.head(second) == Place("op.py", 7, 1, 7, 14)


def test_the_source_of_a_node_is_one_short_line() -> None:
    parsed = module("f(\n    1,\n    'ü')\n" + "x = '" + "y" * 100 + "'\n")
    call, text = parsed.all(ast.Call)[0], parsed.all(ast.Constant)[-1]

    assert parsed.source(call) == "f( 1, 'ü')"
    assert len(parsed.source(text)) == 58
