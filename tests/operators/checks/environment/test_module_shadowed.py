"""Names that already mean something."""

import pytest

from tests.operators.checks.environment.operators import findings, found, map_with

CODE = "module-shadowed"


@pytest.mark.parametrize(
    "path", ["json.py", "logging/__init__.py", "JSON.py", "map_impl.py", "types/more.py", "operator_adapter.py"]
)
def test_a_file_of_such_a_name_is_an_error(path: str) -> None:
    assert found(CODE, map_with(), files={path: "x = 1\n"}) == [(1, "error")]


@pytest.mark.parametrize("path", ["helpers/json.py", "payload.py", "json.txt", "tests/test_json.py", "my_types.py"])
def test_others_are_left_alone(path: str) -> None:
    assert found(CODE, map_with(), files={path: ""}) == []


def test_it_is_said_of_a_file_that_cannot_be_parsed_and_of_binary_ones() -> None:
    assert found(CODE, map_with(), files={"json.py": "def"}) == [(1, "error")]
    assert found(CODE, map_with(), files={"json.py": None}) == [(1, "error")]


def test_a_requirement_of_such_a_name_is_not_used() -> None:
    text = "# packages\npython-dateutil\n  dataclasses==0.8 ; python_version < '3.7'\n\n-r other.txt\n"
    assert found(CODE, map_with(), files={"requirements.txt": text}) == [(3, "warning")]
    one = findings(CODE, map_with(), files={"requirements.txt": text})[0]
    assert (one.place.path, one.place.column, one.place.end_column) == ("requirements.txt", 3, 14)
    assert one.message == (
        "The package dataclasses will not be used: its name is a module of Python's standard library, which would be "
        "found in its place."
    )


def test_the_sentence_for_a_file() -> None:
    one = findings(CODE, map_with(), files={"json.py": ""})[0]
    assert one.message == (
        "json.py will not be found: json is a module of Python's standard library, which would be found in its place."
    )
