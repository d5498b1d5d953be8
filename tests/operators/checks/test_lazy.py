"""Modules that are imported only inside functions."""

import pytest

from app.operators.checks.lazy import lazy_imports
from tests.operators.checks.checking import operator


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("import json", ["json"]),
        ("import os.path as p, re", ["os.path", "re"]),
        ("from email import policy, message as m", ["email", "email.message", "email.policy"]),
        ("from email import *", ["email"]),
        ("import importlib\n    importlib.import_module('json')", ["importlib", "json"]),
        ("__import__('json')", ["json"]),
        ("__import__(name)", []),
        ("__import__()", []),
        ("__import__(*['json'])", []),
        ("__import__(b'json')", []),
        ("from __future__ import annotations", []),
    ],
)
def test_imports_inside_a_function(body: str, names: list[str]) -> None:
    assert lazy_imports(operator(f"def f():\n    {body}\n")) == names


def test_what_top_level_code_imports_anyway_is_left_out() -> None:
    assert lazy_imports(operator("import json\ndef f():\n    import json, re\n")) == ["re"]
    assert lazy_imports(operator("def f():\n    import re\n", files={"other.py": "import re\n"})) == []


def test_what_only_a_type_checker_or_a_direct_run_imports_counts_as_inside() -> None:
    text = "if TYPE_CHECKING:\n    import a\nif __name__ == '__main__':\n    import b\nclass C:\n    import c\n"

    assert lazy_imports(operator(text)) == ["a", "b"]


def test_relative_imports_are_told_in_full() -> None:
    files = {"pkg/__init__.py": "def f():\n    from . import a\n", "pkg/b.py": "def f():\n    from .c import d\n"}

    assert lazy_imports(operator("", files=files)) == ["pkg", "pkg.a", "pkg.c", "pkg.c.d"]


def test_files_that_cannot_be_parsed_are_passed_over() -> None:
    assert lazy_imports(operator("def f(:\n    import json\n")) == []
