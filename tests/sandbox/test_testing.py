"""A project's own tests in the child: what is found in a file, how each test ends, and what a hostile one can do."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.sandbox.run_child import Worker
from tests.support import generic
from tests.support.own_tests import Asking

pytestmark = pytest.mark.build

ENTRY = "my-units"
Json = dict[str, Any]


class Bench:
    """Asks a worker about one file of tests of a map operator."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    def ask(
        self, source: str, name: str | None, version: ApiVersion, path: str = "test_a.py", limits: Json | None = None,
        **files: str,
    ) -> dict[str, Json]:  # fmt: skip
        whole = {**samples.files(Kind.MAP, version, ENTRY), path: source}
        whole |= {
            f"{ENTRY}.py" if name == "entry" else f"{name.replace('__', '/')}.py": text for name, text in files.items()
        }
        return Asking(self._worker, Kind.MAP, version, whole, ENTRY).ask(path, name, **(limits or {}))

    def found(self, source: str, version: ApiVersion = ApiVersion.V1_1_0, **more: Any) -> Json:
        return self.ask(source, None, version, **more)["tests"]

    def names(self, source: str, **more: Any) -> list[str]:
        found = self.found(source, **more)
        assert found["error"] is None, found
        return [one["name"] for one in found["tests"]]

    def result(self, source: str, name: str = "test_it", version: ApiVersion = ApiVersion.V1_1_0, **more: Any) -> Json:
        result: Json = self.ask(source, name, version, **more)["tested"]["result"]
        return result

    def wrong(self, source: str, **more: Any) -> str:
        """What a test that must not pass says."""
        result = self.result(source, **more)
        assert result["verdict"] in {"failed", "broken"}, result
        return str(result["error"]["message"])


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with contextlib.closing(Worker(lambda: None)) as worker:
        yield Bench(worker)


def test_functions_methods_and_rows_are_found_in_their_order(bench: Bench) -> None:
    found = bench.found(
        "import pytest\n"
        "def helper(): pass\n"
        "def test_b(): pass\n"
        "class TestA:\n"
        "    def test_one(self): pass\n"
        "    def other(self): pass\n"
        "@pytest.mark.parametrize('a, b', [(1, 2), pytest.param(3, 4, id='named'), ({}, '')])\n"
        "def test_rows(a, b): pass\n"
    )
    names = [one["name"] for one in found["tests"]]

    assert names == ["test_b", "TestA::test_one", "test_rows[1-2]", "test_rows[named]", "test_rows[a2-empty]"]
    assert [one["line"] for one in found["tests"]][:2] == [3, 5]


@pytest.mark.parametrize("version", list(ApiVersion))
def test_the_fakes_are_the_hosts_own(bench: Bench, version: ApiVersion) -> None:
    source = """
def test_it(operator, message, read, logs, metrics, hlc):
    output = read(operator(decimals="2").process(message({"temperature": 212}, topic="a/b", properties={"k": "v"})))
    assert output.json() == {"temperature": 100.0, "unit": "C"}
    assert (output.topic, output.content_type, output.properties) == ("a/b", "application/json", {"k": "v"})
    assert logs.messages[0] == "rounding to 2 decimals"
    assert [line.level for line in logs.at("info")] == ["info"]
    assert metrics.total("messages_converted") == 1
    assert hlc("1970-01-01T00:00:02Z").timestamp.secs == 2
"""
    result = bench.result(source, version=version)

    assert (result["verdict"], result["error"]) == ("passed", None)
    assert result["logs"][0]["message"] == "rounding to 2 decimals"


def test_the_state_store_is_preset_read_and_ages_with_the_clock(bench: Bench) -> None:
    source = """
import time
import pytest
from map_impl.imports import state_store as host
from map_impl.imports.state_store_types import Duration, SetConditions, SetOptions

def test_it(state_store, clock, message):
    state_store["preset"] = "1"
    state_store["drop"] = b"\\xff"
    assert state_store.changes == []
    assert host.get(b"preset", None).response == b"1"
    clock.set("2026-01-01T00:00:00Z")
    host.set(b"mortal", b"2", None, None, SetOptions(SetConditions.UNCONDITIONAL, Duration(10, 0)))
    host.del_(b"drop", None, None)
    assert dict(state_store) == {b"preset": b"1", b"mortal": b"2"}
    assert state_store.changes == [("set", b"mortal"), ("del", b"drop")]
    clock.advance(11)
    assert "mortal" not in state_store
    assert time.time() == pytest.approx(1767225611, abs=1)
    assert message().value.timestamp.timestamp.secs == 1767225611
    with pytest.raises(ValueError, match="refuses"):
        state_store[""] = "x"
    with pytest.raises(ValueError, match="1970 to 2553"):
        clock.set(2**40)
"""
    result = bench.result(source)

    assert (result["verdict"], result["error"]) == ("passed", None)


