"""Files and folders."""

import pytest

from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "no-files"


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("", "open('x.json')"),
        ("", "with open('x.json', 'w') as file:\n    pass"),
        ("import io", "io.open('x')"),
        ("import os", "os.listdir('.')"),
        ("import tempfile", "tempfile.mkdtemp()"),
        ("import logging", "logging.FileHandler('x.log')"),
        ("from pathlib import Path", "Path('x').read_text()"),
        ("import pathlib", "(pathlib.Path('x') / 'y').open()"),
        ("from pathlib import Path", "path = Path('x').parent\npath.write_text('y')"),
        ("from pathlib import Path\nHERE = Path('x')", "HERE.joinpath('y').read_bytes()"),
    ],
)
def test_each_is_an_error_where_the_messages_come(top: str, use: str) -> None:
    assert [severity for _, severity in found(CODE, map_with(top, use))] == ["error"]


@pytest.mark.parametrize(
    ("top", "use"),
    [
        ("import io", "io.StringIO('x').read(), io.BytesIO(b'x').read()"),
        ("def open(name):\n    return name", "open('x')"),
        ("", "open = self.open\nopen('x')"),
        ("from pathlib import PurePath, Path", "PurePath('x').name, Path('x').suffix, str(Path('x') / 'y')"),
        ("import os", "os.path.join('a', 'b'), os.path.basename('a')"),
        ("", "self.table.replace('a', 'b'), 'x'.replace('a', 'b')"),
        ("", "try:\n    open('x')\nexcept OSError:\n    pass"),
        ("", "try:\n    open('x')\nexcept FileNotFoundError:\n    pass"),
        ("import os", "if os.path.exists('x'):\n    open('x')"),
        ("from pathlib import Path", "if (path := Path('x')).is_file():\n    open(path)"),
        ("import zipfile, io", "zipfile.ZipFile(io.BytesIO()).open('x')"),
    ],
)
def test_what_works_is_left_alone(top: str, use: str) -> None:
    assert found(CODE, map_with(top, use)) == []


def test_while_the_component_is_built_files_beside_the_code_can_be_read() -> None:
    assert found(CODE, map_with("TABLE = open('/0/table.txt').read()")) == []
    made = "def load():\n    return open('/0/table.txt').read()\n\nTABLE = load()"
    assert found(CODE, map_with(made)) == []
    assert found(CODE, map_with(made, "load()")) == [(4, "error")]


def test_a_broad_except_makes_it_a_warning() -> None:
    assert found(CODE, map_with("", "try:\n    open('x')\nexcept Exception:\n    pass")) == [(11, "warning")]


def test_the_sentence() -> None:
    one = findings(CODE, map_with("from pathlib import Path", "Path('x').read_text()"))[0]
    assert one.message == "Path('x').read_text fails: a component has no files."
