"""Rewriting a file: what is not meant to change stays as it is."""

import ast

import libcst as cst
import pytest

from app.operators.checks.editing import CannotFix, Edit
from tests.operators.checks.checking import operator


def edit(text: str) -> Edit:
    project = operator(text)
    assert project.entry is not None
    return Edit(project, project.entry)


def marked(one: Edit) -> ast.expr:
    """The expression of the file's last return or, without one, of its last expression statement."""
    returned = [node.value for node in one.module.all(ast.Return) if node.value is not None]
    return [*(node.value for node in one.module.all(ast.Expr)), *returned][-1]


def replaced(text: str, new: str) -> str:
    one = edit(text)
    one.expression(marked(one), new)
    return one.text()


def imported(text: str, *statements: str) -> str:
    one = edit(text)
    for statement in statements:
        one.need_import(statement)
    return one.text()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("return 0", "return new()"),
        ("return(0)", "return(new())"),
        ("return ((0))  # why", "return ((new()))  # why"),
        ("return (  # why\n        0\n    )", "return (  # why\n        new()\n    )"),
        ("return 1, 2", "return new()"),
        ("return (1, 2)", "return (new())"),
        ("return ((1, 2))", "return ((new()))"),
        ("return (x for x in y)", "return (new())"),
        ("return [1, 2]", "return new()"),
        ("return 'a' \\\n        'b'", "return new()"),
        ("return -1 ; x()", "return new() ; x()"),
        ("return 'ü→' + x  # ü", "return new()  # ü"),
        ("return (yield)", "return (new())"),
        ("return lambda: 0", "return new()"),
    ],
)
def test_an_expression_is_replaced_and_its_brackets_stay(text: str, after: str) -> None:
    assert replaced(f"def f():\n    {text}\n", "new()") == f"def f():\n    {after}\n"


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffx(0)\n",
        "x(0)",
        "x(0)  # no newline",
        "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\nx(0)\n\n\n# the end\n\n",
        "if 1:\n\tx(0)\n",
        "if 1:\r\n    x(0)\r\n",
        "a = 1\r\nb = '''\nc'''\nx(0)\r\n",
        "# \x0c\x85\u2028\na = '\x85\u2028'\nx(0)\n",
        "a = 1;  x(0);  b = 2 ;\n",
    ],
)
def test_everything_else_stays_to_the_letter(text: str) -> None:
    assert replaced(text, "y(1)") == text.replace("x(0)", "y(1)")


@pytest.mark.parametrize("text", ["a = 1\n\x0cx(0)\n", "\\\nx(0)\n", "a = 1\rx(0)\r"])
def test_a_file_that_libcst_would_change_elsewhere_is_not_touched(text: str) -> None:
    with pytest.raises(CannotFix):
        edit(text)


def test_a_place_where_nothing_of_the_kind_stands_cannot_be_fixed() -> None:
    one = edit("x(0)\n")
    with pytest.raises(CannotFix):
        one.at(marked(one), cst.Lambda)
    with pytest.raises(CannotFix):
        one.starting_at(marked(one), cst.ClassDef)
    with pytest.raises(CannotFix):
        one.parent(one.at(marked(one), cst.Call), cst.ClassDef)
    with pytest.raises(CannotFix):
        one.expression(ast.Constant(0, lineno=9, col_offset=9, end_lineno=9, end_col_offset=10), "1")


def test_the_nearest_node_around() -> None:
    one = edit("def f():\n    def g():\n        x(0)\n")

    assert one.parent(one.at(marked(one), cst.Call), cst.FunctionDef).name.value == "g"


def test_a_statement_is_found_by_its_start() -> None:
    one = edit("@d\nclass A:  # c\n    pass\n\n# behind\n")
    (owner,) = one.module.all(ast.ClassDef)

    assert one.starting_at(owner, cst.ClassDef).name.value == "A"


def test_the_last_statement_of_a_block_may_go() -> None:
    one = edit("def f():\n    x(0)\n\nf()\n")
    statement = one.parent(one.at(one.module.all(ast.Call)[-1], cst.Call), cst.SimpleStatementLine)
    one.replace(
        one.parent(one.at(one.module.all(ast.Call)[0], cst.Call), cst.SimpleStatementLine), cst.RemoveFromParent()
    )

    assert isinstance(statement, cst.SimpleStatementLine)
    ast.parse(one.text())


def test_of_two_nodes_inside_each_other_the_outer_one_is_replaced() -> None:
    one = edit("x(y)\n")
    call = marked(one)
    assert isinstance(call, ast.Call)
    one.expression(call.args[0], "z")
    one.expression(call, "new")

    assert one.text() == "new\n"


