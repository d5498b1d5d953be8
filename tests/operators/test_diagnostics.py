"""Diagnostics from logs that componentize-py 0.14.0 really wrote; each is named after what its sources did wrong."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operators.build_errors import HELP
from app.operators.diagnostics import Diagnostic, from_build_log

LOGS = Path(__file__).parent / "build_logs"
FILES = frozenset({"op.py", "payload.py", "helpers/__init__.py", "helpers/units.py", "numpylike/__init__.py"})

# log -> code, place, words of the message
EXPECTED = {
    "adapter_class_with_arguments": ("build-constructor", "op.py:None", "Map cannot be created"),
    "adapter_constructor_raises": ("build-exception", "op.py:6", "KeyError: 'limit'"),
    "adapter_lazy_module_raises": ("build-exception", "payload.py:2", "KeyError: 'high'"),
    "adapter_lazy_syntax_error": ("build-syntax-error", "payload.py:1", "'(' was never closed."),
    "adapter_missing_both": ("build-missing-method", "op.py:None", "The class Map lacks 'init', 'process'."),
    "adapter_syntax_error": ("build-syntax-error", "op.py:4", "expected ':'."),
    "adapter_wrong_class": ("build-missing-class", "op.py:None", "The entry file op.py has no class Map."),
    "c_extension": ("build-circular-import", "numpylike/__init__.py:1", "_core is not there yet"),
    "chained_exception": ("build-exception", "op.py:13", "RuntimeError: no table"),
    "circular": ("build-circular-import", "payload.py:1", "the module op is still being loaded"),
    "class_with_arguments": ("build-constructor", "op.py:None", "Map cannot be created"),
    "constructor_raises": ("build-exception", "op.py:None", "KeyError: 'limit'"),
    "deep_parens": ("build-too-nested", "op.py:None", "cannot read this file"),
    "exception_group": ("build-exception", "op.py:10", "ExceptionGroup: many (2 sub-exceptions)"),
    "import_name": ("build-missing-name", "op.py:1", "map_impl.imports.types has no DataModell"),
    "import_second": ("build-missing-name", "op.py:1", "The module payload has no decoded"),
    "indentation_error": ("build-syntax-error", "op.py:5", "expected an indented block"),
    "keyboard_interrupt": ("build-exception", "op.py:10", "It raised KeyboardInterrupt."),
    "level_warning": ("build-exception", "op.py:11", "type object 'Level' has no attribute 'WARNING'"),
    "memory": ("build-memory", "op.py:12", "no memory left"),
    "missing_both": ("build-missing-method", "op.py:None", "The class Map lacks 'init', 'process'."),
    "missing_init": ("build-missing-method", "op.py:None", "The class Map lacks 'init'."),
    "missing_module": ("build-missing-module", "op.py:1", "no module named requests"),
    "missing_module_in_second": ("build-missing-module", "payload.py:1", "no module named yaml"),
    "module_exception": ("build-exception", "op.py:12", "ZeroDivisionError: division by zero"),
    "multiline_message": ("build-exception", "op.py:10", "It raised ValueError: first."),
    "mutual_recursion": ("build-recursion", "op.py:12", "calls itself too many times"),
    "name_error": ("build-undefined-name", "op.py:10", "name 'limits' is not defined."),
    "no_such_module": ("build-missing-module", "op.py:None", "no module named op"),
    "null_byte_second": ("build-null-byte", "op.py:1", "cannot read this file"),
    "open_file": ("build-no-access", "op.py:10", "/etc/passwd"),
    "os_exit": ("build-exit", "op.py:None", "ended Python"),
    "print_then_fail": ("build-exception", "op.py:13", "ValueError: bad table"),
    "print_too_much": ("build-too-much-output", "op.py:2", "Too much was printed"),
    "recursion": ("build-recursion", "op.py:12", "calls itself too many times"),
    "socket": ("build-no-access", "op.py:11", "Non-recoverable error"),
    "ssl": ("build-no-standard-module", "op.py:1", "The module ssl is not available."),
    "state_store_del": ("build-keyword-name", "op.py:11", "del cannot be used as a name."),
    "syntax_error": ("build-syntax-error", "op.py:3", "expected ':'."),
    "syntax_error_in_package": ("build-syntax-error", "helpers/units.py:1", "invalid syntax."),
    "syntax_error_raised": ("build-syntax-error", "op.py:12", "mine."),
    "syntax_error_second_module": ("build-syntax-error", "payload.py:2", "'(' was never closed."),
    "sys_exit": ("build-exit", "op.py:None", "ended Python"),
    "sys_exit_text": ("build-exit", "op.py:None", "ended Python"),
    "tab_error": ("build-syntax-error", "op.py:5", "inconsistent use of tabs and spaces"),
    "thread": ("build-no-access", "op.py:2", "A thread was started."),
    "wrong_bindings": ("build-wrong-bindings", "op.py:1", "no bindings named filter_impl"),
    "wrong_class": ("build-missing-class", "op.py:None", "The entry file op.py has no class Map."),
}


def lines_of(log: str) -> list[str]:
    return (LOGS / f"{log}.txt").read_text().splitlines()


def only(diagnostics: list[Diagnostic]) -> Diagnostic:
    (diagnostic,) = diagnostics
    return diagnostic


@pytest.mark.parametrize("log", EXPECTED)
def test_a_failed_build_names_code_place_and_cause(log: str) -> None:
    diagnostic = only(from_build_log(lines_of(log), FILES, entry="op.py"))

    code, place, words = EXPECTED[log]
    assert (diagnostic.code, f"{diagnostic.path}:{diagnostic.line}") == (code, place)
    assert words in diagnostic.message
    assert diagnostic.help == HELP[code]
    assert diagnostic.severity == "error"


def test_every_captured_log_is_expected() -> None:
    assert {path.stem for path in LOGS.glob("*.txt")} == set(EXPECTED)


def test_every_code_but_the_last_resort_has_a_captured_log() -> None:
    assert set(HELP) - {code for code, _, _ in EXPECTED.values()} == {"build-toolchain"}


@pytest.mark.parametrize("log", EXPECTED)
def test_the_hosts_own_traceback_makes_no_difference(log: str) -> None:
    """The build child prints the compiler's words alone; the command line puts its own traceback before them."""
    lines = lines_of(log)
    assert lines[1].startswith('  File "<string>"')
    bare = [lines[2].removeprefix("AssertionError: "), *lines[3:]]

    assert from_build_log(bare, FILES, entry="op.py") == from_build_log(lines, FILES, entry="op.py")


