"""Where control goes in a function."""

import ast

import pytest

from app.operators.checks.flow import children, falls_off, own_nodes, returns


def function(body: str, head: str = "def f(x):") -> ast.FunctionDef:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    (node,) = ast.parse(f"{head}\n{lines}").body
    assert isinstance(node, ast.FunctionDef)
    return node


@pytest.mark.parametrize(
    "body",
    [
        "return 1",
        "raise ValueError",
        "if x:\n    return 1\nelse:\n    raise x",
        "while True:\n    x()",
        "while 1:\n    for y in x:\n        break",
        "while x:\n    x()\nelse:\n    return 1",
        "for y in x:\n    if y:\n        return y\nelse:\n    return 1",
        "for y in x:\n    for z in y:\n        break\nelse:\n    raise x",
        "with x:\n    return 1",
        "try:\n    return 1\nfinally:\n    x()",
        "try:\n    x()\nfinally:\n    return 1",
        "try:\n    x()\nexcept KeyError:\n    return 1\nelse:\n    return 2",
        "match x:\n    case 1:\n        return 1\n    case _:\n        return 2",
        "match x:\n    case y:\n        return y",
    ],
)
def test_the_end_is_never_reached(body: str) -> None:
    assert not falls_off(function(body).body)


@pytest.mark.parametrize(
    "body",
    [
        "x()",
        "if x:\n    return 1",
        "while x:\n    return 1",
        "while True:\n    if x:\n        break",
        "while True:\n    for y in x:\n        pass\n    else:\n        break",
        "for y in x:\n    return y",
        "for y in x:\n    break\nelse:\n    return 1",
        "while x:\n    break\nelse:\n    return 1",
        "try:\n    return 1\nexcept KeyError:\n    pass",
        "match x:\n    case 1:\n        return 1",
        "match x:\n    case _ if x.y:\n        return 1",
        "def g():\n    return 1",
        "return_ = lambda: 1",
    ],
)
def test_the_end_may_be_reached(body: str) -> None:
    assert falls_off(function(body).body)


def test_a_loop_that_only_a_function_inside_breaks_goes_on_for_ever() -> None:
    assert not falls_off(function("while True:\n    def g():\n        while x:\n            break").body)


def test_what_stands_inside_another_function_or_class_is_not_the_functions_own() -> None:
    body = "a = 1\ndef g():\n    b = 2\n    return b\nclass C:\n    c = 3\nd = lambda e: f\nreturn d"
    names = [node.id for node in own_nodes(function(body)) if isinstance(node, ast.Name)]

    assert names == ["a", "d", "d"]
    assert [node.lineno for node in returns(function(body))] == [9]


def test_own_nodes_leave_out_decorators_parameters_and_annotations() -> None:
    node = function("pass", head="def f(x: A = B) -> C:")

    assert [type(one) for one in own_nodes(node)] == [ast.Pass]


def test_the_own_nodes_of_a_file_are_those_of_its_top_level() -> None:
    tree = ast.parse("a = 1\ndef f():\n    b = 2\nif a:\n    c = 3\n")

    assert [node.id for node in own_nodes(tree) if isinstance(node, ast.Name)] == ["a", "a", "c"]


def test_asking_again_gives_the_same_and_trees_do_not_mix() -> None:
    first, second = function("return 1"), function("return 2")

    assert own_nodes(first) is own_nodes(first)
    assert own_nodes(first)[0] is first.body[0]
    assert own_nodes(second)[0] is second.body[0]


def test_children_are_those_of_ast_without_the_marks_for_loading_and_storing() -> None:
    tree = ast.parse(
        "@d\nasync def f(a, /, *b: c, **e) -> g:\n    async with h as i, j: x[1:2] = {**k, 'l': f'{m!r:>{n}}'}\n"
    )
    for node in ast.walk(tree):
        expected = [one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.expr_context)]
        assert children(node) == expected


def test_a_row_of_a_thousand_additions_is_no_trouble() -> None:
    node = function("return " + " + ".join(["x"] * 900))

    assert len([one for one in own_nodes(node) if isinstance(one, ast.Name)]) == 900
