from pathlib import Path

import pytest

from app.operators.checks import fixing
from app.operators.checks.rule import Finding, Severity
from app.operators.checks.tools import ruff
from tests.operators.checks.checking import sources
from tests.operators.checks.tools.toolbox import RUFF, linted, told, write


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("def f()\n    pass\n", 1, ": is missing at its end"),
        ("if x = 3:\n    pass\n", 1, "= gives a variable its value; to compare, write =="),
        ("state_store.del(b'a')\n", 1, "del is a word of the language, not a name"),
        ("x = “a”\n", 1, "“ is a typographic quote; Python's quotes are ' and \""),
        ("x = 'abc\n", 1, "a text begins here whose closing quote is missing"),
        ("def f():\nreturn 1\n", 2, "what belongs to the function definition must be indented"),
        ("x = 1\n   y = 2\n", 2, "it is indented further than the line before it allows"),
        ("x = (1,\n", 2, "the file ends in the middle of a statement; a bracket may still be open"),
        ("print 'a'\n", 1, "something is missing between two parts of it"),
        ("x = 1\x00\n", 1, "there is a null byte in it"),
        ("x = '\x00'\n", 1, "there is a null byte in it"),
    ],
)
def test_what_the_parser_refuses_is_said_in_plain_words(tmp_path: Path, text: str, line: int, words: str) -> None:
    first = linted(tmp_path, text)[0]

    assert (first.code, first.severity, first.place.line) == ("syntax-error", Severity.ERROR, line)
    assert first.message == f"Python cannot read this line: {words}."
    assert first.help
    assert not first.fixable


@pytest.mark.parametrize(
    "text",
    [
        "return 3\n",
        "break\n",
        "yield 1\n",
        "def f(g):\n    await g\n",
        "def f():\n    nonlocal zz\n",
        "def f():\n    q = 1\n    global q\n",
        "def f(a, a): pass\n",
        "def f(a):\n    global a\n",
        "try: pass\nexcept: pass\nexcept ValueError: pass\n",
        "*a, *b = [1]\n",
        "x = 1\nfrom __future__ import annotations\n",
        "async def f(): yield from []\n",
        "print(end=1, end=2)\n",
        "None = 3\n",
        "x = 1\nmatch x:\n    case y: pass\n    case 3: pass\n",
    ],
)
def test_what_the_compiler_refuses_is_a_syntax_error_too(tmp_path: Path, text: str) -> None:
    with pytest.raises(SyntaxError):
        compile(text, "op.py", "exec")
    assert [one.code for one in linted(tmp_path, text)] == ["syntax-error"]


def test_syntax_that_is_newer_than_the_guest_is_an_error(tmp_path: Path) -> None:
    found = linted(tmp_path, "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n")
    assert told(found) == [("syntax-error", 3)]
    assert "3.12" in found[0].message


def test_syntax_of_the_guest_is_none_though_the_studio_may_be_older(tmp_path: Path) -> None:
    text = 'type Pair = tuple[int, int]\n\ndef first[T](items: list[T]) -> T:\n    return items[0]\n\nx = f"{"a"}"\n'
    assert linted(tmp_path, text) == []


def test_what_follows_from_a_syntax_error_is_not_repeated(tmp_path: Path) -> None:
    found = linted(tmp_path, "".join(f"x = “a{n}”\n" for n in range(40)))
    assert told(found) == [("syntax-error", line) for line in range(1, 6)]


def test_an_undefined_name_is_an_error_at_its_place(tmp_path: Path) -> None:
    found = linted(tmp_path, {"op.py": "é = '😀' + nâme\n", "pkg/part.py": "\n\nprint(other)\n"})

    assert told(found) == [("undefined-name", 1), ("undefined-name", 3)]
    assert found[0].severity is Severity.ERROR
    assert found[0].message == "nâme is used here, but nothing in this file defines or imports it."
    assert (found[0].place.path, found[0].place.column, found[0].place.end_column) == ("op.py", 11, 15)
    assert found[1].place.path == "pkg/part.py"


@pytest.mark.parametrize(
    "text",
    [
        "def f() -> 'Later': ...\n",
        "from __future__ import annotations\n\ndef f(x: Later) -> list[Later]: ...\n",
        "from __future__ import annotations\nx: Later = 1\n",
    ],
)
def test_in_an_annotation_that_stays_text_it_is_only_a_warning(tmp_path: Path, text: str) -> None:
    exec(compile(text, "op.py", "exec", dont_inherit=True), {})
    assert {(one.code, one.severity) for one in linted(tmp_path, text)} == {("undefined-name", Severity.WARNING)}


def test_in_an_annotation_that_is_run_it_is_an_error(tmp_path: Path) -> None:
    found = linted(tmp_path, "def f(x: Later): ...\n")
    assert [(one.code, one.severity) for one in found] == [("undefined-name", Severity.ERROR)]


def test_a_comment_silences_nothing(tmp_path: Path) -> None:
    text = "# ruff: noqa\n# flake8: noqa\nprint(other)  # noqa\nprint(more)  # noqa: F821\nreturn 3  # noqa\n"
    assert told(linted(tmp_path, text)) == [("undefined-name", 3), ("undefined-name", 4), ("syntax-error", 5)]