def test_with_sources_a_class_gets_its_line() -> None:
    sources = {
        "op.py": "from map_impl import exports\n\n\nclass Map(exports.Map):\n    pass\n",
        "payload.py": "class Map: ...",
    }

    diagnostic = only(from_build_log(lines_of("missing_both"), sources, entry="op.py"))

    assert (diagnostic.path, diagnostic.line) == ("op.py", 4)


def test_without_an_entry_the_only_file_is_meant() -> None:
    assert only(from_build_log(lines_of("missing_init"), {"op.py"})).path == "op.py"
    assert only(from_build_log(lines_of("missing_init"), FILES)).path is None


def test_a_syntax_error_whose_frames_were_cut_off_is_placed_by_its_words() -> None:
    lines = ["x" * 10_000, "", "Caused by:", "    SyntaxError: invalid syntax (units.py, line 7)"]

    diagnostic = only(from_build_log(lines, FILES))

    assert (diagnostic.path, diagnostic.line) == ("helpers/units.py", 7)


@pytest.mark.parametrize("log", [[], [""], ["error: failed to parse the world"], ["Caused by:"], ["Caused by:", ""]])
def test_a_log_without_an_exception_still_says_something(log: list[str]) -> None:
    diagnostic = only(from_build_log(log, FILES))

    assert diagnostic.code == "build-toolchain"
    assert (diagnostic.path, diagnostic.line) == (None, None)
    assert "componentize-py could not build the component." in diagnostic.message
    assert "failed to parse" in diagnostic.message or "failed" not in "".join(log)


def test_frames_outside_the_project_are_never_linked() -> None:
    log = ["Traceback (most recent call last):", '  File "/0/../../etc/passwd", line 1, in f', "ValueError: x"]

    assert only(from_build_log(log, FILES)).path is None


def test_a_hostile_message_is_short_and_printable() -> None:
    message = "ValueError: \x1b[2J" + "A" * 100_000 + "{0} {} %s"

    diagnostic = only(from_build_log(["Caused by:", f"    {message}"], FILES))

    assert len(diagnostic.message) <= 400
    assert "\x1b" not in diagnostic.message


def test_braces_in_a_message_are_kept() -> None:
    assert "{0} {x}" in only(from_build_log(["Caused by:", "    ValueError: {0} {x}"], FILES)).message


def test_as_json_has_the_members_of_the_api() -> None:
    value = only(from_build_log(lines_of("syntax_error"), FILES)).as_json()

    names = "code severity path line column end_line end_column message help fixable id"
    assert list(value) == names.split()


@given(st.lists(st.text(max_size=80), max_size=30))
def test_any_log_gives_one_diagnostic_of_the_table(lines: list[str]) -> None:
    assert only(from_build_log(lines, FILES)).code in HELP


def test_helps_are_sentences() -> None:
    for code, text in HELP.items():
        assert re.fullmatch(r"build(-[a-z]+)+", code)
        assert text[0].isupper()
        assert text.endswith(".")
