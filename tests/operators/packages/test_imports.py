import pytest

from app.operators.packages.imports import When, imports, lazy, missing_at_import, source


def found(text: str, path: str = "pkg/mod.py") -> set[tuple[str, When]]:
    return {(one.name, one.when) for one in imports(source(path, text.encode()))}


def graph(**texts: str) -> dict[str, list]:  # type: ignore[type-arg]  # of imports, as the functions below take it
    paths = {name.replace("__", "/") + ".py": text for name, text in texts.items()}
    sources = [source(path.replace("/init.py", "/__init__.py"), text.encode()) for path, text in paths.items()]
    return {one.name: imports(one) for one in sources}


def test_when_an_import_happens() -> None:
    text = """
import a
try:
    import b
except ImportError:
    import c
if x:
    import d
class K:
    import e
    def f(self):
        import g
async def h():
    import i
with suppress(ImportError):
    import j
"""
    assert found(text) == {
        ("a", When.DIRECT),
        *((name, When.GUARDED) for name in "bcdej"),
        *((name, When.LAZY) for name in "gi"),
    }


def test_imports_for_types_never_happen() -> None:
    text = "if TYPE_CHECKING:\n    import a\nelse:\n    import b\nif typing.TYPE_CHECKING:\n    import c\n"

    assert found(text) == {("b", When.DIRECT)}


def test_relative_imports_have_full_names() -> None:
    assert found("from . import x\nfrom .y import z\n") == {
        ("pkg", When.DIRECT),
        ("pkg.x", When.DIRECT),
        ("pkg.y", When.DIRECT),
        ("pkg.y.z", When.DIRECT),
    }
    assert ("pkg.x", When.DIRECT) in found("from . import x", "pkg/__init__.py")
    assert found("from ....far import x", "pkg/mod.py") >= {("far", When.DIRECT)}


def test_the_future_is_no_module() -> None:
    assert found("from __future__ import annotations") == set()


@pytest.mark.parametrize(
    "content",
    [b"def (", b"\0", b"\xff\xfe", b"x = " + b"(" * 5_000, b"x = " + b"-" * 100_000 + b"1", b"#" * 2_000_001],
)
def test_a_module_that_cannot_be_read_imports_nothing(content: bytes) -> None:
    assert imports(source("pkg/mod.py", content)) == []


def test_deep_nesting_is_walked_without_recursion() -> None:
    text = "x = " + "+".join(["1"] * 900) + "\n" + "".join(" " * depth + "if x:\n" for depth in range(90)) + " " * 90

    assert found(text + "import a") == {("a", When.GUARDED)}


def test_a_missing_module_is_found_through_other_modules() -> None:
    modules = graph(pkg__init="from . import a", pkg__a="import other", other="import json\nimport ssl")
    where = missing_at_import("pkg", modules, {"ssl"})

    assert where is not None
    assert (where[0], where[1].name, where[1].line) == ("other", "ssl", 2)


@pytest.mark.parametrize(
    "text", ["try:\n    import ssl\nexcept ImportError:\n    ssl = None", "def f():\n    import ssl", "import a"]
)
def test_a_missing_module_that_is_not_needed_does_not_count(text: str) -> None:
    assert missing_at_import("pkg", graph(pkg__init=text, pkg__unused="import ssl"), {"ssl"}) is None


def test_importing_a_submodule_imports_its_package_first() -> None:
    assert missing_at_import("top", graph(top="import pkg.a", pkg__init="import ssl", pkg__a=""), {"ssl"}) is not None


def test_modules_that_import_each_other_come_to_an_end() -> None:
    assert missing_at_import("a", graph(a="import b", b="import a"), {"ssl"}) is None


def test_lazy_imports_are_those_that_are_there() -> None:
    modules = graph(
        pkg__init="def f():\n    import json\n    import nowhere\n    from . import a\n    from os import path, sep",
        pkg__a="",
        pkg__tests__a="def f():\n    import csv",
    )

    assert lazy(modules, {"json", "csv", "os"}) == ["json", "os", "pkg", "pkg.a"]
