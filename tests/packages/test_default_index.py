"""One package as the world publishes it, from uv's own default index: skipped where that cannot be reached.

A machine may have packages without such an index, by way of pip's configuration, so that it is required only where
STUDIO_TEST_INDEX=1 says that there is one.
"""

import os

import pytest
from sqlalchemy import Engine

from app.operators.packages.requirements import parse
from app.operators.packages.uv_messages import Problem
from app.packages.service import Packages, PackageStore
from app.settings import Settings


def ensured(settings: Settings, engine: Engine, requirement: str) -> Packages | Problem:
    found = PackageStore(settings, engine).ensure(parse(requirement))
    if isinstance(found, Problem) and found.code == "package-index-unreachable":
        if os.environ.get("STUDIO_TEST_INDEX") == "1":
            pytest.fail(f"{found.message} STUDIO_TEST_INDEX=1 says that there is an index.")
        pytest.skip(found.message)
    return found


def test_a_real_package_is_fetched_and_its_reading_functions_are_known(settings: Settings, engine: Engine) -> None:
    found = ensured(settings, engine, "python-dateutil")

    assert isinstance(found, Packages), found
    assert found.modules["dateutil"] == "python-dateutil"
    assert "dateutil.tz.gettz" in {name for facts in found.facts for name in facts.reading}
    assert all(facts.lacks is None and not facts.compiled for facts in found.facts)


def test_numpy_is_refused_in_one_sentence(settings: Settings, engine: Engine) -> None:
    found = ensured(settings, engine, "numpy")

    assert isinstance(found, Problem), found
    assert (found.code, found.package) == ("package-compiled", "numpy")
    assert found.message.count(".") == 1
