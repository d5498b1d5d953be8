"""Handlers that catch everything and go on."""

import pytest

from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "swallowed-error"
LOG = "from map_impl.imports import logger"
TELL = "logger.log(logger.Level.ERROR, 'op', str(error))"


@pytest.mark.parametrize(
    "handler",
    [
        f"except Exception as error:\n    {TELL}",
        f"except BaseException as error:\n    {TELL}\n    pass",
        "except:\n    pass",
        "except (ValueError, Exception):\n    self.log('bad')",
        f"except Exception as error:\n    {TELL}\n    return message",
    ],
)
def test_a_wide_handler_that_only_tells_is_warned_about(handler: str) -> None:
    source = map_with(LOG, f"try:\n    message = message\nexcept ValueError:\n    raise\n{handler}")
    source = source.replace("    message = message\n", "    self.convert(message)\n")
    assert found(CODE, source) == [(PROCESS_LINE + 4, "warning")]
    place = findings(CODE, source)[0].place
    assert (place.line, place.column, place.end_line) == (PROCESS_LINE + 4, 9, PROCESS_LINE + 4)


def test_a_helper_that_process_calls_is_looked_at() -> None:
    helper = (
        "\ndef convert(data):\n    try:\n        data.x()\n    except Exception:\n        return data\n    return 1\n"
    )
    assert found(CODE, map_with("", "convert(message)", more=helper)) == [(16, "warning")]
    assert found(CODE, map_with("", "", more=helper)) == []


@pytest.mark.parametrize("kind", ["filter", "branch"])
def test_a_constant_answer_behind_it_counts_in_process(kind: str) -> None:
    source = (
        f"from {kind}_impl import exports\nclass {kind.capitalize()}(exports.{kind.capitalize()}):\n"
        "    def process(self, timestamp, message):\n        try:\n            return check(message)\n"
        "        except Exception:\n            pass\n        return True\n"
    )
    assert found(CODE, source, kind=kind) == [(6, "warning")]


@pytest.mark.parametrize(
    "process",
    [
        f"try:\n    self.convert(message)\nexcept ValueError as error:\n    {TELL}",
        "try:\n    self.convert(message)\nexcept Exception as error:\n    raise types.Err(types.Error(str(error)))",
        "try:\n    self.convert(message)\nexcept Exception:\n    raise",
        "try:\n    self.convert(message)\nexcept Exception:\n    return self.refused(message)",
        f"try:\n    value = self.convert(message)\nexcept Exception as error:\n    {TELL}\n    value = 0",
        "for part in self.parts:\n    try:\n        self.convert(part)\n    except Exception:\n        pass",
        "try:\n    logger.log(logger.Level.INFO, 'op', 'x')\nexcept Exception:\n    pass",
        f"value = 0\ntry:\n    value = 1\nexcept Exception as error:\n    {TELL}\nreturn self.made(value)",
        "try:\n    message = self.convert(message)\nexcept Exception:\n    message = None\n    return message",
        "try:\n    self.convert(message)\nexcept Exception as error:\n    self.fail(error)",
        "try:\n    self.convert(message)\nfinally:\n    pass",
    ],
)
def test_others_are_left_alone(process: str) -> None:
    source = map_with(LOG, process)
    if "return self.made" in process:
        source = source.replace("return self.made(value)\n        return message", "return self.made(value)")
    assert found(CODE, source) == []


def test_init_and_what_never_runs_are_left_alone() -> None:
    assert found(CODE, map_with(init="try:\n    self.x()\nexcept Exception:\n    pass")) == []
    assert found(CODE, map_with("try:\n    import base64\nexcept Exception:\n    pass")) == []


@pytest.mark.parametrize(
    "source", ["try:\n    pass\nexcept* Exception:\n    pass\n", "try:\n    pass\nexcept (yield_ := 1):\n    pass\n"]
)
def test_odd_sources_do_not_raise(source: str) -> None:
    assert found(CODE, source) == []
