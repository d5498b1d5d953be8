"""Modules that nobody provides, and packages with compiled parts."""

import pytest

from tests.operators.checks.environment.operators import PROCESS_LINE, findings, found, map_with

CODE = "module-unknown"
COMPILED = "compiled-package"


@pytest.mark.parametrize(
    "statement", ["import yaml", "import json, yaml", "from yaml import safe_load", "import yaml.nodes"]
)
@pytest.mark.parametrize("adapter", [True, False])
def test_it_is_an_error_at_the_top_and_in_a_function(statement: str, adapter: bool) -> None:
    assert found(CODE, map_with(statement), adapter=adapter) == [(3, "error")]
    assert found(CODE, map_with(process=statement), adapter=adapter) == [(PROCESS_LINE, "error")]


@pytest.mark.parametrize(
    ("statement", "advice"),
    [
        ("import yaml", "If it is a package, list it in requirements.txt, there probably as PyYAML."),
        ("import requests", "If it is a package, list it in requirements.txt."),
        ("import distutils.core", "Python 3.12, which a component holds, has it no more."),
        ("import helpers.more", "The project's helpers has no such file."),
    ],
)
def test_the_sentence_gives_advice(statement: str, advice: str) -> None:
    one = findings(CODE, map_with(statement), files={"helpers/__init__.py": ""})[0]
    assert one.message == f"There is no module {statement.split()[1]} for this component. {advice}"


@pytest.mark.parametrize(
    "source",
    [
        map_with("import json, xml.etree.ElementTree, os.path"),
        map_with("from __future__ import annotations"),
        map_with("import helpers, helpers.units\nfrom helpers import units, anything\nfrom helpers.units import x"),
        map_with("try:\n    import orjson as json\nexcept ImportError:\n    import json"),
        map_with("try:\n    import json\nexcept ImportError:\n    import simplejson as json"),
        map_with("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from _typeshed import x"),
        map_with("import importlib.util\nif importlib.util.find_spec('yaml'):\n    import yaml"),
        map_with("import zlib"),  # module-absent speaks of it
        map_with("from filter_impl import exports"),  # so does another check
    ],
)
def test_what_is_there_or_may_be_missing_is_left_alone(source: str) -> None:
    files = {
        "helpers/__init__.py": "",
        "helpers/units.py": "from . import more\nfrom .. import x\nx = 1\n",
        "helpers/more.py": "",
    }
    assert found(CODE, source, files=files) == found(COMPILED, source, files=files) == []


def test_packages_of_the_project_provide_modules() -> None:
    listed = {"requirements.txt": "PyYAML\n"}
    assert found(CODE, map_with("import yaml"), provided=("yaml",)) == []
    assert found(CODE, map_with("import yaml"), provided=None, files=listed) == []  # not known yet
    assert found(CODE, map_with("import yaml"), provided=None) == [(3, "error")]
    assert found(CODE, map_with("import yaml"), provided=("dateutil",), files=listed) == [(3, "error")]


@pytest.mark.parametrize(
    "statement", ["import numpy as np", "from pandas import DataFrame", "import cv2", "from PIL import Image"]
)
def test_compiled_packages_are_refused_in_one_sentence(statement: str) -> None:
    assert found(COMPILED, map_with(statement)) == [(3, "error")]
    assert found(CODE, map_with(statement)) == []
    assert found(COMPILED, map_with(statement), provided=None, files={"requirements.txt": "numpy\n"}) == [(3, "error")]
    package = statement.split()[1]
    assert findings(COMPILED, map_with(statement))[0].message == (
        f"The package {package} cannot be used: it has compiled parts, and those cannot go into a component."
    )


def test_a_file_that_nothing_imports_is_left_alone() -> None:
    assert found(CODE, map_with(), files={"tests/test_map.py": "import pytest\n"}) == []


@pytest.mark.parametrize(
    "source", ["from . import x\n", "from .... import x\n", "from .a import x\n", "import " + "a." * 50 + "b\n"]
)
def test_odd_sources_do_not_raise(source: str) -> None:
    found(CODE, source)
