"""The runtime does what the rules of the interface say, in both API versions."""

from typing import Any

import pytest

from tests.operators.checks.interface.checking import codes, fixed
from tests.operators.checks.interface.writing import INIT, entry, with_init, with_process
from tests.support import generic

VERSIONS = pytest.mark.parametrize("api_version", ["1.0.0", "1.1.0"])
ONE = {"topic": "plant/line", "payload": "x"}
UNWRAP = "called `Option::unwrap()` on a `None` value"


def run(source: str, kind: str = "map", api_version: str = "1.1.0", *, adapter: bool = True) -> generic.Report:
    messages: list[dict[str, Any]] = [{"staged": None, "messages": [ONE]}] if kind == "accumulate" else [ONE]
    return generic.run(kind, api_version, {"op.py": source}, "op", messages, adapter=adapter)


def mended(source: str, kind: str, api_version: str, code: str) -> generic.Report:
    """What the operator does after the rule's fix; the rule finds nothing more."""
    after = fixed(source, kind, api_version, code=code)
    assert code not in [found for found, _ in codes(after, kind, api_version)]
    return run(after, kind, api_version)


def arm(report: generic.Report) -> str:
    """The arm that a branch chose."""
    assert report.error is None
    return str(report.results[0]["arm"])


@VERSIONS
@pytest.mark.parametrize("package", ["filter_impl", "wit_world"])
def test_bindings_of_another_kind_are_not_there(package: str, api_version: str) -> None:
    bad = with_process("def process(self, message):\n    return message\n").replace("map_impl", package)
    failed = run(bad, api_version=api_version)
    assert (failed.built, failed.error) == (False, f"ModuleNotFoundError: No module named '{package}'")
    assert mended(bad, "map", api_version, "wrong-bindings").outcomes == ["output"]


@VERSIONS
def test_the_base_of_another_kind_is_not_there(api_version: str) -> None:
    bad = with_process("def process(self, message):\n    return message\n").replace("exports.Map", "exports.Filter")
    failed = run(bad, api_version=api_version)
    assert (failed.built, failed.error) == (
        False,
        "AttributeError: module 'map_impl.exports' has no attribute 'Filter'",
    )
    assert mended(bad, "map", api_version, "wrong-base-class").outcomes == ["output"]


@VERSIONS
def test_a_missing_init_fails_the_build(api_version: str) -> None:
    bad = entry("map", "def process(self, message: types.DataModel) -> types.DataModel:\n    return message\n")
    failed = run(bad, api_version=api_version)
    assert not failed.built
    assert "abstract class Map without an implementation for abstract method 'init'" in (failed.error or "")
    assert mended(bad, "map", api_version, "method-missing").outcomes == ["output"]


@pytest.mark.parametrize("adapter", [True, False])
def test_without_the_bindings_base_it_builds_and_fails_later(adapter: bool) -> None:
    nothing = run("class Map:\n    pass\n", adapter=adapter)
    assert (nothing.built, nothing.error) == (True, "AttributeError: 'Map' object has no attribute 'init'")
    made = run("def Map():\n    print('made')\n", adapter=adapter)
    assert (made.built, made.error) == (True, "AttributeError: 'NoneType' object has no attribute 'init'")


def test_methods_may_come_from_anywhere_where_no_base_demands_them() -> None:
    source = (
        "class Map:\n    def __init__(self):\n        self.init = bool\n\nMap.process = lambda self, message: message\n"
    )
    assert codes(source) == []
    assert run(source).outcomes == ["output"]


def test_a_function_that_returns_an_operator_serves_as_well() -> None:
    other = with_process("def process(self, message):\n    return message\n").replace("class Map", "class Other")
    source = f"{other}\n\ndef Map():\n    return Other()\n"
    assert codes(source) == []
    assert run(source).outcomes == ["output"]


@VERSIONS
def test_a_constructor_with_arguments_fails_the_build(api_version: str) -> None:
    bad = entry("map", f"def __init__(self, x):\n    pass\n\n{INIT}\ndef process(self, message):\n    return message\n")
    failed = run(bad, api_version=api_version)
    assert (failed.built, failed.error) == (
        False,
        "TypeError: Map.__init__() missing 1 required positional argument: 'x'",
    )


@VERSIONS
def test_an_async_filter_passes_everything(api_version: str) -> None:
    bad = with_process("async def process(self, message):\n    return False\n", "filter")
    assert run(bad, "filter", api_version).outcomes == ["passed"]
    assert mended(bad, "filter", api_version, "method-async").outcomes == ["dropped"]


@VERSIONS
def test_an_async_map_ends(api_version: str) -> None:
    bad = with_process("async def process(self, message):\n    return message\n")
    assert run(bad, api_version=api_version).error == UNWRAP
    assert mended(bad, "map", api_version, "method-async").outcomes == ["output"]


