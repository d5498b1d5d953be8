import json
import tracemalloc
from collections.abc import Iterable, Iterator

import pytest
import yaml

from app.payloads.writing.export import zipped
from app.payloads.writing.shapes import Heading, Operator
from tests.payloads.writing.support import SETTINGS, A, unzipped
from tests.payloads.writing.test_published import check_test

HEADING = Heading("Sensors", "", 3, SETTINGS)
LEVEL_BYTES = 6_000_000


def exported(*cases: A, heading: Heading = HEADING, operator: Operator | None = None) -> dict[str, bytes]:
    return unzipped(zipped(heading, lambda: cases, operator))


def test_an_export_is_both_layouts_side_by_side() -> None:
    files = exported(A("Warm", expect={"output": {"payload": "1"}}), A("warm!", expect={"outcome": "dropped"}))

    assert list(files) == [
        "collection.json",
        "warm/input/1.json",
        "warm/warm.test.yaml",
        "warm/expected/expected.json",
        "warm-2/input/1.json",
        "warm-2/warm-2.test.yaml",
        "warm-2/expected/expected.json",
        "graph.dataflow.yaml",
        "README.txt",
    ]
    for path in files:
        if path.endswith(".test.yaml"):
            check_test(files[path])
    assert [case["folder"] for case in json.loads(files["collection.json"])["cases"]] == ["warm", "warm-2"]
    assert "That layout carries everything" in files["README.txt"].decode()


def test_the_readme_names_what_only_the_studio_sees() -> None:
    logs, bounded = {"logs": [{"contains": "x"}]}, {"output": {"payload": "1"}, "max_duration_us": 5}
    heading = Heading("Sensors", "", 3, SETTINGS | {"seed": 1})
    text = exported(A("a", expect=logs), A("b", expect=bounded), A("c"), heading=heading)["README.txt"].decode()

    assert text.startswith("Sensors, version 3: 3 cases, exported by Operator Studio\r\n")
    assert "- the seed of random numbers (settings)\r\n" in text
    assert "- expected log lines (1 case)\r\n" in text
    assert "- the ceiling for time or memory (1 case)\r\n" in text
    assert "the folder holds the inputs, and no test (2 cases)\r\n" in text
    assert "Name your own operator in it" in text


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        (A("a"), "map"),
        (A("a", expect={"outcome": "passed"}), "filter"),
        (A("a", expect={"arm": "True"}), "branch"),
        (A("a", expect={"outcome": "delayed"}), "delay"),
        (A("a", [{"staged": None, "messages": [{"payload": "1"}]}]), "accumulate"),
    ],
)
def test_the_graph_is_for_the_kind_that_the_cases_seem_to_be_for(case: A, kind: str) -> None:
    graph = yaml.safe_load(exported(case)["graph.dataflow.yaml"])

    assert graph["operations"][1]["operationType"] == kind


def test_the_graph_names_the_operator_that_was_chosen() -> None:
    files = exported(A("a", expect={"arm": "True"}), operator=Operator("cooler", "filter", "1.0.0"))
    graph = yaml.safe_load(files["graph.dataflow.yaml"])

    assert graph["operations"][1] == {
        "operationType": "filter",
        "name": "module-cooler/filter",
        "module": "cooler:1.0.0",
    }
    assert graph["moduleRequirements"] == {"apiVersion": "1.0.0", "runtimeVersion": "1.0.0"}
    assert "Build it under that name" in files["README.txt"].decode()


def test_an_empty_collection_is_exported_too() -> None:
    assert list(exported()) == ["collection.json", "graph.dataflow.yaml", "README.txt"]


def test_every_path_stays_inside_and_is_short() -> None:
    names = ["../../x", "/etc/passwd", "C:\\x", "a" * 200, "nul", "\u202ecod.exe", "..", "a/b"]
    files = exported(*(A(name, expect={"outputs": []}) for name in names))

    assert all(not path.startswith("/") and ".." not in path and "\\" not in path for path in files)
    assert max(len(path) for path in files) < 160


def _peak(cases: Iterable[A]) -> int:
    """The most memory that sending an export takes, in bytes; ``cases`` can be gone through again and again."""
    tracemalloc.start()
    try:
        for _ in zipped(HEADING, lambda: cases):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class _Many:
    """Cases that are made when they are asked for."""

    def __init__(self, count: int, size: int) -> None:
        self._count, self._size = count, size

    def __iter__(self) -> Iterator[A]:
        for number in range(self._count):
            yield A(f"case {number}", [{"payload": "x" * self._size}], {"output": {"payload": "1"}})


def test_memory_stays_level_however_much_goes_through() -> None:
    assert _peak(_Many(1_000, 40_000)) < LEVEL_BYTES  # 40 MB in all


def test_memory_stays_level_however_many_cases_there_are() -> None:
    assert _peak(_Many(20_000, 10)) < LEVEL_BYTES  # as many as a collection may have, three files each


def test_one_large_case_takes_a_few_times_its_size() -> None:
    assert _peak(_Many(1, 16_000_000)) < 8 * 16_000_000
