"""Imports inside functions."""

import pytest

from tests.operators.checks import checking
from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "import-in-function"
JSON = map_with("import base64", "import json\njson.loads('1')")


def test_with_the_adapter_it_is_good_to_know() -> None:
    one = findings(CODE, JSON)[0]
    assert (one.place.line, one.severity.value, one.fixable) == (PROCESS_LINE, "information", False)
    assert one.message == (
        "The module json is loaded while the component is built, because no module can be loaded later."
    )


def test_without_the_adapter_it_is_an_error_and_the_import_is_moved() -> None:
    assert found(CODE, JSON, adapter=False) == [(PROCESS_LINE, "error")]
    mended = checking.fixed(JSON, code=CODE, adapter=False)
    assert mended == map_with("import base64\nimport json", "json.loads('1')")
    assert checking.fixed(mended, code=CODE, adapter=False) == mended


@pytest.mark.parametrize(
    ("statement", "top"),
    [("from json import loads as read", "from json import loads as read"), ("import xml.dom", "import xml.dom")],
)
def test_every_form_is_moved_and_an_empty_body_gets_a_pass(statement: str, top: str) -> None:
    source = map_with("import base64", f"if message:  # why\n    {statement}  # kept nowhere")
    mended = checking.fixed(source, code=CODE, adapter=False)
    assert mended.startswith(
        f"from map_impl import exports\nfrom map_impl.imports import types\nimport base64\n{top}\n"
    )
    assert "        if message:  # why\n            pass" in mended


@pytest.mark.parametrize(
    "process",
    [
        "import json; json.loads('1')",  # another statement on the line
        "import json\njson.loads('1')\nself.other = json = 1",  # the name is used for something else
        "importlib.import_module('json')",
    ],
)
def test_what_cannot_be_moved_safely_stays(process: str) -> None:
    source = map_with("import importlib", process)
    assert checking.fixed(source, code=CODE, adapter=False) == source
    assert found(CODE, source, adapter=False) == [(PROCESS_LINE, "error")]


@pytest.mark.parametrize(
    "statement",
    [
        "import math, itertools, time",  # built into the interpreter
        "import re, os.path, random, dataclasses",  # the bindings or the toolchain load them
        "from collections.abc import Mapping",
        "from map_impl.imports import logger",
        "from map_impl.types import Err",
        "import base64",  # the top of this module does
        "import struct",  # base64 does
        "import zlib",  # another check speaks of it
        "import not_there",  # likewise
        "try:\n    import json\nexcept ImportError:\n    json = None",
    ],
)
@pytest.mark.parametrize("adapter", [True, False])
def test_what_is_there_or_expected_to_be_missing_is_left_alone(statement: str, adapter: bool) -> None:
    assert found(CODE, map_with("import base64", statement), adapter=adapter) == []


def test_another_module_of_the_project_may_load_it() -> None:
    source = map_with("import helper", "import json")
    assert found(CODE, source, adapter=False, files={"helper.py": "import json\n"}) == []
    assert found(CODE, source, adapter=False, files={"helper.py": "import csv\n"}) == [(PROCESS_LINE, "error")]


def test_the_projects_own_module_is_needed_too() -> None:
    source = map_with("", "from helpers import units\nunits.x")
    files = {"helpers/__init__.py": "", "helpers/units.py": "x = 1\n"}
    assert found(CODE, source, adapter=False, files=files) == [(PROCESS_LINE, "error")]
    assert found(CODE, source, files=files) == [(PROCESS_LINE, "information")]


def test_the_state_store_is_not_loaded_by_itself() -> None:
    source = map_with("", "from map_impl.imports import state_store\nstate_store.get(b'x', None)")
    assert found(CODE, source, adapter=False) == [(PROCESS_LINE, "error")]


def test_a_function_that_runs_while_the_component_is_built_may_import() -> None:
    made = "def table():\n    import json\n    return json.loads('{}')\n\nTABLE = table()"
    assert found(CODE, map_with(made), adapter=False) == []


def test_packages_may_load_anything_so_it_is_only_a_warning_then() -> None:
    assert found(CODE, JSON, adapter=False, provided=("dateutil",)) == [(PROCESS_LINE, "warning")]
    assert found(CODE, map_with("import asyncio", "import json"), adapter=False) == [(PROCESS_LINE, "warning")]


@pytest.mark.parametrize(
    "source", ["def f():\n    from . import x\n", "def f():\n    __import__(1)\n", "lambda: __import__('json')\n"]
)
def test_odd_sources_do_not_raise(source: str) -> None:
    found(CODE, source, adapter=False)