def test_an_async_init_always_starts() -> None:
    bad = with_init("async def init(self, configuration):\n    return False\n")
    assert run(bad).init_ok
    assert not mended(bad, "map", "1.1.0", "method-async").init_ok


def test_generators_never_run() -> None:
    assert run(with_process("def process(self, message):\n    yield False\n", "filter"), "filter").outcomes == [
        "passed"
    ]
    assert run(with_process("def process(self, message):\n    yield message\n")).error == UNWRAP
    assert run(with_init("def init(self, configuration):\n    yield 1 / 0\n")).init_ok


@VERSIONS
@pytest.mark.parametrize(
    ("kind", "parameters", "outcome"),
    [
        ("map", "self, timestamp, input", "output"),
        ("filter", "self, timestamp, input", "passed"),
        ("branch", "self, message", "arm"),
        ("delay", "self, message", "delayed"),
        ("map", "input", "output"),
        ("accumulate", "self", "output"),
    ],
)
def test_parameters_that_do_not_fit(kind: str, parameters: str, outcome: str, api_version: str) -> None:
    answers = {"map": "input", "filter": "True", "branch": "True", "accumulate": "staged", "delay": "timestamp"}
    bad = with_process(f"def process({parameters}):\n    return {answers[kind]}\n", kind)
    if kind == "accumulate":
        bad = bad.replace("return staged", "return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(b''))")
    if kind == "delay":
        bad = bad.replace("return timestamp", "return clock(0)").replace("class Delay", CLOCK + "class Delay")
    failed = run(bad, kind, api_version)
    assert failed.init_ok
    assert "positional argument" in (failed.error or "")
    after = mended(bad, kind, api_version, "process-parameters")
    assert (after.error, after.results[0]["outcome"] != "trap") == (None, True)


CLOCK = """
from delay_impl.imports.hybrid_logical_clock import HybridLogicalClock, Timespec


def clock(secs):
    return HybridLogicalClock(Timespec(secs, 0), 0, "n")


"""


@VERSIONS
@pytest.mark.parametrize("parameters", ["self", "configuration", "self, configuration, context"])
def test_init_that_does_not_take_the_configuration(parameters: str, api_version: str) -> None:
    bad = with_init(f"def init({parameters}):\n    return True\n")
    failed = run(bad, api_version=api_version)
    assert (failed.built, failed.init["outcome"]) == (True, "trap")
    assert "positional argument" in (failed.error or "")
    assert mended(bad, "map", api_version, "init-parameters").outcomes == ["output"]


@pytest.mark.parametrize("parameters", ["self, message, more=1", "self, *args", "*args", "self, message, *, more=1"])
def test_parameters_that_fit(parameters: str) -> None:
    source = with_process(f"def process({parameters}):\n    return True\n", "filter")
    assert codes(source, "filter") == []
    assert run(source, "filter").outcomes == ["passed"]


def test_a_forgotten_self_gets_the_instance() -> None:
    bad = with_process("def process(timestamp, input):\n    return hasattr(timestamp, 'process')\n", "filter")
    assert ("process-parameters", 6) in codes(bad, "filter")
    assert run(bad, "filter").outcomes == ["passed"]


@VERSIONS
def test_annotations_written_by_the_fix_can_be_looked_up(api_version: str) -> None:
    bad = "from branch_impl import imports\n" + with_process(
        "def process(self, timestamp: int, message: str) -> int:\n    return timestamp.counter == 0\n", "branch"
    )
    assert arm(mended(bad, "branch", api_version, "parameter-annotation")) == "True"
    bad = with_init("def init(self, configuration: dict) -> None:\n    return True\n", "delay")
    assert mended(bad, "delay", api_version, "parameter-annotation").error is None
    bad = with_process("def process(self, staged: dict, messages: str) -> str:\n    return staged\n", "accumulate")
    assert mended(bad, "accumulate", api_version, "parameter-annotation").outcomes == ["output"]


@VERSIONS
@pytest.mark.parametrize("body", ["pass", "return", "return None", "if configuration is None:\n        return True"])
def test_init_without_an_answer_refuses(body: str, api_version: str) -> None:
    bad = with_init(f"def init(self, configuration):\n    {body}\n")
    failed = run(bad, api_version=api_version)
    assert (failed.built, failed.init_ok) == (True, False)
    assert mended(bad, "map", api_version, "init-returns-nothing").outcomes == ["output"]


@VERSIONS
def test_a_map_that_falls_off_its_end(api_version: str) -> None:
    bad = with_process("def process(self, message):\n    if message is None:\n        return message\n")
    assert run(bad, api_version=api_version).error == UNWRAP
    assert mended(bad, "map", api_version, "process-falls-off").outcomes == ["output"]


