"""First files of tests: they pass with the template of their kind, in both API versions."""

import ast

import pytest

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.operators.own_tests import holds_tests
from app.operators.samples.beginning import first_tests
from tests.support.own_tests import asking


@pytest.mark.parametrize("kind", Kind)
def test_a_first_file_is_one_of_tests_and_has_some(kind: Kind) -> None:
    path, text = first_tests(kind, "my-operator")

    assert (path, holds_tests(path, "my-operator")) == ("test_my_operator.py", True)
    functions = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert all(name.startswith("test_") for name in functions)
    assert ("import pytest" in text) is ("pytest.mark" in text)


@pytest.mark.build
@pytest.mark.parametrize("version", ApiVersion)
@pytest.mark.parametrize("kind", Kind)
def test_it_passes_with_the_template(kind: Kind, version: ApiVersion) -> None:
    path, text = first_tests(kind, "op")
    with asking(kind, version, {**samples.files(kind, version, "op"), path: text}, "op") as bench:
        names = bench.names(path)
        found = {name: bench.result(path, name)["error"] for name in names}

    assert len(found) >= 2
    assert set(found.values()) == {None}