@pytest.mark.parametrize("place", [".", ".."])
def test_no_configuration_is_read(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in {"ruff.toml": "", ".ruff.toml": "", "pyproject.toml": "[tool.ruff]\n"}.items():
        (folder / place / name).write_text(text + "exclude = ['*.py']\nbuiltins = ['other']\n")
    assert told(linted(folder, "print(other)\n")) == [("undefined-name", 1)]


def test_folders_that_ruff_passes_over_by_itself_are_read(tmp_path: Path) -> None:
    files = {f"{folder}/part.py": "print(other)\n" for folder in ("build", "dist", "venv", "node_modules")}
    write(tmp_path, {".gitignore": "*.py\n"})
    assert [one.code for one in linted(tmp_path, files)] == ["undefined-name"] * 4


def test_a_variable_read_before_it_is_assigned_is_told(tmp_path: Path) -> None:
    found = linted(tmp_path, "count = 0\n\n\ndef process():\n    count += 1\n    return count\n")
    assert told(found) == [("undefined-local", 5)]
    assert found[0].severity is Severity.WARNING
    assert "global" in found[0].help


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("__all__ = ['nope']\n", "undefined-export"),
        ("x = 1\nassert (x, 'm')\n", "always-true"),
        ("x = 1\nif (x, 2): pass\n", "always-true"),
        ("x = input()\nprint(x is 'a')\n", "is-with-value"),
        ("'%d %d' % (1,)\n", "format-string"),
        ("'%s' % {'a': 1} + '%(b)s' % {'a': 1}\n", "format-string"),
        ("'{} {}'.format(1)\n", "format-string"),
        ("'{'.format(1)\n", "format-string"),
    ],
)
def test_other_mistakes_that_are_never_meant(tmp_path: Path, text: str, code: str) -> None:
    found = linted(tmp_path, text)
    assert [(one.code, one.severity) for one in found] == [(code, Severity.WARNING)]
    assert "`" not in found[0].message


def test_style_is_nobodys_business(tmp_path: Path) -> None:
    text = "import os, sys, json\nfrom math import *\nl = lambda: 0\ndef f( x ):\n  y = 1; return(sin(x))\n" + "#" * 300
    assert linted(tmp_path, text) == []


def test_every_rule_says_what_to_do() -> None:
    for rule in ruff.RULES:
        assert rule.check is None
        assert len(rule.code) <= 24
        assert rule.sentence.endswith(".")
        assert rule.help.endswith(".")


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("print(time.time())\n", "import time"),
        ("x = json.dumps({})\n", "import json"),
        ("logger.log(1, 'a', 'b')\n", "from map_impl.imports import logger"),
        ("x = state_store_types.Duration(1, 0)\n", "from map_impl.imports import state_store_types"),
        ("x = types.Error('a')\n", "from map_impl.imports import types"),
        ("class Map(exports.Map): pass\n", "from map_impl import exports"),
        ("raise Err(1)\n", "from map_impl.types import Err"),
    ],
)
def test_a_module_that_was_surely_meant_is_imported(tmp_path: Path, text: str, statement: str) -> None:
    fixed = fix_all(tmp_path, f'"""Doc."""\n\nimport math  # kept\n\n{text}')

    assert fixed == f'"""Doc."""\n\nimport math  # kept\n{statement}\n\n{text}'
    assert [one.code for one in linted(tmp_path, fixed)] == []
    assert fix_all(tmp_path, fixed) == fixed


def test_a_module_that_is_missed_twice_is_imported_once(tmp_path: Path) -> None:
    text = "a = time.time()\nb = time.time()\n"
    assert fix_all(tmp_path, text) == f"import time\n{text}"


@pytest.mark.parametrize(
    "text", ["print(tiem.time())\n", "x = time\n", "f = queue.get()\n", "z = zlib.compress(b'')\n"]
)
def test_other_names_are_left_to_the_user(tmp_path: Path, text: str) -> None:
    assert [one.fixable for one in linted(tmp_path, text)] == [False]
    assert fix_all(tmp_path, text) == text


def test_sources_that_break_ruff_are_information(tmp_path: Path) -> None:
    found = linted(tmp_path, "x = " + "1+" * 200_000 + "1\n")
    assert [(one.code, one.severity) for one in found] == [("check-left-out", Severity.INFORMATION)]
    assert found[0].place.path == "op.py"


def test_ten_thousand_mistakes_are_a_few_hundred(tmp_path: Path) -> None:
    found = linted(tmp_path, "".join(f"name_{number}\n" for number in range(10_000)))
    assert {one.code for one in found} == {"undefined-name"}
    assert len(found) == 300


def test_a_project_without_sources_has_nothing_to_say(tmp_path: Path) -> None:
    assert linted(tmp_path, {}) == []


def fix_all(folder: Path, text: str) -> str:
    """The text with everything mended that ruff finds and we can mend."""

    def look(_: object, files: fixing.Files) -> list[Finding]:
        write(folder, {path: source or "" for path, source in files.items()})
        return ruff.findings(ruff.start(RUFF, folder), 30)

    return fixing.fix_all(sources(), {"op.py": text}, look)["op.py"] or ""
