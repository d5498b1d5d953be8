import pytest

from tests.operators.checks.interface.checking import codes, findings, fixed
from tests.operators.checks.interface.writing import INIT, KINDS, entry

PROCESS = "def process(self, message):\n    return message\n"


@pytest.mark.parametrize("kind", KINDS)
def test_both_missing(kind: str) -> None:
    name = kind.capitalize()
    found = findings(entry(kind, "pass\n"), kind)
    assert [(one.code, one.place.line, one.fixable) for one in found] == [
        ("method-missing", 5, True),
        ("method-missing", 5, False),
    ]
    assert [one.message for one in found] == [
        f"The class {name} has no method init.",
        f"The class {name} has no method process.",
    ]


def test_a_missing_init_is_added_before_the_other_methods() -> None:
    bad = entry("map", f'"""Doubles."""\n\nfactor = 2\n\n# the work\n{PROCESS}')
    good = entry("map", f'"""Doubles."""\n\nfactor = 2\n\n{INIT}\n# the work\n{PROCESS}')
    assert codes(bad) == [("method-missing", 5)]
    assert fixed(bad) == good
    assert fixed(good) == good


def test_it_is_added_where_nothing_stands_before_them() -> None:
    assert fixed(entry("map", PROCESS)) == entry("map", f"{INIT}\n{PROCESS}")
    assert fixed(entry("map", f"# the work\n{PROCESS}")) == entry("map", f"{INIT}\n# the work\n{PROCESS}")


def test_it_is_annotated_where_the_others_are() -> None:
    process = "def process(self, message: types.DataModel) -> types.DataModel:\n    return message\n"
    init = "def init(self, configuration: types.ModuleConfiguration) -> bool:\n    return True\n"
    assert fixed(entry("map", process)) == entry("map", f"{init}\n{process}")


def test_it_is_added_in_the_files_own_indentation() -> None:
    bad = entry("map", PROCESS).replace("    ", "\t")
    assert fixed(bad) == entry("map", f"{INIT}\n{PROCESS}").replace("    ", "\t")


def test_it_is_added_behind_what_is_no_method() -> None:
    base = "class Base:\n    def process(self, message):\n        return message\n"
    bad = f"{base}\n\nclass Map(Base):\n    factor = 2\n"
    assert codes(bad) == [("method-missing", 6)]
    assert fixed(bad) == f"{bad}\n    def init(self, configuration):\n        return True\n"


def test_a_class_on_one_line_is_left_to_its_author() -> None:
    bad = "class Map: pass\n"
    assert [one.fixable for one in findings(bad)] == [False, False]
    assert fixed(bad) == bad


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Init", "init"),
        ("initialize", "init"),
        ("initialise", "init"),
        ("proces", "process"),
        ("Process", "process"),
        ("procces", "process"),
    ],
)
def test_a_name_that_is_nearly_right_is_pointed_out_and_mended(given: str, name: str) -> None:
    good = entry("map", f"{INIT}\n{PROCESS}\ndef again(self):\n    return self.{name}(1)\n")
    bad = good.replace(f"def {name}", f"def {given}").replace(f"self.{name}", f"self.{given}")
    (found,) = findings(bad)
    assert (found.code, found.message) == ("method-missing", f"The class Map has no method {name}, only {given}.")
    assert fixed(bad) == good


@pytest.mark.parametrize("helper", ["processed", "preprocess", "process_message", "inits", "__init__", "start"])
def test_helpers_are_not_taken_for_the_method(helper: str) -> None:
    name = "init" if "init" in helper else "process"
    kept = PROCESS if name == "init" else INIT
    (found,) = findings(entry("map", f"{kept}\ndef {helper}(self):\n    pass\n"))
    assert found.message == f"The class Map has no method {name}."


@pytest.mark.parametrize(
    "body",
    [
        f"{INIT}\nprocess = other\n",
        f"{INIT}\nprocess: object = other\n",
        "init = process = lambda self, x: x\n",
        f"{INIT}\nif x:\n    def process(self, message):\n        return message\n",
        f"{INIT}\nfrom elsewhere import process\n",
        f"{INIT}\nfrom elsewhere import work as process\n",
        f"{INIT}\n@wrapped\ndef process(self, message):\n    return message\n",
        f"{INIT}\nfor process in (one, two):\n    pass\n",
    ],
)
def test_methods_that_are_made_in_another_way(body: str) -> None:
    assert codes(entry("map", body)) == []


@pytest.mark.parametrize(
    "head",
    [
        "class Map(unknown.Base):",
        "class Map(make()):",
        "class Map(Base[int]):",
        "class Map(*bases):",
        "class Map(metaclass=Meta):",
        "@filled\nclass Map:",
        "@filled()\nclass Map:",
    ],
)
def test_a_class_that_something_unknown_may_fill(head: str) -> None:
    assert codes(f"{head}\n    pass\n") == []


@pytest.mark.parametrize(
    "source",
    [
        "class Map:\n    def __init__(self):\n        self.init = self.process = print\n",
        "class Map:\n    def __getattr__(self, name):\n        return print\n",
        "class Map:\n    pass\n\nMap.init = Map.process = print\n",
        "class Map:\n    pass\n\nfor name in names:\n    setattr(Map, name, print)\n",
    ],
)
def test_a_class_without_base_may_get_its_methods_later(source: str) -> None:
    assert codes(source) == []


def test_with_the_bindings_base_later_is_too_late() -> None:
    bad = entry("map", INIT) + "\nMap.process = print\n"
    assert codes(bad) == [("method-missing", 5)]


def test_inherited_methods_count() -> None:
    base = entry("map", f"{INIT}\n{PROCESS}").replace("class Map", "class Base")
    assert codes(f"{base}\n\nclass Map(Base):\n    pass\n") == []
    source = "import base\n\n\nclass Map(base.Base):\n    pass\n"
    assert codes(source, files={"base.py": base}) == []


def test_the_base_may_have_the_classs_own_name() -> None:
    source = (
        entry("map", f"{INIT}\n{PROCESS}")
        .replace("exports.Map", "Map")
        .replace("import exports", "import exports\nfrom map_impl.exports import Map")
    )
    assert codes(source) == []
    assert codes(source.replace("def init", "def start")) == [("method-missing", 6)]


def test_harmless_decorators_and_bases() -> None:
    source = "import abc\nimport dataclasses\n\n\n@dataclasses.dataclass(frozen=True)\nclass Map(abc.ABC):\n    x = 1\n"
    assert codes(source) == [("method-missing", 6), ("method-missing", 6)]


def test_classes_that_are_each_others_base_end() -> None:
    assert codes("class A(Map):\n    pass\n\n\nclass Map(A):\n    pass\n") == [
        ("method-missing", 5),
        ("method-missing", 5),
    ]
