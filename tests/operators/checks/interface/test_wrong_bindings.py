import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import entry

METHODS = """
def init(self, configuration):
    return True

def process(self, message):
    return message
"""
GOOD = entry("map", METHODS)


@pytest.mark.parametrize("kind", ["filter", "branch", "accumulate", "delay"])
def test_the_package_of_another_kind(kind: str) -> None:
    bad = GOOD.replace("map_impl", f"{kind}_impl")
    assert codes(bad) == [("wrong-bindings", 1), ("wrong-bindings", 2)]
    assert findings(bad)[0].message == f"There is no {kind}_impl here: the bindings of a map are called map_impl."
    assert fixed(bad) == GOOD
    assert fixed(GOOD) == GOOD


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("from wit_world import exports  # e", "from map_impl import exports  # e"),
        ("from wit_world.imports import types", "from map_impl.imports import types"),
        ("from componentize_py_types import Err, Ok", "from map_impl.types import Err, Ok"),
        (
            "from wit_world import (\n    exports,\n    imports,\n)",
            "from map_impl import (\n    exports,\n    imports,\n)",
        ),
        ("import json; import wit_world.imports", "import json; import map_impl.imports"),
        ("import filter_impl.imports.types as t", "import map_impl.imports.types as t"),
        ("import json, filter_impl.imports as i", "import json, map_impl.imports as i"),
        ("import filter_impl\nx = filter_impl.imports", "import map_impl\nx = map_impl.imports"),
        ("def later():\n    from filter_impl import imports", "def later():\n    from map_impl import imports"),
    ],
)
def test_every_way_to_import(bad: str, good: str) -> None:
    found = [one for one in findings(f"{bad}\n{GOOD}") if one.code == "wrong-bindings"]
    assert len(found) == 1
    assert fixed(f"{bad}\n{GOOD}", code="wrong-bindings") == f"{good}\n{GOOD}"


def test_other_files_of_the_project_are_looked_at() -> None:
    (found,) = findings(GOOD, files={"helper.py": "\nfrom branch_impl import imports\n"})
    assert (found.code, found.place.path, found.place.line) == ("wrong-bindings", "helper.py", 2)


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    from wit_world import imports\nexcept ImportError:\n    from map_impl import imports\n",
        "try:\n    from map_impl import imports\nexcept (OSError, ModuleNotFoundError):\n    import wit_world\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import filter_impl\n",
        "from .filter_impl import x\n",
        "import filter_implementation\n",
        "import map_impl\n",
        "from . import wit_world\n",
    ],
)
def test_imports_that_are_right_or_only_tried(source: str) -> None:
    found = [code for code, _ in codes(f"{source}{GOOD}")]
    assert "wrong-bindings" not in found


def test_a_module_of_the_project_or_of_a_package_may_have_that_name() -> None:
    assert codes(f"import wit_world\n{GOOD}", files={"wit_world.py": "x = 1\n"}) == []
    assert codes(f"import wit_world\n{GOOD}", provided=["wit_world"]) == []


def test_code_for_another_kind_is_not_made_to_look_like_this_one() -> None:
    bad = GOOD.replace("map_impl", "filter_impl").replace("Map", "Filter")
    assert {code for code, _ in codes(bad)} == {"entry-class", "wrong-bindings", "wrong-base-class"}
    assert not any(one.fixable for one in findings(bad))


def test_the_base_of_another_kind() -> None:
    bad = GOOD.replace("exports.Map", "exports.Filter")
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.place.column) == ("wrong-base-class", 5, 11)
    assert found.message == "The exports of a map have no Filter, only Map."
    assert fixed(bad) == GOOD


def test_package_and_base_of_another_kind_are_mended_together() -> None:
    assert fixed(GOOD.replace("map_impl", "delay_impl").replace("exports.Map", "exports.Delay")) == GOOD


def test_a_long_way_to_the_base() -> None:
    bad = GOOD.replace("exports.Map", "map_impl.exports.Branch") + "\nimport map_impl.exports\n"
    assert codes(bad) == [("wrong-base-class", 5)]
    assert "class Map(map_impl.exports.Map):" in fixed(bad)
