"""Verdicts have the same names everywhere."""

from typing import get_args

from app.api.schemas.collection_runs import VerdictName
from app.runs.collections.counting import EMPTY, NOT_GOOD, VERDICTS


def test_the_names_are_those_of_the_interface() -> None:
    assert set(VERDICTS) == set(get_args(VerdictName)) == EMPTY.keys()
    assert set(NOT_GOOD) < set(VERDICTS)
