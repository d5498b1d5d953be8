"""The modules that a fix imports are those that the guest really has."""

import pytest

from app.operators.checks.tools.missing_imports import STANDARD_MODULES
from app.operators.guest_modules import STANDARD_LIBRARY
from tests.support import generic

SOURCE = """{imports}
from map_impl import exports


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        return message
"""


def test_they_are_of_the_standard_library() -> None:
    assert STANDARD_MODULES <= STANDARD_LIBRARY


@pytest.mark.build
def test_the_guest_can_import_them_all() -> None:
    source = SOURCE.format(imports="\n".join(f"import {name}" for name in sorted(STANDARD_MODULES)))
    report = generic.run("map", "1.1.0", {"op.py": source}, "op", [])
    assert (report.init_ok, report.error) == (True, None)
