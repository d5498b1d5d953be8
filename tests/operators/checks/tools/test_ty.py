from pathlib import Path

import pytest

from app.operators.checks.rule import Severity
from app.operators.checks.tools import ty
from tests.operators.checks.tools.toolbox import told, typed, write

HEAD = """from map_impl import exports
from map_impl.imports import logger, metrics, state_store, types
from map_impl.types import Err


class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
"""
FIRST = HEAD.count("\n") + 1


def in_process(*lines: str) -> str:
    """An operator with these lines in ``process``; the first of them is line FIRST."""
    return HEAD + "".join(f"        {line}\n" for line in [*lines, "return message"])


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (
            "logger.log(logger.Level.INFO, 'a')",
            "type-missing-argument",
            "log needs more arguments here: message.",
        ),
        (
            "state_store.get('a', None)",
            "type-argument",
            'This argument must be bytes, but it is "a".',
        ),
        (
            "types.BufferOrBytes_Bytes('a')",
            "type-argument",
            'This argument must be bytes, but it is "a".',
        ),
        ("metrics.CounterValue_U64(1.5)", "type-argument", "This argument must be int, but it is float."),
        ("logger.warn('a')", "type-attribute", "The module map_impl.imports.logger has nothing called warn."),
        ("logger.Level.WARNING", "type-attribute", "The class Level has no attribute WARNING."),
        ("self.threshold", "type-attribute", "Nothing sets self.threshold."),
        ("'a' + 1", "type-operator", '"a" + 1 does not work.'),
        ("message['payload']", "type-not-subscriptable", None),
        ("for part in message: pass", "type-not-iterable", "DataModel is nothing to loop over."),
        ("logger()", "type-not-callable", None),
        ("raise types.Error('a')", "type-raise", "Error cannot be raised, it is no exception."),
        (
            "types.Label('a', 'b')",
            "type-attribute",
            "The module map_impl.imports.types has nothing called Label.",
        ),
        ("metrics.Label('a', 'b', 'c')", "type-too-many-arguments", None),
        ("metrics.Label('a', value='b', colour='c')", "type-unknown-argument", None),
        ("with 3: pass", "type-with", "3 is nothing that with can open and close."),
        ("(1, 2)[2]", "type-index", None),
        (
            "return message.value",
            "type-return",
            "This must return DataModel, not BufferOrBytes or Message or Snapshot.",
        ),
    ],
)
def test_a_mistake_is_a_warning_at_its_line(tmp_path: Path, line: str, code: str, message: str | None) -> None:
    found = typed(tmp_path, in_process(line))

    assert [(one.code, one.severity, one.place.line) for one in found] == [(code, Severity.WARNING, FIRST)]
    assert message in (None, found[0].message)
    assert "`" not in found[0].message
    assert found[0].message.endswith(".")
    assert found[0].help
    assert found[0].rule in ty.RULES


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("from map_impl.imports import types\ntry: print()\nexcept types.Error: pass\n", "type-except", 3),
        ("class A(int, int): pass\n", "type-class", 1),
        (
            "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: int = 1\n    b: int\n",
            "type-class",
            5,
        ),
    ],
)
def test_a_mistake_outside_the_methods(tmp_path: Path, text: str, code: str, line: int) -> None:
    assert told(typed(tmp_path, text)) == [(code, line)]


def test_a_name_that_a_module_does_not_have(tmp_path: Path) -> None:
    assert told(typed(tmp_path, "from json import nothing\n")) == [("type-module-member", 1)]


def test_the_older_version_has_no_error_record(tmp_path: Path) -> None:
    text = in_process("raise Err(types.Error('a'))")

    assert typed(tmp_path, text) == []
    assert told(typed(tmp_path, text, api_version="1.0.0")) == [("type-attribute", FIRST)]


def test_the_positions_count_characters(tmp_path: Path) -> None:
    found = typed(tmp_path, 'ärger = ("äöü😀", "äöü😀" + 1)\n')
    place = found[0].place
    assert (place.path, place.line, place.column, place.end_line, place.end_column) == ("op.py", 1, 18, 1, 28)


def test_a_value_whose_shape_was_not_looked_at_is_told_once(tmp_path: Path) -> None:
    found = typed(tmp_path, in_process("value = message.value", "value.topic", "value.payload", "value.properties"))

    assert told(found) == [("type-some-attribute", FIRST + 1)]
    assert found[0].message.startswith(
        "topic is not there in every shape this can have; it is missing in BufferOrBytes_"
    )


