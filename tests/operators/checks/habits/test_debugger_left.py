"""Calls of the debugger."""

import pytest

from tests.operators.checks import checking
from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "debugger-left"


@pytest.mark.parametrize("use", ["import pdb; pdb.set_trace()  # look here", "breakpoint()"])
def test_the_whole_line_is_taken_out(use: str) -> None:
    source = map_with("import base64", f"{use}\nself.other = 1")
    assert found(CODE, source) == [(PROCESS_LINE, "warning")]
    mended = checking.fixed(source, code=CODE)
    assert mended == map_with("import base64", "self.other = 1")
    assert checking.fixed(mended, code=CODE) == mended


def test_a_body_is_never_left_empty() -> None:
    source = map_with("", "if message:\n    breakpoint()")
    assert checking.fixed(source, code=CODE) == map_with("", "if message:\n    pass")
    source = map_with("", "if message:\n    import pdb; pdb.set_trace()\nelse:\n    breakpoint()")
    assert checking.fixed(source, code=CODE) == map_with("", "if message:\n    pass\nelse:\n    pass")


def test_an_import_is_taken_out_with_the_last_call() -> None:
    source = map_with("import pdb", "pdb.set_trace()")
    assert found(CODE, source) == [(PROCESS_LINE, "warning")]
    assert checking.fixed(source, code=CODE) == map_with("", "").replace("types\n\n\n", "types\n\n")


@pytest.mark.parametrize("use", ["x = 1; breakpoint()", "self.x = breakpoint()", "import pdb, json; pdb.set_trace()"])
def test_what_shares_its_line_is_left_to_the_author(use: str) -> None:
    source = map_with("", use)
    assert found(CODE, source) == [(PROCESS_LINE, "warning")]
    assert checking.fixed(source, code=CODE) == source


@pytest.mark.parametrize("source", [
    map_with("def breakpoint():\n    pass", "breakpoint()"),
    map_with("", "self.breakpoint()"),
    map_with(more="\nif __name__ == '__main__':\n    breakpoint()\n"),
])  # fmt: skip
def test_others_are_left_alone(source: str) -> None:
    assert found(CODE, source) == []


def test_the_sentence() -> None:
    assert findings(CODE, map_with("", "breakpoint()"))[0].message == (
        "breakpoint() stops the operator: in the graph nobody can answer a debugger."
    )