def test_fixes_that_lie_apart_go_together_and_others_wait() -> None:
    one = edit("a(b, c)\n")
    call = marked(one)
    assert isinstance(call, ast.Call)

    assert one.together(lambda: one.expression(call.args[0], "bb"))
    assert one.together(lambda: one.expression(call.args[1], "cc"))
    assert not one.together(lambda: one.expression(call.args[1], "other"))
    assert not one.together(lambda: one.expression(call, "outer"))
    assert one.text() == "a(bb, cc)\n"


def test_nothing_is_kept_of_a_fix_that_gives_up() -> None:
    one = edit("a(b)\n")
    call = marked(one)

    def give_up() -> None:
        one.need_import("import os")
        one.expression(call, "other")
        raise CannotFix("on second thought")

    with pytest.raises(CannotFix):
        one.together(give_up)
    assert one.text() == "a(b)\n"


def test_a_fix_that_has_to_wait_brings_no_import() -> None:
    one = edit("a(b)\n")
    call = marked(one)
    one.together(lambda: one.expression(call, "other"))

    def late() -> None:
        one.need_import("import os")
        one.expression(call, "another")

    assert not one.together(late)
    assert one.text() == "other\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "import os\n"),
        ("x = 1\n", "import os\nx = 1\n"),
        ('"""Doc."""\n\nx = 1\n', '"""Doc."""\nimport os\n\nx = 1\n'),
        ('"""Doc.""" "more"\nx = 1\n', '"""Doc.""" "more"\nimport os\nx = 1\n'),
        ("import a\nfrom b import c\n\nx = 1\nimport d\n", "import a\nfrom b import c\nimport os\n\nx = 1\nimport d\n"),
        (
            '"""Doc."""\nfrom __future__ import annotations\nx = 1\n',
            '"""Doc."""\nfrom __future__ import annotations\nimport os\nx = 1\n',
        ),
        ("#!/usr/bin/python\n# about\n\nx = 1\n", "#!/usr/bin/python\n# about\n\nimport os\nx = 1\n"),
        ("import a  # why\n# x\nx = 1\n", "import a  # why\nimport os\n# x\nx = 1\n"),
        ("import a\r\nx = 1\r\n", "import a\r\nimport os\r\nx = 1\r\n"),
        ("import a", "import a\nimport os"),
        ("if x:\n    import os\n", "import os\nif x:\n    import os\n"),
        ("def f():\n    import os\n", "import os\ndef f():\n    import os\n"),
        ("'''\nimport os\n'''\n", "'''\nimport os\n'''\nimport os\n"),
        ("import os as o\n", "import os as o\nimport os\n"),
        ("\ufeffx = 1\n", "\ufeffimport os\nx = 1\n"),
    ],
)
def test_where_an_import_goes(before: str, after: str) -> None:
    assert imported(before, "import os") == after
    ast.parse(after.removeprefix("\ufeff"))


@pytest.mark.parametrize(
    "text",
    ["import os\n", "import os\r\nx = 1\r\n", "import re, os\n", "import os  # why\n", "x = 1\nimport os; y = 2\n"],
)
def test_an_import_that_is_there_is_not_repeated(text: str) -> None:
    first = text.replace("x = 1\nimport os; y = 2\n", "import os; y = 2\n")

    assert imported(first, "import os", "import os") == first


def test_from_imports_are_compared_name_by_name() -> None:
    text = "from a import (\n    b,\n    c as d,\n)\n"

    assert imported(text, "from a import b") == text
    assert imported(text, "from a import c") == text + "from a import c\n"
    assert imported(text, "from .a import b") == text + "from .a import b\n"


@pytest.mark.parametrize(
    ("text", "wanted", "spelled", "first_line"),
    [
        (
            "from map_impl.imports import types as t\n",
            "@types.Message",
            "t.Message",
            "from map_impl.imports import types as t",
        ),
        ("", "@types.Message", "types.Message", "from map_impl.imports import types"),
        ("", "@logger.Level.INFO", "logger.Level.INFO", "from map_impl.imports import logger"),
        ("", "@Err", "types.Err", "from map_impl.imports import types"),
    ],
)
def test_a_name_of_the_bindings_is_written_so_that_it_works(
    text: str, wanted: str, spelled: str, first_line: str
) -> None:
    one = edit(text)

    assert one.spell(wanted) == spelled
    assert one.text() == first_line + "\n"


def test_what_only_a_type_checker_imports_is_imported_for_the_run() -> None:
    one = edit("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from map_impl.imports import types\n")
    one.spell("@types.Message")

    assert one.text().startswith("from typing import TYPE_CHECKING\nfrom map_impl.imports import types\nif ")


def test_the_code_of_a_node_is_its_text() -> None:
    one = edit("\ufeff# ü\r\nx = 'é\x85', (1,\r\n  2)\r\n[x]\r\n")

    assert one.code(marked(one)) == "[x]"
    assert one.code(one.module.all(ast.Tuple)[-1]) == "(1,\r\n  2)"