def test_a_failed_assert_shows_both_sides_and_its_line(bench: Bench) -> None:
    source = """
def test_it(operator, message, read):
    output = read(operator().process(message({"temperature": 212})))
    print("looked")
    assert output.json() == {"temperature": 99, "more": [1]}, "the sum"
"""
    result = bench.result(source)

    error = result["error"]
    assert (result["verdict"], error["type"], result["stdout"]) == ("failed", "AssertionError", "looked\n")
    assert error["message"].splitlines() == [
        "the sum",
        'assert output.json() == {"temperature": 99, "more": [1]}, "the sum"',
        "  output.json() is {'temperature': 100.0, 'unit': 'C'}",
        "  under 'temperature': 100.0 and 99",
        "  only the left one has 'unit'",
        "  only the right one has 'more'",
    ]
    assert error["frames"] == [{"path": "test_a.py", "line": 5, "function": "test_it"}]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("assert not sorted(values)", "sorted(values) is [1, 2]"),
        ("assert values and len(values) > 5", "len(values) is 2"),
        ("assert 3 in values", "values is [2, 1]"),
        ("assert isinstance(values, dict)", "isinstance(values, dict) is False"),
        ("assert values == [2, 3]", "entry 1: 1 and 3"),
        ("assert (one := values[0]) > 9, one", "2\n"),
        ("assert 'a' * 60 == 'a' * 50 + 'b'", "they differ from character 50 on"),
        ("assert Odd() is None", "whose repr raised ZeroDivisionError"),
    ],
)
def test_every_kind_of_assert_tells_what_it_saw(bench: Bench, statement: str, said: str) -> None:
    odd = "class Odd:\n    def __repr__(self): return 1 / 0\n"
    assert said in bench.wrong(f"{odd}def test_it():\n    values = [2, 1]\n    {statement}\n")


def test_asserts_evaluate_each_part_once_and_only_as_far_as_needed(bench: Bench) -> None:
    source = """
def test_it():
    seen = []
    def note(value):
        seen.append(value)
        return value
    assert note(1) < note(2) < note(3)
    assert note(0) or note(4)
    assert not (note(0) and note(9))
    assert seen == [1, 2, 3, 0, 4, 0]
"""
    assert bench.result(source)["error"] is None


def test_what_the_operator_raises_is_told_with_its_own_lines(bench: Bench) -> None:
    error = bench.result("def test_it(operator, message): operator().process(message('no'))\n")["error"]

    assert "the payload is not JSON" in error["message"]
    assert [frame["path"] for frame in error["frames"]] == ["test_a.py", f"{ENTRY}.py", f"{ENTRY}.py"]


def test_fixtures_of_the_project_yield_stand_on_others_and_come_from_conftest(bench: Bench) -> None:
    source = """
import pytest
import helper

@pytest.fixture
def warm(shared, message):
    yield message(shared)
    print("ended")

@pytest.fixture(autouse=True)
def always():
    print("begun")

def test_it(warm, monkeypatch, module):
    monkeypatch.setattr(helper, "VALUE", 2)
    print(helper.VALUE, module.decimals)
"""
    shared = "import pytest\n@pytest.fixture\ndef shared(): return {'temperature': 1}\n"
    result = bench.result(source, path="tests/test_a.py", conftest=shared, tests__helper="VALUE = 1\n")

    assert (result["verdict"], result["stdout"]) == ("passed", "begun\n2 1\nended\n")


def test_what_is_imported_inside_tests_is_there(bench: Bench) -> None:
    source = (
        "def test_it():\n    import statistics\n    from fractions import Fraction\n    statistics.mean([Fraction(1)])"
    )
    assert bench.result(source)["error"] is None


def test_skipped_tests_are_not_run(bench: Bench) -> None:
    source = (
        "import pytest\n@pytest.mark.skip(reason='later')\ndef test_it(): assert 0\ndef test_b(): pytest.skip('now')\n"
    )

    assert [bench.result(source, name)[key] for name in ("test_it", "test_b") for key in ("verdict", "reason")] == [
        "skipped", "later", "skipped", "now",
    ]  # fmt: skip


