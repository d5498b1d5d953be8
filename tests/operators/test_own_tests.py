"""Which files are a project's own tests."""

import pytest

from app.operators.own_tests import holds_tests, is_of_tests


@pytest.mark.parametrize(
    ("path", "is_one", "holds"),
    [
        ("test_units.py", True, True),
        ("conftest.py", True, False),
        ("tests/test_units.py", True, True),
        ("tests/deep/test_units.py", True, True),
        ("tests/helper.py", True, False),
        ("tests/__init__.py", True, False),
        ("tests/data.json", False, False),
        ("test_data.json", False, False),
        ("testing.py", False, False),
        ("tests.py", False, False),
        ("package/test_units.py", False, False),
        ("package/tests/test_units.py", False, False),
        ("op.py", False, False),
        ("test_op.py", False, False),
    ],
)
def test_tests_are_told_by_their_names_and_never_the_entry_file(path: str, is_one: bool, holds: bool) -> None:
    name = "test_op" if path == "test_op.py" else "op"

    assert (is_of_tests(path, name), holds_tests(path, name)) == (is_one, holds)
