"""Pools of warm children, in any of the walls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.limits import Limits
from app.sandbox.pool import Pool
from app.sandbox.profiles import CHECK, Profile
from app.sandbox.walls import Walls, available
from tests.sandbox.pool.asking import BARE, MAIN, SMALL, Make, processes_below
from tests.sandbox.test_process import TESTS
from tests.support.polling import until


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes pools, and ends them with the test."""
    made: list[Pool] = []

    def make(
        size: int = 1, limits: Limits = SMALL, profile: Profile = CHECK, walls: Walls = BARE, **options: Any
    ) -> Pool:
        work = tmp_path / "work"
        made.append(
            Pool(options.pop("main", MAIN), profile, limits, work, size, readable=(TESTS,), walls=walls, **options)
        )
        return made[-1]

    yield make
    for pool in made:
        pool.close()
    until(lambda: not processes_below(tmp_path))  # bubblewrap is gone at once, and what is inside right after it
    assert not list(tmp_path.glob("work/*"))


@pytest.fixture(params=["bare", "bubblewrap"])
def walls(request: pytest.FixtureRequest) -> Walls:
    if request.param == "bare":
        return BARE
    if available().bubblewrap is None:
        pytest.skip("bubblewrap is not installed or not allowed to work here")
    return available()
