import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import INIT, entry

METHODS = f"{INIT}\ndef process(self, message):\n    return message\n"


def with_constructor(constructor: str) -> str:
    return entry("map", f"{constructor}\n{METHODS}")


def test_a_constructor_that_asks_for_arguments() -> None:
    bad = with_constructor("def __init__(self, factor, unit='C', *, places):\n    pass\n")
    (found,) = findings(bad)
    assert (found.code, found.place.line, found.severity, found.fixable) == ("entry-constructor", 6, "error", False)
    assert found.message == "The toolchain makes the operator with Map(), but its constructor asks for factor, places."
    assert fixed(bad) == bad


@pytest.mark.parametrize(
    "parameters", ["self", "self, x=1", "self, *args, **kw", "self, *, x=1", "self, /", "*args", "self, x=1, /, y=2"]
)
def test_constructors_that_can_be_called_without_arguments(parameters: str) -> None:
    assert codes(with_constructor(f"def __init__({parameters}):\n    pass\n")) == []


@pytest.mark.parametrize(
    "constructor",
    [
        "@wrapped\ndef __init__(self, x):\n    pass\n",
        "def __new__(cls):\n    pass\n\ndef __init__(self, x):\n    pass\n",
        "def __init__(self, x):\n    pass\n__init__ = other\n",
        "class Inner:\n    def __init__(self, x):\n        pass\n",
        "def make(self):\n    def __init__(self, x):\n        pass\n",
    ],
)
def test_constructors_that_something_changes(constructor: str) -> None:
    assert codes(with_constructor(constructor)) == []


def test_an_inherited_one_counts_at_its_own_place() -> None:
    base = "class Base:\n    def __init__(self, x):\n        pass\n"
    source = entry("map", METHODS).replace("exports.Map", "Base").replace("class Map", f"{base}\n\nclass Map")
    assert codes(source) == [("entry-constructor", 6)]
    assert codes(source.replace("class Map", "@wrapped\nclass Map")) == []
    assert codes(source.replace("Map(Base)", "Map(Base, metaclass=M)")) == []


def test_one_in_another_file() -> None:
    files = {"base.py": "class Base:\n    def __init__(self, x):\n        pass\n"}
    source = "import base\n" + entry("map", METHODS).replace("exports.Map", "base.Base")
    (found,) = findings(source, files=files)
    assert (found.code, found.place.path, found.place.line) == ("entry-constructor", "base.py", 2)