def test_none_is_reckoned_with_where_the_bindings_say_so(tmp_path: Path) -> None:
    lines = [
        "assert isinstance(message, types.DataModel_Message)",
        "message.value.content_type.value",
        "state_store.get(b'a', None).response.decode()",
    ]
    found = typed(tmp_path, in_process(*lines))

    assert [(one.code, one.severity, one.place.line) for one in found] == [
        ("type-some-attribute", Severity.WARNING, FIRST + 1),
        ("type-some-attribute", Severity.WARNING, FIRST + 2),
    ]


def test_a_bare_value_given_to_a_record(tmp_path: Path) -> None:
    lines = ["assert isinstance(message, types.DataModel_Message)", "message.value.payload = b'new'"]
    found = typed(tmp_path, in_process(*lines))

    assert told(found) == [("type-field", FIRST + 1)]
    assert found[0].message == 'payload must be BufferOrBytes, but it is given b"new".'


@pytest.mark.parametrize(
    "head",
    [
        "def process(self, message: types.Message) -> types.DataModel:",
        "def process(self, message: types.DataModel) -> types.DataModel | None:",
        "def process(self, message: types.DataModel, timestamp: int) -> types.DataModel:",
        "def process(self) -> types.DataModel:",
    ],
)
def test_a_method_that_its_kind_could_not_call(tmp_path: Path, head: str) -> None:
    text = HEAD.replace("def process(self, message: types.DataModel) -> types.DataModel:", head)
    found = typed(tmp_path, text + "        raise NotImplementedError\n")
    assert told(found) == [("type-override", FIRST - 1)]


@pytest.mark.parametrize(
    "head",
    [
        "def process(self, anything):",
        "def process(self, m: types.DataModel, *rest) -> types.DataModel:",
        "def process(self, m: types.DataModel, verbose: bool = False) -> types.DataModel_Message:",
        'def process(self, m: "types.DataModel") -> "types.DataModel":',
        "def process(*arguments):",
    ],
)
def test_parameters_may_be_called_anything(tmp_path: Path, head: str) -> None:
    text = HEAD.replace("def process(self, message: types.DataModel) -> types.DataModel:", head)
    assert typed(tmp_path, text + "        raise NotImplementedError\n") == []


WORKS = {
    "state that init fills": """
settings = None
limit = None
names = None
class Keeper:
    last = None
    def __init__(self):
        self.table = None
        self.rows: list[int] = None
    def fill(self):
        global settings, limit, names
        settings, limit, names = dict(a=1), 3.0, ["a"]
        self.table, Keeper.last = {}, settings
    def use(self, value: float):
        settings.get("a"), settings["a"], names[0], len(names), value > limit, limit + value
        for name in names: self.table[name] = 1
        return "a" in self.table, self.last.get("a"), self.rows[0], round(limit, 1)
""",
    "state that begins as None and is then used as what it is": """
convert = None
rows = None
class Keeper:
    def __init__(self):
        self.count = None
        self.ways = None
    def fill(self):
        global convert, rows
        convert, rows = str.upper, [1, 2]
        self.count, self.ways = 1, str.lower
    def use(self):
        first, *rest = rows
        self.count += 1
        return convert("a"), self.ways("A"), [row for row in rows], 1 + self.count, -self.count, first, rest
""",
    "attributes that an object or class is given from outside": """
class Single:
    only = None
    def __new__(cls):
        if cls.only is None:
            cls.only = super().__new__(cls)
            cls.only.values = {}
        return cls.only
class Settings:
    def load(self, pairs):
        type(self).pairs = dict(pairs)
        cls = type(self)
        cls.number = len(pairs)
""",
    "attributes of functions": """
def step():
    step.calls += 1
step.calls = 0
""",
    "what a subclass has": """
class Scaled:
    def scale(self, value): return value * self.factor + self.offset()
class Celsius(Scaled):
    factor = 2
    def offset(self): return 1
""",
    "attributes set by name": """
class Options:
    def __init__(self, pairs):
        for key, value in pairs: setattr(self, key, value)
print(Options([("unit", "C")]).unit)
""",
    "annotations that are only nearly right": """
count: int = None
def mean(values: list[float], start: int = None) -> float:
    return sum(values) / len(values)
whole = [1, 2]
mean(whole)
""",
    "one name for different things": """
import json
value = "3"
def use():
    return value + 1, value.bit_length()
def start():
    global value
    value = 3
""",
    "modules that are not there": """
import yaml
import submodule.of.something as deep
from elsewhere import whatever
print(yaml.load("a").b, deep.c, whatever())
""",
    "values that only the run can tell": """
import json, os, re
print(re.match("a", "abc").group(0), int(os.environ.get("LIMIT")), json.loads("{}")["a"].b)
""",
    "a table of what to do": """
def load(data, ways: dict[type[int], int]):
    return ways[type(data)], {"a": 1}[data]
load("b", {int: 3})
""",
    "a comparison that is needless": """
def step(): return True
if step: pass
x = 1
if x is None: print("never")
""",
}


