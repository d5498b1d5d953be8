import pytest

from app.operators.packages.imports import source
from app.operators.packages.reading import reading_names


def reading(**texts: str) -> list[str]:
    paths = {name.replace("__", "/").replace("/init", "/__init__") + ".py": text for name, text in texts.items()}
    return reading_names([source(path, text.encode()) for path, text in paths.items()])


@pytest.mark.parametrize(
    "text",
    [
        "import pkgutil\ndef f():\n    return pkgutil.get_data('pkg', 'x')",
        "from pkgutil import get_data\ndef f():\n    return get_data('pkg', 'x')",
        "from importlib import resources as r\ndef f():\n    return r.files('pkg')",
        "from importlib.resources import files\ndef f():\n    return files('pkg')",
        "import importlib.resources\ndef f():\n    return importlib.resources.read_text('pkg', 'x')",
        "import pkg_resources\ndef f():\n    return pkg_resources.resource_string('pkg', 'x')",
        "import os.path as p\ndef f():\n    return open(p.join(p.dirname(__file__), 'x'))",
        "import pathlib\nclass f:\n    def g(self):\n        return pathlib.Path(__file__).parent / 'x'",
        "f = lambda: open(__file__)",
    ],
)
def test_ways_to_read_a_file_of_the_package(text: str) -> None:
    assert reading(pkg__init=text) == ["pkg.f"]


def test_what_is_read_during_the_import_is_there_during_the_build() -> None:
    assert reading(pkg__init="from pathlib import Path\nTABLE = Path(__file__).with_name('x').read_text()") == []


def test_users_of_a_reading_function_read_too() -> None:
    names = reading(
        pkg__init="from .api import *\nfrom .api import load as get\n",
        pkg__api="from . import _files\ndef load():\n    return _files._read()\ndef other():\n    return 1\n",
        pkg___files="def _read():\n    return open(__file__)\n",
    )

    assert names == ["pkg.api.load", "pkg.get", "pkg.load"]


def test_names_of_others_are_not_taken_for_the_packages_own() -> None:
    assert reading(pkg__init="import pkgutil\ndef get_data():\n    return pkgutil.iter_modules()\n") == []


def test_modules_that_use_each_other_come_to_an_end() -> None:
    texts = {"a": "import b\ndef f():\n    b.g()\n", "b": "import a\ndef g():\n    a.f()\n    return __file__\n"}

    assert reading(**texts) == ["a.f", "b.g"]