@VERSIONS
def test_no_answer_of_the_other_kinds(api_version: str) -> None:
    nothing = {
        kind: run(with_process(f"def process(self, {parameters}):\n    pass\n", kind), kind, api_version)
        for kind, parameters in {"filter": "m", "branch": "t, m", "accumulate": "s, m", "delay": "m, t"}.items()
    }
    assert nothing["filter"].outcomes == ["dropped"]
    assert arm(nothing["branch"]) == "False"
    assert nothing["accumulate"].error == UNWRAP
    assert "'NoneType' object has no attribute" in (nothing["delay"].error or "")


@VERSIONS
@pytest.mark.parametrize(("number", "expected"), [(0, "False"), (1, "True"), (2, "True"), (-1, "True")])
def test_arms_with_numbers(number: int, expected: str, api_version: str) -> None:
    bad = with_process(f"def process(self, timestamp, message):\n    return {number}\n", "branch")
    assert arm(run(bad, "branch", api_version)) == expected
    after = fixed(bad, "branch", api_version)
    assert ("return True" in after.split("init")[0], "return False" in after) == (number == 1, number == 0)
    assert arm(run(after, "branch", api_version)) == expected


@VERSIONS
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("None", "dropped"),
        ("''", "dropped"),
        ("{}", "dropped"),
        ("0.0", "dropped"),
        ("'no'", "passed"),
        ("(False,)", "passed"),
        ("message", "passed"),
        ("message.value", "passed"),
        ("print('x')", "dropped"),
    ],
)
def test_answers_of_a_filter_count_as_the_sentence_says(answer: str, outcome: str, api_version: str) -> None:
    source = with_process(f"def process(self, message):\n    return {answer}\n", "filter")
    assert "returns-not-boolean" in [code for code, _ in codes(source, "filter", api_version)]
    assert run(source, "filter", api_version).outcomes == [outcome]


@VERSIONS
@pytest.mark.parametrize(
    "answer", ["True", "None", "b'x'", "'x'", "message.value", "[message]", "message.value.payload"]
)
def test_a_map_that_answers_no_data_model_ends(answer: str, api_version: str) -> None:
    source = with_process(f"def process(self, message):\n    return {answer}\n")
    assert "returns-not-data-model" in [code for code, _ in codes(source, "map", api_version)]
    assert run(source, api_version=api_version).error == UNWRAP


@VERSIONS
@pytest.mark.parametrize("answer", ["message.value", "types.BufferOrBytes_Bytes(b'x')"])
def test_a_wrapped_answer_goes_on(answer: str, api_version: str) -> None:
    bad = with_process(f"def process(self, message):\n    return {answer}\n")
    assert mended(bad, "map", api_version, "returns-not-data-model").outcomes == ["output"]


def test_a_new_message_is_wrapped() -> None:
    bad = with_process(
        "def process(self, message):\n    old = message.value\n    new = types.Message(old.timestamp, old.topic, None, "
        "types.BufferOrBytes_Bytes(b'y'), old.properties, None)\n    return new\n"
    )
    assert run(bad).error == UNWRAP
    assert mended(bad, "map", "1.1.0", "returns-not-data-model").results[0]["output"]["payload"] == "y"


@VERSIONS
def test_a_returned_result_is_no_answer(api_version: str) -> None:
    importing = "from map_impl.types import Err, Ok\n"
    bad = importing + with_process("def process(self, message):\n    return Ok(message)\n")
    assert run(bad, api_version=api_version).error == UNWRAP
    assert mended(bad, "map", api_version, "returns-result").outcomes == ["output"]
    refusing = importing + with_process("def process(self, message):\n    return Err('no')\n")
    assert run(refusing, api_version=api_version).error == UNWRAP


@VERSIONS
def test_where_truth_counts_a_returned_result_is_true(api_version: str) -> None:
    importing = "from filter_impl.types import Err, Ok\n"
    bad = importing + with_process("def process(self, message):\n    return Ok(False)\n", "filter")
    assert run(bad, "filter", api_version).outcomes == ["passed"]
    assert mended(bad, "filter", api_version, "returns-result").outcomes == ["dropped"]
    starting = importing.replace("filter", "map") + with_init("def init(self, configuration):\n    return Err('no')\n")
    assert run(starting, api_version=api_version).init_ok


def test_a_returned_error_is_raised_instead() -> None:
    bad = "from filter_impl.types import Err\n" + with_process(
        "def process(self, message):\n    return Err(types.Error('no'))\n", "filter"
    )
    assert run(bad, "filter").outcomes == ["passed"]
    after = mended(bad, "filter", "1.1.0", "returns-result")
    assert (after.outcomes, after.results[0]["error"]) == (["error"], "no")
