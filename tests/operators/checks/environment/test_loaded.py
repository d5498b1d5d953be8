"""Which modules a component holds, asked of components."""

import pytest

from app.operators.checks.environment.loaded import ALWAYS, BUILT_IN, LOADS, Loaded
from app.operators.checks.environment.reach import Reach
from tests.operators.checks import checking
from tests.operators.checks.environment.operators import map_with
from tests.operators.checks.environment.survey import SURVEY, told
from tests.support import generic

# An operator that imports nothing that is not there anyway.
_BARE = """\
import random
import time

from map_impl import exports, imports

STARTED = f"{time.time()} {random.random()}"


class Map(exports.Map):
    def init(self, configuration):
        import sys

        self.tell("loaded", " ".join(sorted(sys.modules)))
        self.tell("built-in", " ".join(sys.builtin_module_names))
        self.tell("started", STARTED)
        self.tell("now", f"{time.time()} {random.random()}")
        self.tell("state store", str(hasattr(imports, "state_store")))
        return True

    def tell(self, context, message):
        imports.logger.log(imports.logger.Level.INFO, context, message)

    def process(self, message):
        return message
"""
_ONE_MORE = """\
import {name}


class Map:
    def init(self, configuration):
        import sys

        log = sys.modules["map_impl.imports.logger"]
        log.log(log.Level.INFO, "loaded", " ".join(sorted(sys.modules)))
        return True

    def process(self, message):
        return message
"""


def public(text: str) -> set[str]:
    """The public modules of a list that are not the bindings' or the operator's own."""
    names = set(text.split())
    return {name for name in names if not any(part.startswith("_") for part in name.split("."))} - {
        name for name in names if name.split(".")[0] in {"map_impl", "op", "operator_adapter"}
    }


@pytest.mark.build
def test_a_component_that_imports_nothing_holds_what_the_list_says() -> None:
    answer = told(_BARE)
    assert public(answer["loaded"]) - BUILT_IN == ALWAYS - BUILT_IN
    assert public(answer["built-in"]) - ALWAYS == BUILT_IN - ALWAYS
    assert public(answer["built-in"]) >= BUILT_IN


@pytest.mark.build
def test_values_taken_at_build_time_are_the_same_in_every_run() -> None:
    """What the check frozen-at-build says; later values differ."""
    first, second = told(_BARE), told(_BARE)
    assert first["started"] == second["started"]
    assert first["now"].split()[0] != second["now"].split()[0]
    assert first["now"].split()[1] != second["now"].split()[1]


@pytest.mark.build
def test_the_state_store_is_only_there_where_it_is_imported() -> None:
    """What the check state-store-unloaded says."""
    assert told(_BARE)["state store"] == "False"
    assert told(SURVEY)["state store"] == "True"


def test_modules_bring_along_what_the_table_says() -> None:
    """In the generic component, which takes milliseconds for each."""
    for name, others in LOADS.items():
        report = generic.run("map", "1.1.0", {"op.py": _ONE_MORE.format(name=name)}, "op", [], adapter=False)
        assert report.error is None, name
        held = public(report.logs[0]["message"]) - ALWAYS - BUILT_IN - {name, name.partition(".")[0]}
        expected = {other for other in others if other != name.partition(".")[0]}
        assert {one for one in held if not one.startswith(("pyexpat.", "xml.parsers.expat."))} == expected - BUILT_IN, (
            name
        )


def held(source: str, **options: bool) -> Loaded:
    operator = checking.operator(source)
    return Loaded(operator, Reach(operator), **options)


def test_a_project_holds_what_it_imports_and_what_that_brings() -> None:
    loaded = held(map_with("import json\nfrom queue import Queue", "import csv"), lazy=False)
    assert {"json", "json.decoder", "queue", "heapq", "re", "math", "map_impl.imports.logger"} <= loaded.names
    assert "csv" not in loaded
    assert "map_impl.imports.state_store" not in loaded
    assert loaded.is_all
    assert "csv" in held(map_with("", "import csv"))
    assert not held(map_with("import asyncio")).is_all
