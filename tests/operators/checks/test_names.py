"""What names mean, told by imports."""

import ast

import pytest

from app.operators.checks.module import Module
from app.operators.checks.names import absolute, canonical


def module(text: str, path: str = "op.py") -> Module:
    return Module(path, text, "map_impl")


def meaning(text: str, path: str = "op.py") -> str | None:
    """What the last expression statement of a text means, wherever it stands."""
    parsed = module(text, path)
    return parsed.qualified(parsed.all(ast.Expr)[-1].value)


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("from map_impl.imports import types\ntypes.Message", "@types.Message"),
        ("from map_impl.imports.types import Message as M\nM", "@types.Message"),
        ("import map_impl.imports.types\nmap_impl.imports.types.Message", "@types.Message"),
        ("import map_impl.imports.types as t\nt.Message.x", "@types.Message.x"),
        ("from map_impl import imports as i\ni.logger.Level.WARNING", "@logger.Level.WARNING"),
        ("from map_impl import exports\nexports.Map", "@exports.Map"),
        ("from map_impl.types import Err\nErr", "@Err"),
        ("from map_impl.imports import types\ntypes.Err", "@Err"),
        ("from filter_impl.imports import types\ntypes.Message", "@types.Message"),
        ("import json\njson.loads", "json.loads"),
        ("import os.path\nos.path.join", "os.path.join"),
        ("import os.path as p\np.join", "os.path.join"),
        ("from json import loads as l\nl", "json.loads"),
        ("open", "builtins.open"),
        ("from a import x\nimport x\nx.y", "x.y"),
        ("import x\nfrom a import x\nx.y", "a.x.y"),
        ("def f():\n    import json\n    json.loads", "json.loads"),
        ("def f():\n    import json\n    def g():\n        json.loads", "json.loads"),
        ("import json\nclass A:\n    def json(self):\n        json.loads", "json.loads"),
        ("import json\ndef f():\n    def g(json): pass\n    json.loads", "json.loads"),
        ("if x:\n    import json\njson.loads", "json.loads"),
    ],
)
def test_a_name_leads_to_what_was_imported(text: str, full: str) -> None:
    assert meaning(text) == full


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        "f().x",
        "x[0].y",
        "'text'.join",
        "import json\ndef f(json):\n    json.loads",
        "import json\ndef f(*json):\n    json.loads",
        "import json\ndef f(**json):\n    json.loads",
        "import json\ndef f():\n    json = 1\n    json.loads",
        "import json\ndef f():\n    for json in x: pass\n    json.loads",
        "import json\ndef f():\n    def json(): pass\n    json.loads",
        "import json\ndef f():\n    with x as json: pass\n    json.loads",
        "import json\ndef f():\n    try: pass\n    except E as json:\n        json.loads",
        "import json\ndef f(x):\n    match x:\n        case {'a': json}:\n            json.loads",
        "import json\ndef f(json):\n    def g():\n        json.loads",
        "import json\ndef f():\n    return [0 for json in x]\n    json.loads",
        "def open(): pass\nopen",
        "open = 1\nopen",
        "if x:\n    def open(): pass\nopen",
        "try: pass\nexcept E as open: pass\nopen",
        "def f():\n    import json\njson.loads",
    ],
)
def test_a_name_that_means_something_else_is_left_alone(text: str) -> None:
    assert meaning(text) is None


def test_star_imports_name_nothing() -> None:
    parsed = module("from map_impl.imports.types import *\nMessage\n")

    assert parsed.qualified(parsed.all(ast.Name)[0]) is None
    assert parsed.names.spelling("@types.Message") is None


@pytest.mark.parametrize(
    ("path", "statement", "full"),
    [
        ("pkg/mod.py", "from . import x", "pkg"),
        ("pkg/mod.py", "from .other import x", "pkg.other"),
        ("pkg/__init__.py", "from . import x", "pkg"),
        ("pkg/__init__.py", "from .other import x", "pkg.other"),
        ("pkg/sub/mod.py", "from ..other import x", "pkg.other"),
        ("pkg/sub/__init__.py", "from ..other import x", "pkg.other"),
        ("op.py", "from .other import x", "other"),
        ("op.py", "from ....other import x", "other"),
        ("op.py", "from . import x", ""),
    ],
)
def test_relative_imports(path: str, statement: str, full: str) -> None:
    parsed = module(statement, path)

    assert absolute(parsed.all(ast.ImportFrom)[0], parsed) == full


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("from map_impl.imports import types", "types.Message"),
        ("from map_impl.imports import types as t", "t.Message"),
        ("from map_impl.imports.types import Message", "Message"),
        ("from map_impl.imports.types import Message as M", "M"),
        ("from map_impl import imports", "imports.types.Message"),
        ("import map_impl", None),
        ("from map_impl.imports.types import MessageSchema", None),
        ("def f():\n    from map_impl.imports import types", None),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from map_impl.imports import types", None),
        (
            "from map_impl.imports import types\nif TYPE_CHECKING:\n    from map_impl.imports import types",
            "types.Message",
        ),
    ],
)
def test_how_a_module_can_write_a_name(text: str, spelling: str | None) -> None:
    assert module(text).names.spelling("@types.Message") == spelling


@pytest.mark.parametrize("text", ["from map_impl import imports", "from map_impl.imports import types"])
def test_err_is_reached_through_types(text: str) -> None:
    assert (module(text).names.spelling("@Err") or "").endswith("types.Err")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("map_impl", "@"),
        ("map_impl.imports", "@imports"),
        ("map_impl.imports.types", "@types"),
        ("map_impl.types", "@results"),
        ("map_impl.types.Some", "@Some"),
        ("delay_impl.exports.Delay", "@exports.Delay"),
        ("map_implements.types", "map_implements.types"),
        ("", ""),
    ],
)
def test_canonical_names(full: str, short: str) -> None:
    assert canonical(full, "map_impl") == short