def test_a_test_sees_nothing_of_the_one_before(bench: Bench) -> None:
    body = "assert not kept and json.dumps; kept.append(1); json.dumps = None"
    source = f"import json\nkept = []\ndef test_it(): {body}\n"

    assert [bench.result(source)["verdict"] for _ in range(2)] == ["passed", "passed"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def test_it(nosuch): pass\n", "there is no fixture nosuch"),
        ("def test_it(): return True\n", "returned a bool"),
        ("async def test_it(): pass\n", "coroutine"),
        ("def test_it():\n    yield 1\n", "generator"),
        ("import pytest\ndef test_it():\n    with pytest.raises(ValueError): pass\n", "ValueError was not raised"),
        ("import pytest\ndef test_it():\n    with pytest.raises(KeyError, match='b'): {}['a']\n", "does not match"),
        ("import pytest\ndef test_it(): pytest.importorskip('x')\n", "there is no pytest.importorskip here"),
        ("import pytest\ndef test_it(): pytest.fail('so')\n", "so"),
        ("import pytest\ndef test_it(): assert [0.1] == pytest.approx([0.2])\n", "approx([0.2])"),
        (
            "import pytest\n@pytest.fixture\ndef a(b): pass\n@pytest.fixture\ndef b(a): pass\ndef test_it(a): pass\n",
            "need",
        ),
        (
            "import pytest\n@pytest.fixture\ndef a():\n    yield 1\n    1 / 0\ndef test_it(a): pass\n",
            "division by zero",
        ),
        ("def test_it(operator): operator(decimals='9')\n", "would not start"),
        ("def test_it(operator): operator(decimals=1)\n", "must be text"),
        ("def test_it(read): read(None)\n", "NoneType"),
        ("def test_it(): import nowhere\n", "No module named 'nowhere'"),
    ],
)
def test_what_is_wrong_is_never_green(bench: Bench, source: str, said: str) -> None:
    assert said in bench.wrong(source)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def test_a(:\n", "was never closed|invalid syntax"),
        ("import nowhere\n", "No module named 'nowhere'"),
        ("def test_a(): pass\ndef test_a(): pass\n", "defined twice, in lines 1 and 2"),
        ("def setup_module(): pass\n", "setup_module, which the studio does not know"),
        ("class TestA:\n    def __init__(self): pass\n    def test_a(self): pass\n", "has an __init__"),
        ("import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self): pass\n", "TestCase of unittest"),
        ("import pytest\n@pytest.mark.slow\ndef test_a(): pass\n", "no mark slow"),
        ("import pytest\n@pytest.mark.parametrize('a', [])\ndef test_a(a): pass\n", "no rows"),
        ("import pytest\n@pytest.mark.parametrize('b', [1])\ndef test_a(a): pass\n", "none of its parameters"),
        ("import pytest\n@pytest.mark.parametrize('a', range(1001))\ndef test_a(a): pass\n", "more than 1,000"),
        ("raise SystemExit(0)\n", "ended Python"),
    ],
)
def test_a_file_whose_tests_cannot_be_told_says_why(bench: Bench, source: str, said: str) -> None:
    found = bench.found(source)

    assert found["tests"] == []
    assert any(part in found["error"]["message"] for part in said.split("|")), found


NASTY = """
class Nasty(Exception):
    def __bool__(self): return False
    def __len__(self): return 0
    def __str__(self): raise SystemExit(0)
"""


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("import sys; sys.exit(0)", "failed"),
        ("import os; os._exit(0)", "broken"),
        ("raise Nasty", "failed"),
        ("raise KeyboardInterrupt", "failed"),
        ("(lambda f: f(f))(lambda f: f(f))", "failed"),
        ("x = 'a'\n    while True: x += x", "failed"),
        ("while True: print('x' * 100_000)", "broken"),
        (
            "import builtins as b\n    for n in dir(b):\n        if n > '_': setattr(b, n, 0)\n    assert 0",
            "broken",
        ),
        ("import sys; sys.modules.clear(); assert 0", "failed"),
        ("import sys, pytest; pytest.raises = None; sys.modules['pytest'] = None; assert 0", "failed"),
        ("import sys; sys.settrace(lambda *a: None); assert 0", "failed"),
        ("import gc\n    for one in gc.get_objects():\n        if type(one) is dict: one.clear()", "broken"),
    ],
)
def test_a_hostile_test_is_never_green(bench: Bench, body: str, verdict: str) -> None:
    result = bench.result(f"{NASTY}def test_it():\n    {body}\n")

    assert result["verdict"] == verdict, result["error"]
    assert bench.result("def test_it(): pass\n")["verdict"] == "passed"  # and hurts no other


def test_a_test_that_does_not_end_is_stopped(bench: Bench) -> None:
    result = bench.result("def test_it():\n    while True: pass\n", limits={"time_ms": 300})

    assert (result["verdict"], result["outcome"]) == ("broken", "time_limit")
    assert "loop that does not end" in result["error"]["message"]


def test_a_file_that_does_not_end_and_one_that_kills_its_python_are_told_as_such(bench: Bench) -> None:
    init = bench.ask("import os; os._exit(0)\n", None, ApiVersion.V1_1_0)["init"]["result"]

    assert (init["ok"], init["stage"], init["outcome"]) == (False, "tests", "exit")


def test_an_operator_that_cannot_be_loaded_says_so_before_any_test(bench: Bench) -> None:
    said = bench.ask("def test_it(): pass\n", "test_it", ApiVersion.V1_1_0, entry="1 / 0\n")

    init = said["init"]["result"]
    assert (init["ok"], init["stage"], "tested" in said) == (False, "load", False)
    assert "ZeroDivisionError" in init["error"]


def test_a_run_sees_nothing_of_the_tests_part() -> None:
    source = """
import sys
from map_impl import exports
import map_impl.imports
class Map(exports.Map):
    def init(self, configuration):
        return "pytest" not in sys.modules and "testing" not in sys.modules and not hasattr(map_impl.imports, "fakes")
    def process(self, message):
        try:
            import pytest
        except ImportError:
            return message
"""
    report = generic.run("map", "1.1.0", {"a.py": source}, "a", [{"payload": "1"}])

    assert report.init_ok
    assert report.outcomes == ["output"] or report.error is None
