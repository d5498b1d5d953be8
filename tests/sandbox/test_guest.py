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


DELAY = """\
class Delay:
    def init(self, configuration):
        return True

    def process(self, data, timestamp):
        timestamp.timestamp.secs += {by}
        return timestamp
"""


@pytest.mark.parametrize(("by", "told"), [(-1, True), (0, False), (1, False)])
def test_a_delay_that_goes_backwards_is_told(by: int, told: bool) -> None:
    messages = [{"payload": "", "timestamp": "2026-01-01T00:00:01Z"}]
    report = generic.run("delay", "1.1.0", {"op.py": DELAY.format(by=by)}, "op", messages)
    assert report.outcomes == ["delayed"]
    assert ("lies before" in (report.results[0]["explanation"] or "")) is told
