"""The modules that a component's Python lacks, asked of a component."""

import pytest

from app.operators.absent_modules import ABSENT, ABSENT_NAMES, ABSENT_SUBMODULES, REMOVED
from app.operators.guest_modules import STANDARD_LIBRARY
from tests.operators.checks.environment.survey import SURVEY, told


@pytest.mark.build
def test_the_list_is_what_a_component_cannot_import() -> None:
    answer = told(SURVEY)
    failed = set(answer["failed"].split())
    assert {name for name in failed if "." not in name} == ABSENT
    assert {name for name in failed if "." in name} == ABSENT_SUBMODULES
    assert set(answer["names"].split()) == STANDARD_LIBRARY


def test_the_list_is_about_the_standard_library() -> None:
    assert ABSENT < STANDARD_LIBRARY
    assert not STANDARD_LIBRARY & REMOVED
    tops = {name.partition(".")[0] for name in ABSENT_SUBMODULES | ABSENT_NAMES}
    assert tops < STANDARD_LIBRARY - ABSENT
