"""What kind of value an expression gives."""

import ast

import pytest

from tests.operators.checks.checking import operator

HEAD = "import json\nfrom map_impl.imports import types\n"


def kind(text: str, name: str = "map") -> str | None:
    """The kind of the last expression statement."""
    project = operator(HEAD + text, name)
    assert project.entry is not None
    last = project.entry.all(ast.Expr)[-1].value
    return project.values.of(project.entry, last)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("b'x'", "bytes"),
        ("f'{x}'", "str"),
        ("None", "None"),
        ("True", "bool"),
        ("not x", "bool"),
        ("1 < x", "bool"),
        ("1 + 2.0", "float"),
        ("1 / 2", "float"),
        ("'a' + 'b'", "str"),
        ("'a %s' % x", "str"),
        ("b'%d' % 1", "bytes"),
        ("{}", "dict"),
        ("(1,)", "tuple"),
        ("json.dumps(x)", "str"),
        ("json.dumps(x).encode()", "bytes"),
        ("types.Message(x)", "@types.Message"),
        ("types.BufferOrBytes_Bytes(x)", "@types.BufferOrBytes_Bytes"),
        ("types.BufferOrBytes_Bytes(x).value", "bytes"),
        ("str(x) if y else 'z'", "str"),
    ],
)
def test_kinds_of_expressions(expression: str, expected: str) -> None:
    assert kind(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "x",
        "x.y",
        "x()",
        "self.encode()",
        "cls.decode()",
        "1 + 'a'",
        "'a' if x else 1",
        "json.loads(x)",
        "x[0]",
        "-x",
        "...",
    ],
)
def test_what_is_not_sure_has_no_kind(expression: str) -> None:
    assert kind(expression) in {None, "ellipsis"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a = b'x'\n    a", "bytes"),
        ("a = b'x'\n    a = b'y'\n    a", "bytes"),
        ("a = b'x'\n    a = 'y'\n    a", None),
        ("a = b'x'\n    a += y\n    a", None),
        ("a = b'x'\n    for a in y: pass\n    a", None),
        ("a = b'x'\n    def a(): pass\n    a", None),
        ("a = b'x'\n    import a\n    a", None),
        ("a = b'x'\n    y = lambda a: 0\n    a", None),
        ("a = b'x'\n    def g():\n        a = 1\n    a", "bytes"),
        ("global a\n    a = b'x'\n    a", None),
        ("a = b = 'x'\n    c = b\n    c", "str"),
        ("m", None),
        ("m = b'x'\n    m", None),
        ("rest = 'x'\n    rest", None),
    ],
)
def test_a_name_has_a_kind_where_all_its_values_agree(body: str, expected: str | None) -> None:
    assert kind(f"def f(m, *rest):\n    {body}\n") == expected


@pytest.mark.parametrize(
    "body", ["a = a + 'x'", "a = b\n    b = a", "a = 'x'\n    a = a + 'y'", "a = 'x'\n    b = a\n    a = b"]
)
def test_a_name_that_rests_on_itself_is_not_sure(body: str) -> None:
    assert kind(f"def f():\n    {body}\n    a\n") is None


def test_many_values_that_rest_on_themselves_take_no_time_to_speak_of() -> None:
    assert kind("def f():\n" + "    a = a + a\n" * 200 + "    a\n") is None


def test_a_long_row_of_names_ends() -> None:
    row = "".join(f"    a{n + 1} = a{n}\n" for n in range(500))

    assert kind(f"def f():\n    a0 = 'x'\n{row}    a500\n") is None


def test_parameters_of_the_two_methods_have_the_kind_of_their_role() -> None:
    method = "class Map:\n    def process(self, whatever):\n        {}\n"

    assert kind(method.format("whatever")) == "@types.DataModel"
    assert kind(method.format("whatever.value.payload")) == "@types.BufferOrBytes"
    assert kind(method.format("whatever = 1\n        whatever")) is None


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("str", "str"),
        ("types.Message", "@types.Message"),
        ("'types.Message'", None),
        ("list[str]", None),
        ("int", None),
    ],
)
def test_annotated_parameters(annotation: str, expected: str | None) -> None:
    assert kind(f"def f(x: {annotation}):\n    x\n") == expected


def test_attributes_of_records() -> None:
    method = "class Branch:\n    def process(self, when, message):\n        {}\n"

    assert kind(method.format("when.timestamp.secs"), "branch") == "int"
    assert kind(method.format("when.nothing"), "branch") is None
