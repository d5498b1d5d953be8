import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import INIT, entry

METHODS = """\
    def init(self, configuration):
        return True

    def process(self, message):
        return message
"""
GOOD = entry("map", INIT + "\ndef process(self, message):\n    return message\n")


def test_the_class_that_is_there_is_fine() -> None:
    assert codes(GOOD) == []


def test_a_file_without_any_class() -> None:
    (found,) = findings("x = 1\n")
    assert (found.code, found.place.path, found.place.line, found.fixable) == ("entry-class", "op.py", 1, False)
    assert found.message == "There is no class Map in the entry file."


def test_a_class_of_another_name_is_pointed_out_and_renamed_with_its_uses() -> None:
    bad = GOOD.replace("class Map", "class Doubler") + "\n\nprint(Doubler.__name__)\n"
    (found,) = [one for one in findings(bad) if one.code == "entry-class"]
    assert (found.place.line, found.message) == (5, "There is no class Map in the entry file, only Doubler.")
    mended = fixed(bad, code="entry-class")
    assert mended == GOOD + "\n\nprint(Map.__name__)\n"
    assert fixed(mended, code="entry-class") == mended


def test_a_name_in_lower_case_is_another_name() -> None:
    bad = GOOD.replace("class Map", "class map  ").replace("map  (", "map(")
    assert codes(bad) == [("entry-class", 5)]
    assert fixed(bad) == GOOD


def test_a_class_without_base_is_recognised_by_its_methods() -> None:
    bad = f"class Doubler:\n{METHODS}"
    assert codes(bad) == [("entry-class", 1)]
    assert fixed(bad) == f"class Map:\n{METHODS}"


def test_of_two_candidates_none_is_chosen() -> None:
    bad = f"class One:\n{METHODS}\n\nclass Two:\n{METHODS}"
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.fixable) == ("entry-class", 1, False)
    assert fixed(bad) == bad


def test_the_class_of_another_kind_is_not_renamed() -> None:
    bad = "from map_impl import exports\n\n\nclass Filter(exports.Filter):\n    pass\n"
    assert codes(bad) == [("entry-class", 4), ("wrong-base-class", 4)]
    assert fixed(bad) == bad


@pytest.mark.parametrize(
    "source",
    [
        "Map = make()\n",
        "Map: type = make()\n",
        "if (Map := make()):\n    pass\n",
        "from elsewhere import Map\n",
        "from elsewhere import Doubler as Map\n",
        "from elsewhere import *\n",
        "try:\n    from elsewhere import Map\nexcept ImportError:\n    Map = None\n",
        f"if True:\n    class Map:\n{METHODS.replace('    ', '        ')}",
        f"try:\n    class Map:\n{METHODS.replace('    ', '        ')}finally:\n    pass\n",
        f"class Other:\n{METHODS}\n\ndef Map():\n    return Other()\n",
    ],
)
def test_a_name_that_is_made_in_another_way_is_fine(source: str) -> None:
    assert ("entry-class", 1) not in codes(source)
    assert [code for code, _ in codes(source)] == []


@pytest.mark.parametrize(
    "source",
    [
        f"def make():\n    class Map:\n{METHODS.replace('    ', '        ')}",
        f"class Outer:\n    class Map:\n{METHODS.replace('    ', '        ')}",
        "def make():\n    Map = 1\n",
        "def make(Map):\n    pass\n",
        "Map.x = 1\n",
        "",
    ],
)
def test_a_name_that_only_something_else_knows_is_missing(source: str) -> None:
    assert codes(source) == [("entry-class", 1)]
    assert fixed(source) == source


def test_a_function_that_makes_nothing_is_no_class() -> None:
    (found,) = findings("x = 1\n\n\ndef Map():\n    print('made')\n")
    assert (found.place.line, found.fixable) == (4, False)
    assert found.message == (
        "There is no class Map in the entry file, only a function of that name that returns nothing."
    )


def test_a_class_of_a_project_file_counts() -> None:
    files = {"other.py": f"class Map:\n{METHODS}"}
    assert codes("from other import Map\n", files=files) == []


@pytest.mark.parametrize("kind", ["filter", "branch", "accumulate", "delay"])
def test_every_kind_has_its_own_name(kind: str) -> None:
    (found,) = findings("x = 1\n", kind)
    assert found.message == f"There is no class {kind.capitalize()} in the entry file."
