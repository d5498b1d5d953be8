from typing import Any

import pytest

from app.operators.checker import Subject
from app.operators.kinds import ApiVersion, Kind
from app.runs.loading import Loading
from app.settings import Settings

FILES = {"op.py": b"import helper\n", "helper.py": b"def f():\n    return 1 / 0\nf()\n"}
TRACE = """\
Traceback (most recent call last):
  File "/1/operator_adapter.py", line 11, in <module>
  File "/0/op.py", line 1, in <module>
    import helper
  File "/0/helper.py", line 3, in <module>
    f()
  File "/0/helper.py", line 2, in f
    return 1 / 0
ZeroDivisionError: division by zero
"""


def told(**init: Any) -> tuple[dict[str, Any], Loading]:
    usual = {"ok": False, "stage": "load", "outcome": "trap", "error": None, "stderr": "", "explanation": "as it was"}
    loading = Loading(Subject(Kind.MAP, ApiVersion.V1_1_0, "op", FILES), None, Settings())
    return loading.told(usual | init), loading


def test_what_fails_while_loading_is_a_builds_diagnostic_at_its_line() -> None:
    init, loading = told(error="ZeroDivisionError: division by zero", stderr=TRACE)

    (found,) = init["diagnostics"]
    assert (found["code"], found["path"], found["line"]) == ("build-exception", "helper.py", 2)
    assert init["explanation"].startswith("A build of these files would fail: It raised ZeroDivisionError")
    assert loading.refused is None


OURS = """\
Traceback (most recent call last):
  File "/1/preview_app.py", line 86, in load
    module = __import__(app)
             ^^^^^^^^^^^^^^^
  File "/1/operator_adapter.py", line 11, in <module>
    _entry = importlib.import_module("op")
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/python/importlib/__init__.py", line 90, in import_module
  File "/0/op.py", line 1, in <module>
    import helper
  File "/python/importlib/__init__.py", line 90, in import_module
  File "/1/library.py", line 72, in exec_module
  File "/python/json/__init__.py", line 2, in <module>
  File "/1/library.py", line 1, in <module>
  File "/2/preview_app.py", line 1, in load
ValueError: no

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  |   File "/1/preview_app.py", line 86, in load
  |     module = __import__(app)
  |   File "/0/op.py", line 1, in <module>
  |     import helper
  | ExceptionGroup: x (1 sub-exception)
  File "/1/preview_app.py", line 86, in load"""
THEIRS = """\
Traceback (most recent call last):
  File "/0/op.py", line 1, in <module>
    import helper
  File "/python/importlib/__init__.py", line 90, in import_module
  File "/python/json/__init__.py", line 2, in <module>
  File "/1/library.py", line 1, in <module>
  File "/2/preview_app.py", line 1, in load
ValueError: no

During handling of the above exception, another exception occurred:

  + Exception Group Traceback (most recent call last):
  |   File "/0/op.py", line 1, in <module>
  |     import helper
  | ExceptionGroup: x (1 sub-exception)
"""


def test_what_was_printed_shows_no_line_of_the_studios_own_modules() -> None:
    init, _ = told(error="ValueError: no", stderr=OURS)

    assert init["stderr"] == THEIRS


def test_once_it_is_loaded_what_was_printed_stays_as_it_is() -> None:
    init, _ = told(stage="init", error="ValueError: no", stderr=OURS)

    assert init["stderr"] == OURS


def test_a_text_that_only_looks_like_many_frames_is_read_at_once() -> None:
    text = " |" * 200_000 + '\n  File "/1/' + " " * 200_000
    init, _ = told(error="ValueError: no", stderr=text)

    assert init["stderr"] == text


def test_a_missing_class_is_told_without_pythons_guess() -> None:
    init, _ = told(error="AttributeError: module 'op' has no attribute 'Map'. Did you mean: 'Mop'?")

    assert init["diagnostics"][0]["code"] == "build-missing-class"


def test_leaving_while_loading_fails_a_build() -> None:
    init, _ = told(outcome="exit")

    assert init["diagnostics"][0]["code"] == "build-exit"


@pytest.mark.parametrize("stage", ["init", None])
def test_what_init_does_itself_stays_as_it_is(stage: str | None) -> None:
    init, loading = told(stage=stage, error="ValueError: no")

    assert (init["diagnostics"], init["explanation"], loading.refused) == ([], "as it was", None)


@pytest.mark.parametrize(
    "found",
    [
        {"outcome": "time_limit"},
        {"outcome": "memory_limit", "error": "MemoryError"},
        {"outcome": "output_limit"},
        {"outcome": "host_call_limit"},
        {"error": "OSError: [Errno 69] Read-only file system: '/0/x'"},
        {"error": "FileNotFoundError: [Errno 44] No such file or directory: '/python/json/__init__.py'"},
        {"error": "ModuleNotFoundError: No module named 'test.support'"},
    ],
)
def test_what_a_preview_cannot_do_is_refused_with_what_to_do(found: dict[str, Any]) -> None:
    init, loading = told(**found)

    assert loading.refused is not None
    assert (loading.refused.code, init["diagnostics"]) == ("preview_refused", [])
    assert init["explanation"] == loading.refused.detail


def test_a_module_of_a_name_that_only_begins_like_pythons_tests_is_simply_missing() -> None:
    init, loading = told(error="ModuleNotFoundError: No module named 'testing'")

    assert loading.refused is None
    assert init["diagnostics"][0]["code"] == "build-missing-module"
