import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import with_init, with_process

IMPORT = "from map_impl.types import Err, Ok\n"


def process(body: str, kind: str = "map") -> str:
    parameters = "timestamp, message" if kind == "branch" else "message"
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    source = with_process(f"def process(self, {parameters}):\n{lines}\n", kind)
    return IMPORT.replace("map", kind) + source


def test_a_returned_ok_is_unwrapped() -> None:
    bad = process("return Ok(message)  # fine")
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.severity) == ("returns-result", 8, "error")
    assert found.message == "process returns Ok(…), which is no answer: the operator ends there."
    assert fixed(bad) == process("return message  # fine")
    assert fixed(fixed(bad)) == fixed(bad)


def test_a_returned_err_is_raised() -> None:
    bad = process("if message:\n    return Err(types.Error('no')); x = 1\nreturn message")
    assert codes(bad) == [("returns-result", 9)]
    mended = fixed(bad)
    assert mended == process("if message:\n    raise Err(types.Error('no')); x = 1\nreturn message")
    assert fixed(mended) == mended


def test_the_first_api_version_has_no_error_to_raise() -> None:
    bad = process("return Err('no')")
    (found,) = [one for one in findings(bad, "map", "1.0.0") if one.code == "returns-result"]
    assert not found.fixable


@pytest.mark.parametrize("kind", ["filter", "branch"])
def test_where_truth_counts_it_is_true(kind: str) -> None:
    found = findings(process("if x:\n    return Ok(False)\nreturn Err(types.Error('x'))", kind), kind)
    assert [(one.code, one.severity) for one in found] == [("returns-result", "warning")] * 2
    assert found[0].message == "process returns Ok(…), which is no answer: it counts as True."
    mended = fixed(process("if x:\n    return Ok(False)\nreturn Err(types.Error('x'))", kind), kind)
    assert mended == process("if x:\n    return False\nraise Err(types.Error('x'))", kind)


def test_in_init_it_always_starts_the_operator() -> None:
    bad = IMPORT + with_init(
        "def init(self, configuration):\n    if x:\n        return Err('x')\n    return Ok(True)\n"
    )
    assert [(one.place.line, one.fixable) for one in findings(bad)] == [(9, False), (10, True)]
    assert fixed(bad) == bad.replace("Ok(True)", "True")


@pytest.mark.parametrize("written", ["types.Ok(message)", "Ok(value=message)", "Ok((message))"])
def test_other_ways_to_write_it(written: str) -> None:
    assert codes(process(f"return {written}")) == [("returns-result", 8)]
    assert "return message\n" in fixed(process(f"return {written}")) or "(message)" in written


@pytest.mark.parametrize(
    ("bad", "left"),
    [
        ("return Ok(message) if x else Err(types.Error('x'))", "return message if x else Err(types.Error('x'))"),
        ("return Ok()", "return Ok()"),
        ("return Ok(*message)", "return Ok(*message)"),
        ("return Ok(message, 1)", "return Ok(message, 1)"),
    ],
)
def test_what_has_no_fix_stays(bad: str, left: str) -> None:
    mended = fixed(process(bad), code="returns-result")
    assert mended == process(left)
    assert "returns-result" in [code for code, _ in codes(mended)]


@pytest.mark.parametrize(
    "body",
    [
        "raise Err(types.Error('no'))",
        "return message",
        "def inner():\n    return Ok(1)\nreturn message",
        "Ok(message)\nreturn message",
        "Ok = self.ok\nreturn Ok(message)",
    ],
)
def test_what_is_right(body: str) -> None:
    assert codes(process(body)) == []


def test_helpers_may_return_results() -> None:
    assert codes(process("return message") + "\n    def read(self):\n        return Ok(1)\n") == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("return(Ok(message))", "return(message)"),
        ("return Ok(\n    message or\n    None\n)", "return (message or\n    None)"),
        ("return (Ok(\n    message or\n    None,\n))", "return (message or\n    None)"),
        ("return Ok(\n    message,\n)", "return (message)"),
        ("return (Err(types.Error('no')))", "raise (Err(types.Error('no')))"),
    ],
)
def test_brackets_and_several_lines(bad: str, good: str) -> None:
    assert fixed(process(bad), code="returns-result") == process(good)
