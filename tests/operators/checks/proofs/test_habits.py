"""What the checks of habits say, seen in a component."""

from typing import Any

import pytest

from tests.operators.checks import checking
from tests.operators.checks.environment.operators import found, map_with
from tests.support import generic

MESSAGE: dict[str, Any] = {"topic": "t", "payload": "here"}
VERSIONS = pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
CONVERT = """\
try:
    message = types.DataModel_Message(message.value.missing)
except Exception as error:
    logger.log(logger.Level.ERROR, 'op', str(error))
"""


def ran(source: str, api_version: str = "1.1.0") -> generic.Report:
    """One message through an operator."""
    return generic.run("map", api_version, {checking.ENTRY: source}, checking.NAME, [MESSAGE])


@VERSIONS
def test_a_swallowed_mistake_lets_the_message_go_on_unchanged(api_version: str) -> None:
    use = CONVERT.replace("message = types.DataModel_Message(message.value.missing)", "self.convert(message)")
    source = map_with("from map_impl.imports import logger", use)
    assert found("swallowed-error", source, api_version=api_version) == [(12, "warning")]
    report = ran(source, api_version)
    assert report.error is None
    assert report.results[0]["output"]["payload"] == "here"
    assert report.logs[0]["message"] == "'Map' object has no attribute 'convert'"


def test_raising_the_error_value_drops_the_message() -> None:
    use = "try:\n    self.convert(message)\nexcept Exception as error:\n    raise types.Err(types.Error(str(error)))"
    assert found("swallowed-error", map_with("", use)) == []
    report = ran(map_with("", use))
    assert (report.outcomes, report.results[0]["error"]) == (["error"], "'Map' object has no attribute 'convert'")


@VERSIONS
@pytest.mark.parametrize(
    ("code", "top", "use"),
    [
        ("print-used", "", "print('hello')"),
        ("print-used", "", "print({'a': 1})"),
        ("logging-used", "import logging", "logging.error('hello')"),
    ],
)
def test_only_the_hosts_logger_reaches_the_log(code: str, top: str, use: str, api_version: str) -> None:
    source = map_with(top, use)
    assert found(code, source, api_version=api_version)
    assert ran(source, api_version).logs == []
    mended = ran(checking.fixed(source, api_version=api_version, code=code), api_version)
    level = "error" if code == "logging-used" else "info"
    said = "{'a': 1}" if "{" in use else "hello"
    assert mended.logs == [{"level": level, "context": "op", "message": said}]


def test_python_logs_of_level_info_are_not_even_written() -> None:
    report = ran(map_with("import logging", "logging.getLogger('x').info('hello')"))
    assert (report.logs, report.results[0]["stderr"]) == ([], "")


def test_a_debugger_ends_the_operator() -> None:
    source = map_with("import pdb", "pdb.set_trace()\nself.other = 1")
    assert found("debugger-left", source)
    report = ran(source)
    assert (report.outcomes, report.error) == (["trap"], "bdb.BdbQuit")
    assert ran(checking.fixed(source, code="debugger-left")).error is None


def test_sleeping_is_possible_and_takes_its_time() -> None:
    source = map_with(
        "import time", "before = time.monotonic()\ntime.sleep(0.05)\nassert time.monotonic() - before > 0.04"
    )
    assert found("sleep", source)
    assert ran(source).error is None
