"""Print in place of the host's logger."""

import pytest

from tests.operators.checks import checking
from tests.operators.checks.environment.operators import PROCESS_LINE, found, map_with

CODE = "print-used"


@pytest.mark.parametrize(
    ("use", "mended"),
    [
        ("print('got one')  # why", "logger.log(logger.Level.INFO, \"op\", 'got one')  # why"),
        ("print(f'{message}')", "logger.log(logger.Level.INFO, \"op\", f'{message}')"),
        ("print(message)", 'logger.log(logger.Level.INFO, "op", str(message))'),
        ("text = 'a'\nprint(text)", "text = 'a'\nlogger.log(logger.Level.INFO, \"op\", text)"),
    ],
)
def test_one_plain_argument_goes_to_the_logger(use: str, mended: str) -> None:
    source = map_with("import base64", use)
    assert found(CODE, source) == [(PROCESS_LINE + use.count("\n"), "warning")]
    wanted = map_with("import base64\nfrom map_impl.imports import logger", mended)
    assert checking.fixed(source, code=CODE) == wanted
    assert checking.fixed(wanted, code=CODE) == wanted


def test_the_logger_is_called_as_the_module_calls_it() -> None:
    source = map_with("from map_impl import imports", "print('x')")
    wanted = "imports.logger.log(imports.logger.Level.INFO, \"op\", 'x')"
    assert checking.fixed(source, code=CODE) == map_with("from map_impl import imports", wanted)


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("", "print('a', 'b')"),
        ("", "print()"),
        ("", "print(*message)"),
        ("", "print('a', end='')"),
        ("import sys", "print('a', file=sys.stderr)"),
        ("", "shown = print('a')"),
        ("logger = None", "print('a')"),
        ("import logging as logger", "print('a')"),
    ],
)
def test_the_others_are_found_and_left_to_the_author(top: str, use: str) -> None:
    source = map_with(top, use)
    assert found(CODE, source) == [(PROCESS_LINE, "warning")]
    assert checking.fixed(source, code=CODE) == source


@pytest.mark.parametrize(
    "source",
    [
        map_with("def print(text):\n    pass", "print('x')"),
        map_with("import io", "buffer = io.StringIO()\nprint('x', file=buffer)"),
        map_with("print('seen in the log of the build')"),
        map_with(more="\nif __name__ == '__main__':\n    print('x')\n"),
        map_with("", "self.print('x')"),
    ],
)
def test_what_is_no_print_to_the_output_is_left_alone(source: str) -> None:
    assert found(CODE, source) == []
