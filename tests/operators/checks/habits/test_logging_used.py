"""Python's logging in place of the host's logger."""

import pytest

from tests.operators.checks import checking
from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "logging-used"


@pytest.mark.parametrize(
    ("use", "mended"),
    [
        ("logging.info('x')", "logger.log(logger.Level.INFO, \"op\", 'x')"),
        ("logging.warning(f'{message}')", "logger.log(logger.Level.WARN, \"op\", f'{message}')"),
        ("logging.error(message)", 'logger.log(logger.Level.ERROR, "op", str(message))'),
    ],
)
def test_a_call_with_one_argument_goes_to_the_logger(use: str, mended: str) -> None:
    source = map_with("import logging", use)
    assert found(CODE, source) == [(PROCESS_LINE, "warning")]
    wanted = map_with("import logging\nfrom map_impl.imports import logger", mended)
    assert checking.fixed(source, code=CODE) == wanted
    assert checking.fixed(wanted, code=CODE) == wanted


@pytest.mark.parametrize(
    "use",
    ["logging.info('%s', 1)", "logging.info('100%%')", "logging.exception('x')", "logging.info('x', exc_info=True)"],
)
def test_others_are_found_and_left_to_the_author(use: str) -> None:
    source = map_with("import logging", use)
    assert found(CODE, source) == [(PROCESS_LINE, "warning")]
    assert checking.fixed(source, code=CODE) == source


def test_a_logger_is_told_where_it_is_made() -> None:
    source = map_with("import logging; log = logging.getLogger(__name__)", "log.info('x')\nlog.info('y')")
    assert found(CODE, source) == [(3, "warning")]
    assert findings(CODE, source)[0].message == "logging.getLogger: Python's logging does not reach the graph's log."


@pytest.mark.parametrize(
    "source",
    [
        map_with("import logging", "level = logging.INFO"),
        map_with("import logging", "logging.info('x')", more="\nclass ToHost(logging.Handler):\n    pass\n"),
        map_with("from map_impl.imports import logger as logging", "logging.log(logging.Level.INFO, 'a', 'b')"),
        map_with("import logging", more="\nif __name__ == '__main__':\n    logging.basicConfig()\n"),
    ],
)
def test_what_does_not_log_past_the_host_is_left_alone(source: str) -> None:
    assert found(CODE, source) == []
