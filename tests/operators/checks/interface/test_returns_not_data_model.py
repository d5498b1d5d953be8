import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import with_process


def process(body: str, kind: str = "map") -> str:
    parameters = "staged, messages" if kind == "accumulate" else "message"
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return with_process(f"def process(self, {parameters}):\n{lines}\n", kind)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ("True", "bool"),
        ("None", "None"),
        ("1", "int"),
        ("b'x'", "bytes"),
        ("'x'", "str"),
        ("{}", "dict"),
        ("[message]", "list"),
        ("x.encode()", "bytes"),
        ("types.Timestamp(a, b, c)", "types.Timestamp"),
        ("a == b", "bool"),
    ],
)
@pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
def test_answers_that_are_something_else(answer: str, what: str, api_version: str) -> None:
    (found,) = [
        one
        for one in findings(process(f"return {answer}"), api_version=api_version)
        if one.code == "returns-not-data-model"
    ]
    assert (found.place.line, found.severity, found.fixable) == (7, "error", False)
    assert found.message == f"This map answers {answer} ({what}), which is no data model: the operator ends there."


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("return message.value  # same", "return message  # same"),
        ("inner = message.value\ninner.f()\nreturn inner", "inner = message.value\ninner.f()\nreturn message"),
        ("return(types.Snapshot(*a))", "return(types.DataModel_Snapshot(types.Snapshot(*a)))"),
        (
            "return types.Message(\n    *a,\n)  # new",
            "return types.DataModel_Message(types.Message(\n    *a,\n))  # new",
        ),
        ("return types.Snapshot(*a)", "return types.DataModel_Snapshot(types.Snapshot(*a))"),
        (
            "return types.BufferOrBytes_Bytes(b'')",
            "return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(b''))",
        ),
        ("new = types.Message(*a)\nreturn new", "new = types.Message(*a)\nreturn types.DataModel_Message(new)"),
        (
            "return message if a else types.Message(*a)",
            "return message if a else types.DataModel_Message(types.Message(*a))",
        ),
    ],
)
def test_what_can_be_wrapped_is(bad: str, good: str) -> None:
    found = [one for one in findings(process(bad)) if one.code == "returns-not-data-model"]
    assert [one.fixable for one in found] == [True]
    mended = fixed(process(bad), code="returns-not-data-model")
    assert mended == process(good)
    assert "returns-not-data-model" not in [code for code, _ in codes(mended)]
    assert fixed(mended, code="returns-not-data-model") == mended


def test_the_inside_of_a_message_is_named_in_words() -> None:
    (found,) = findings(process("return message.value"))
    assert "answers message.value (what is inside the message), which is no data model" in found.message


def test_the_imports_that_are_there_are_used() -> None:
    source = process("return Message(*a)").replace(
        "import types", "import types as t\nfrom map_impl.imports.types import Message"
    )
    assert "return t.DataModel_Message(Message(*a))" in fixed(source, code="returns-not-data-model")


def test_an_accumulate_answers_one_value() -> None:
    assert codes(process("return messages", "accumulate"), "accumulate") == [("returns-not-data-model", 7)]
    assert codes(process("return staged.value", "accumulate"), "accumulate") == [("returns-not-data-model", 7)]
    assert fixed(process("return staged.value", "accumulate"), "accumulate") == process("return staged", "accumulate")
    assert codes(process("return messages[-1]", "accumulate"), "accumulate") == []


@pytest.mark.parametrize(
    "body",
    [
        "message = self.inner(message)\nreturn message.value",
        "inner = message.value\ninner = other\nreturn inner",
        "return self.read().value",
    ],
)
def test_where_the_inside_is_of_something_else_it_is_not_replaced(body: str) -> None:
    assert fixed(process(body), code="returns-not-data-model") == process(body)