@pytest.mark.parametrize("text", WORKS.values(), ids=WORKS.keys())
def test_what_may_well_work_is_left_alone(tmp_path: Path, text: str) -> None:
    assert typed(tmp_path, text) == []


def test_a_buffer_told_apart_by_its_type_is_information(tmp_path: Path) -> None:
    text = "        data = message.value\n        assert isinstance(data, types.Message)\n        part = data.payload\n"
    text += "        return part.value if type(part) is types.BufferOrBytes_Bytes else part.value.read()\n"
    found = typed(tmp_path, HEAD.replace(" -> types.DataModel:", ":") + text)
    assert {one.severity for one in found} <= {Severity.INFORMATION}


def test_own_annotations_are_information(tmp_path: Path) -> None:
    found = typed(tmp_path, "def double(x: int) -> str:\n    return x * 2\n\n\ndouble(1.5)\n")
    assert [(one.code, one.severity, one.place.line) for one in found] == [
        ("type-return", Severity.INFORMATION, 2),
        ("type-argument", Severity.INFORMATION, 5),
    ]


def test_the_submodules_of_the_bindings_are_known_however_they_are_imported(tmp_path: Path) -> None:
    text = """import map_impl
import map_impl.imports.logger as log
from map_impl import imports
from map_impl.imports.types import BufferOrBytes_Bytes as Wrapped

log.log(imports.logger.Level.INFO, "a", "b")
map_impl.imports.logger.log(log.Level.INFO, "a", "b")
map_impl.types.Err(map_impl.imports.types.Error("a"))
Wrapped(b"a")
imports.logger.log(log.Level.INFO, "a", 3)
"""
    assert told(typed(tmp_path, text)) == [("type-argument", 10)]


def test_names_and_imports_are_for_others_to_judge(tmp_path: Path) -> None:
    assert typed(tmp_path, "import nothing_here\nfrom os import path\nprint(undefined)\n") == []


def test_a_file_with_a_syntax_error_is_not_judged_and_the_others_are(tmp_path: Path) -> None:
    files = {"op.py": "x = 'a' + 1\ndef f(:\n", "part.py": "x = 'a' + 1\n"}
    assert [one.place.path for one in typed(tmp_path, files)] == ["part.py"]


def test_modules_of_the_project_know_each_other(tmp_path: Path) -> None:
    files = {"op.py": "from dist.part import double\n\ndouble()\n", "dist/part.py": "def double(x): return x * 2\n"}
    assert told(typed(tmp_path, files)) == [("type-missing-argument", 3)]


@pytest.mark.parametrize("place", [".", ".."])
def test_no_configuration_but_ours_counts(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    silent = '[rules]\nall = "ignore"\n'
    tables = silent.replace("[rules]", "[tool.ty.rules]")
    write(folder / place, {"ty.toml": silent, "pyproject.toml": tables, ".gitignore": "*.py\n"})
    write(folder, {".config/ty/ty.toml": silent})

    script = "# /// script\n# [tool.ty.rules]\n# all = 'ignore'\n# ///\n"
    assert told(typed(folder, script + "x = 'a' + 1\n")) == [("type-operator", 5)]


def test_sources_that_break_ty_are_information(tmp_path: Path) -> None:
    found = typed(tmp_path, {"op.py": "x = " + "1+" * 200_000 + "1\n", "part.py": "x = 1\n"})
    assert [(one.code, one.severity, one.place.path) for one in found] == [
        ("check-left-out", Severity.INFORMATION, "op.py")
    ]


def test_sources_that_take_ty_too_long_are_information(tmp_path: Path) -> None:
    text = "def f(a): return f([a])\nx = f(1)\n" * 300
    assert [one.code for one in typed(tmp_path, text, timeout_s=0.5)] == ["check-left-out"]


def test_texts_of_any_length_make_short_messages(tmp_path: Path) -> None:
    name = "a" * 100_000
    found = typed(tmp_path, f"import json\njson.{name}\n('{name}', 1) + 1\njson.loads(('{'x' * 200_000}', 3))\n")
    assert {one.code for one in found} <= {"type-attribute", "type-operator", "type-argument"}
    assert found
    assert all(len(one.message) < 400 for one in found)


def test_a_project_without_sources_has_nothing_to_say(tmp_path: Path) -> None:
    assert typed(tmp_path, {}) == []


def test_every_rule_says_what_to_do() -> None:
    for rule in ty.RULES:
        assert rule.check is None
        assert rule.code.startswith("type-")
        assert len(rule.code) <= 24
        assert rule.help.endswith(".")
