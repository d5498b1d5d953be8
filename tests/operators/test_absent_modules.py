"""The modules that a component's Python lacks, asked of a component."""

import pytest

from app.operators.absent_modules import ABSENT, ABSENT_NAMES, ABSENT_SUBMODULES, REMOVED
from app.operators.guest_modules import STANDARD_LIBRARY
from tests.operators.checks.environment.survey import told

# antigravity opens a browser and this prints a poem.
_LEFT_OUT = {"antigravity", "this"}
_SURVEY = f"""\
import sys

from map_impl import exports
from map_impl.imports import logger

FAILED = []
for name in sorted({{*sys.stdlib_module_names, *{sorted(ABSENT_SUBMODULES)}}} - {_LEFT_OUT!r}):
    try:
        __import__(name)
    except (ImportError, AttributeError):
        FAILED.append(name)


class Map(exports.Map):
    def init(self, configuration):
        logger.log(logger.Level.INFO, "failed", " ".join(FAILED))
        logger.log(logger.Level.INFO, "names", " ".join(sorted(sys.stdlib_module_names)))
        return True

    def process(self, message):
        return message
"""


@pytest.mark.build
def test_the_list_is_what_a_component_cannot_import() -> None:
    answer = told(_SURVEY)
    failed = set(answer["failed"].split())
    assert {name for name in failed if "." not in name} == ABSENT
    assert {name for name in failed if "." in name} == ABSENT_SUBMODULES
    assert set(answer["names"].split()) == STANDARD_LIBRARY


def test_the_list_is_about_the_standard_library() -> None:
    assert ABSENT < STANDARD_LIBRARY
    assert not STANDARD_LIBRARY & REMOVED
    tops = {name.partition(".")[0] for name in ABSENT_SUBMODULES | ABSENT_NAMES}
    assert tops < STANDARD_LIBRARY - ABSENT
