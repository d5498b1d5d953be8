import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import with_process


def judging(body: str, kind: str = "filter") -> str:
    parameters = "timestamp, message" if kind == "branch" else "message"
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return with_process(f"def process(self, {parameters}):\n{lines}\n", kind)


@pytest.mark.parametrize(
    ("answer", "effect"),
    [
        ("None", "that counts as False"),
        ("''", "that counts as False"),
        ("b''", "that counts as False"),
        ("{}", "that counts as False"),
        ("[]", "that counts as False"),
        ("'no'", "that counts as True"),
        ("b'x'", "that counts as True"),
        ("{'a': 1}", "that counts as True"),
        ("(False,)", "that counts as True"),
        ("0.0", "that counts as False"),
        ("-1.5", "that counts as True"),
        ("str(message)", "that counts as False where it is empty and as True otherwise"),
        ("float(message)", "0 counts as False and every other number as True"),
        ("message", "that counts as True"),
        ("message.value", "that counts as True"),
        ("types.DataModel_Message(x)", "that counts as True"),
        ("print('x')", "that counts as False"),
    ],
)
@pytest.mark.parametrize("kind", ["filter", "branch"])
def test_what_an_answer_counts_as(kind: str, answer: str, effect: str) -> None:
    found = [one for one in findings(judging(f"return {answer}", kind), kind) if one.code == "returns-not-boolean"]
    assert [(one.place.line, one.severity, one.fixable) for one in found] == [(7, "warning", False)]
    assert found[0].message == f"This {kind} answers {answer}: {effect}."


def test_zero_and_one_of_a_filter_are_mended() -> None:
    bad = judging("if a:\n    return 1  # on\nreturn 0 if b else 7")
    assert codes(bad, "filter") == [("returns-not-boolean", 8), ("returns-not-boolean", 9), ("returns-not-boolean", 9)]
    mended = fixed(bad, "filter")
    assert mended == judging("if a:\n    return True  # on\nreturn False if b else 7")
    assert codes(mended, "filter") == [("returns-not-boolean", 9)]
    assert fixed(mended, "filter") == mended


def test_a_variable_that_is_only_returned() -> None:
    bad = judging("keep = 0\nif a:\n    keep = 1\nreturn keep")
    assert codes(bad, "filter") == [("returns-not-boolean", 7), ("returns-not-boolean", 9)]
    assert fixed(bad, "filter") == judging("keep = False\nif a:\n    keep = True\nreturn keep")


@pytest.mark.parametrize(
    "body",
    [
        "return True",
        "return False",
        "return a > 1",
        "return not message",
        "return bool('x')",
        "return self.keep(message)",
        "return 'x' in y and y['x']",
        "return any(x for x in y)",
        "return isinstance(message, types.DataModel_Message)",
        "keep = None\nkeep = self.keep()\nreturn keep",
        "message = self.read(message)\nreturn message",
        "return await_it",
        "return lambda: 1",
        "return y[0]",
        "return f(*x)[...]",
    ],
)
def test_answers_that_are_or_may_be_boolean(body: str) -> None:
    assert codes(judging(body), "filter") == []


def test_an_annotation_does_not_change_what_comes() -> None:
    source = with_process("def process(self, message: bool):\n    return message\n", "filter")
    assert "returns-not-boolean" in [code for code, _ in codes(source, "filter")]


def test_an_answer_that_is_an_ellipsis() -> None:
    assert codes(judging("return ..."), "filter") == [("returns-not-boolean", 7)]


def test_other_kinds_answer_otherwise() -> None:
    assert codes(with_process("def process(self, message):\n    return message\n")) == []
