"""Which files of a project are its own tests: they are run by the studio and are no part of a component.

test_*.py      beside the operator
conftest.py    fixtures for all of them
tests/         tests, and modules that only they use
"""

from app.operators.names import entry_path

FOLDER = "tests"
SHARED = "conftest"
BEGINNING = "test_"


def is_of_tests(path: str, name: str) -> bool:
    """Whether a file of the project of this name is there for its tests alone."""
    if not path.endswith(".py") or path == entry_path(name):
        return False
    top, _, rest = path.partition("/")
    return top == FOLDER if rest else top == f"{SHARED}.py" or top.startswith(BEGINNING)


def holds_tests(path: str, name: str) -> bool:
    """Whether tests are looked for in it."""
    return is_of_tests(path, name) and path.rpartition("/")[2].startswith(BEGINNING)