@pytest.mark.parametrize(
    "body",
    [
        "return message",
        "return types.DataModel_Message(message.value)",
        "return self.changed(message)",
        "new = self.changed(message)\nreturn new",
        "answer = None\nif a:\n    answer = message\nreturn answer",
        "message = self.read(message)\nreturn message",
        "return message or None",
        "return [message][0]",
        "def inner():\n    return 1\nreturn message",
        "return (yield)",
        "global last\nif a:\n    last = None\nreturn last",
        "last = None\ndef keep():\n    nonlocal last\n    last = message\nkeep()\nreturn last",
        "new = None\nmatch message:\n    case types.DataModel_Message() as new:\n        pass\nreturn new",
        "new = None\nmatch x:\n    case [*new] | {**new}:\n        pass\nreturn new",
    ],
)
def test_answers_that_are_or_may_be_data_models(body: str) -> None:
    assert "returns-not-data-model" not in [code for code, _ in codes(process(body))]


@pytest.mark.parametrize("annotation", ["str", "types.Message", "bytes"])
def test_an_annotation_does_not_change_what_comes(annotation: str) -> None:
    source = with_process(f"def process(self, message: {annotation}):\n    return message\n")
    assert codes(source) == [("parameter-annotation", 6)]


def test_two_parameters_do_not_hide_the_message() -> None:
    source = with_process("def process(self, timestamp, input):\n    return input\n")
    assert codes(source) == [("process-parameters", 6)]


@pytest.mark.parametrize("kind", ["filter", "branch", "delay"])
def test_other_kinds_answer_otherwise(kind: str) -> None:
    parameters = "message" if kind == "filter" else "a, b"
    source = with_process(f"def process(self, {parameters}):\n    return True\n", kind)
    assert "returns-not-data-model" not in [code for code, _ in codes(source, kind)]


@pytest.mark.parametrize("name", ["encode", "read", "format"])
def test_a_method_of_the_project_answers_what_it_likes(name: str) -> None:
    helper = f"\n    def {name}(self, message):\n        return message\n"
    assert codes(process(f"return self.{name}(message)") + helper) == []
    assert codes(process(f"new = self.{name}(message)\nreturn new") + helper) == []
    assert codes(process(f"return message.{name}()")) == [("returns-not-data-model", 7)]


@pytest.mark.parametrize(
    "body",
    [
        "return json.loads(x)",
        "data = json.loads(x)\ndata['a'] = 1\nreturn data",
        "try:\n    data = json.loads(x)\nexcept ValueError:\n    return message\nreturn data",
    ],
)
def test_what_was_read_from_json_is_no_data_model(body: str) -> None:
    (found,) = findings("import json\n" + process(body))
    assert (found.code, found.severity, found.fixable) == ("returns-not-data-model", "error", False)
    assert "(what JSON holds)" in found.message


@pytest.mark.parametrize(
    "body",
    [
        "return json.loads(x, object_hook=lambda _: message)",
        "data = json.loads(x)\ndata = wrap(data)\nreturn data",
        "data = json.loads(x)\nfor data in y:\n    f()\nreturn data",
        "global data\ndata = json.loads(x)\nreturn data",
        "message = json.loads(x)\nreturn message",
        "match x:\n    case data:\n        data = json.loads(x)\nreturn data",
        "data = json.loads(x)\nwith y as data:\n    return data",
        "return load(x)",
    ],
)
def test_what_may_be_something_else_than_json_is_left_alone(body: str) -> None:
    assert codes("import json\n" + process(body)) == []


@pytest.mark.parametrize("body", ["return sum(x) / len(x)", "mean = total / n\nreturn mean", "return x * y - 1"])
def test_a_calculated_value_is_no_data_model(body: str) -> None:
    (found,) = findings(process(body, "accumulate"), "accumulate")
    assert (found.code, found.severity) == ("returns-not-data-model", "error")
    assert "(a calculated value)" in found.message


def test_one_that_may_be_something_else_is_left_alone() -> None:
    for body in ("new = a / b\nnew = wrap(new)\nreturn new", "return x | y", "return wrap(x / y)"):
        assert codes(process(body)) == []
