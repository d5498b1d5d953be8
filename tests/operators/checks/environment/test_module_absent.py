"""Modules that a component's Python does not have."""

import pytest

from app.operators.absent_modules import ABSENT, ABSENT_SUBMODULES, instead_of
from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "module-absent"


@pytest.mark.parametrize(
    "statement",
    [
        "import zlib",
        "import json, zlib",
        "from gzip import decompress",
        "import ctypes.util",
        "import multiprocessing.pool",
        "from multiprocessing import shared_memory",
        "from concurrent.futures import ProcessPoolExecutor",
        "import importlib; importlib.import_module('ssl')",
    ],
)
@pytest.mark.parametrize("adapter", [True, False])
def test_it_is_an_error_at_the_top_and_in_a_function(statement: str, adapter: bool) -> None:
    assert found(CODE, map_with(statement), adapter=adapter) == [(3, "error")]
    assert found(CODE, map_with(process=statement), adapter=adapter) == [(10, "error")]


@pytest.mark.parametrize(
    "source",
    [
        map_with("import json, hashlib, zipfile, concurrent.futures, multiprocessing"),
        map_with("try:\n    import zlib\nexcept ImportError:\n    zlib = None"),
        map_with("try:\n    import zlib\nexcept (AttributeError, ModuleNotFoundError):\n    zlib = None"),
        map_with("import contextlib\nwith contextlib.suppress(ImportError):\n    import zlib"),
        map_with("try:\n    import tomllib\nexcept ImportError:\n    import zlib"),
        map_with("import sys\nif sys.platform == 'win32':\n    import winreg"),
        map_with("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sqlite3"),
        map_with(more="\nif __name__ == '__main__':\n    import readline\n"),
    ],
)
def test_nothing_is_said_of_others_and_of_what_may_fail(source: str) -> None:
    assert found(CODE, source) == []


def test_a_broad_except_inside_the_function_is_no_reason_to_speak() -> None:
    assert found(CODE, map_with(process="try:\n    import zlib\nexcept Exception:\n    pass")) == []


def test_a_file_that_nothing_imports_is_not_in_the_component() -> None:
    assert found(CODE, map_with(), files={"local_tool.py": "import zlib\n"}) == []
    assert found(CODE, map_with("import local_tool"), files={"local_tool.py": "import zlib\n"}) == [(1, "error")]


def test_the_alias_is_marked_and_the_sentence_says_what_to_use() -> None:
    one = findings(CODE, map_with("import json, sqlite3 as db"))[0]
    assert one.message == "A component's Python has no module sqlite3. Keep values in the state store of the bindings."
    assert (one.place.column, one.place.end_column) == (14, 27)


def test_every_public_module_has_a_word_of_advice() -> None:
    public = [name for name in ABSENT | ABSENT_SUBMODULES if not name.startswith(("_", "asyncio", "dbm"))]
    assert [name for name in public if not instead_of(name)] == []


@pytest.mark.parametrize(
    "source", ["from . import", "from .. import zlib\n", "import_module('zlib')\n", "__import__()\n"]
)
def test_odd_sources_do_not_raise(source: str) -> None:
    assert found(CODE, source) == []
