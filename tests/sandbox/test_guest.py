import gc
from collections.abc import Iterator

import pytest

from app.sandbox.guest import Guest
from tests.support import generic

FAILING = """\
class Map:
    def init(self, configuration):
        return True

    def process(self, message):
        print(message.value.topic)
        raise ValueError("always")
"""


@pytest.fixture
def no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collection")
def test_a_guest_that_is_closed_goes_at_once_with_its_memory() -> None:
    report = generic.run("map", "1.1.0", {"op.py": FAILING}, "op", [{"payload": "x" * 1_000, "as": "bytes"}] * 3)

    assert report.outcomes == ["trap"] * 3
    assert [found for found in gc.get_objects() if isinstance(found, Guest)] == []


def test_a_component_without_the_kind_is_told_and_does_not_end_the_child() -> None:
    report = generic.run_file(generic.precompiled("1.0.0"), "map", "1.1.0", [{"payload": ""}])

    assert not report.init_ok
    assert report.error is not None
    assert "wasm-graph:processor/map@1.1.0" in report.error
