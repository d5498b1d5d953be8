import textwrap

import pytest

from app.operators.adapter import FILE, adapter_source
from tests.support import generic
from tests.support.generic import Report

MESSAGES = [{"payload": "1"}, {"payload": "30"}, {"payload": "stop"}]


def source(process: str, *, top: str = "", init: str = "return True", constructor: str = "self.calls = 0") -> str:
    """An entry module with a map operator; the parts are its functions' bodies."""
    return (
        f"{top}\nfrom map_impl import exports\nfrom map_impl.imports import types\n\n\nclass Map(exports.Map):\n"
        f"    def __init__(self):\n{_body(constructor)}\n"
        f"    def init(self, configuration):\n{_body(init)}\n"
        f"    def process(self, message):\n{_body(process)}"
        "        return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(str(answer).encode()))\n"
    )


def run(entry: str, helper: str = "", lazy_imports: tuple[str, ...] = (), messages: int = 1) -> Report:
    files = {"my-op.py": entry, "helper.py": helper}
    return generic.run("map", "1.1.0", files, "my-op", MESSAGES[:1] * messages, lazy_imports=lazy_imports)


def answers(report: Report) -> list[str]:
    assert report.error is None
    return [result["output"]["bytes"] for result in report.results]


def _body(text: str) -> str:
    return textwrap.indent(textwrap.dedent(text), " " * 8) + "\n"


def test_the_text_is_short_and_holds_its_names() -> None:
    text = adapter_source("my-op", "Filter", [])

    assert text.startswith('"""Joins my-op.py to its component.')
    assert '_entry = importlib.import_module("my-op")\n_operator = _entry.Filter()\n' in text
    assert 'def Filter():\n    """The one instance."""\n    return _operator\n' in text
    assert "LAZY_IMPORTS" not in text
    assert len(text.splitlines()) < 20
    compile(text, FILE, "exec")


def test_the_text_is_the_same_for_the_same_modules_in_any_order() -> None:
    text = adapter_source("op", "Map", ["json", "email.message", "json", "größe"])

    assert text == adapter_source("op", "Map", ["größe", "email.message", "json"])
    assert '    "email.message",\n    "größe",\n    "json",\n]\n' in text
    assert max(map(len, text.splitlines())) <= 110
    compile(text, FILE, "exec")


@pytest.mark.parametrize("name", ['"', "'", "\\", "a\nb", '"""', "{entry}", "%s", "\ud800", ""])
def test_no_name_breaks_out_of_the_text(name: str) -> None:
    scope: dict[str, object] = {}
    text = adapter_source("op", "Map", [name, "json"])
    text = text[text.index("LAZY_IMPORTS") : text.index("_entry =")]

    exec(text, scope)
    assert scope["LAZY_IMPORTS"] == sorted([name, "json"])


@pytest.mark.build
def test_one_instance_is_made_and_used_for_everything() -> None:
    top = "made = 0"
    constructor = "global made\nmade += 1\nself.calls = 0"
    process = "self.calls += 1\nanswer = (made, self.calls)"

    entry = source(process, top=top, init="self.calls = 10\nreturn True", constructor=constructor)

    assert answers(run(entry, messages=2)) == ["(1, 11)", "(1, 12)"]


@pytest.mark.build
def test_what_is_imported_lazily_is_there_and_loaded_once() -> None:
    process = "import helper\nimport email.message\nhelper.calls += 1\nanswer = helper.calls"

    assert answers(run(source(process), "calls = 0", ("helper", "email.message"), 2)) == ["1", "2"]


@pytest.mark.build
@pytest.mark.parametrize("name", ["zlib", "nowhere", "nowhere.at.all", "helper", "json.nowhere", "my-op.part", ""])
def test_a_lazy_module_that_is_not_there_fails_where_it_is_imported(name: str) -> None:
    process = f"try:\n    __import__({name!r})\nexcept (ImportError, ValueError) as error:\n    answer = str(error)"

    report = run(source(process), "import zlib", (name,))

    assert (report.built, report.outcomes) == (True, ["output"]), report.error


@pytest.mark.build
def test_a_mistake_in_a_lazy_module_of_the_project_stops_the_build_at_its_line() -> None:
    report = run(source("import helper"), "x = 1\ny = x / 0\n", ("helper",))

    assert not report.built
    assert report.error == "ZeroDivisionError: division by zero"
    assert [(frame["path"], frame["line"]) for frame in report.init["traceback"]] == [("helper.py", 2)]


@pytest.mark.build
def test_a_mistake_in_a_lazy_module_of_others_does_not() -> None:
    """A module of the library that fails for another reason than a missing module."""
    process = "try:\n    import this_fails\nexcept RuntimeError as error:\n    answer = error"
    top = """\
import sys

class Failing:
    def find_spec(self, name, path=None, target=None):
        if name == "this_fails":
            raise RuntimeError("not here")

sys.meta_path.append(Failing())
"""
    assert answers(run(source(process, top=top), "", ("this_fails",))) == ["not here"]


@pytest.mark.build
@pytest.mark.parametrize(
    ("entry", "error"),
    [
        ("x = 1\n", "AttributeError: module 'my-op' has no attribute 'Map'"),
        ("1 +\n", "SyntaxError: invalid syntax"),
        (source("answer = 1", constructor="raise KeyError('early')"), "KeyError: 'early'"),
        (source("answer = 1").replace("def process", "def proces"), "TypeError: Can't instantiate abstract class Map"),
    ],
)
def test_what_keeps_the_plain_toolchain_from_building_keeps_the_adapter_too(entry: str, error: str) -> None:
    plain = generic.run("map", "1.1.0", {"my-op.py": entry}, "my-op", MESSAGES, adapter=False)
    report = run(entry)

    assert (plain.built, report.built) == (False, False)
    assert report.error == plain.error
    assert (report.error or "").startswith(error)
    assert report.init["traceback"] == plain.init["traceback"]
