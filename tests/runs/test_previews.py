"""What is made when, and what becomes of it. The making itself is tried where components are built."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app.artifacts.limits import compile_limits
from app.artifacts.precompiled import Precompiled
from app.errors import Conflict
from app.operators.kinds import ApiVersion
from app.runs import previews as room
from app.runs.previews import FAILED, PREPARING, READY, Previews, PreviewState, component_name, native_name
from app.settings import Settings
from app.storage.blobs import Blobs, open_blobs
from tests.support.components import component
from tests.support.polling import until

NEW, OLD = ApiVersion.V1_1_0, ApiVersion.V1_0_0
NOBODY = threading.Event()


class Making:
    """Stands for the toolchain: counts, waits, fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[str] = []
        self.failure: Exception | None = None
        self.go = threading.Event()
        self.go.set()
        monkeypatch.setattr(room, "make", self._make)

    def _make(self, _: Settings, api_version: ApiVersion, cancel: threading.Event) -> bytes:
        self.made.append(api_version)
        while not self.go.wait(0.01):
            if cancel.is_set():
                raise Conflict("preview_failed", "It was stopped.")
        if self.failure is not None:
            raise self.failure
        return component()


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> Making:
    return Making(monkeypatch)


@pytest.fixture
def blobs() -> Blobs:
    return open_blobs("memory:///")


Opened = Callable[..., Previews]


@pytest.fixture
def opened(settings: Settings, engine: Engine, blobs: Blobs, tmp_path: Path) -> Iterator[Opened]:
    every: list[Previews] = []

    def make(wrong: str | None = None, **changes: object) -> Previews:
        own = settings.model_copy(update={"preview_dir": None, **changes})
        precompiled = Precompiled(own.precompiled_dir, own.work_dir, blobs, compile_limits(own), 1 << 30)
        every.append(Previews(own, engine, blobs, precompiled, lambda *_: wrong))
        return every[-1]

    yield make
    for previews in every:
        previews.close()


def settled(previews: Previews, version: ApiVersion = NEW) -> PreviewState:
    previews.when_settled(version, lambda: None)
    until(lambda: previews.state(version), lambda state: state is not None and state.state != PREPARING)
    found = previews.state(version)
    assert found is not None
    return found


def test_nothing_is_made_before_somebody_asks(opened: Opened, making: Making) -> None:
    previews = opened()

    assert (previews.state(NEW), previews.all_ready, making.made) == (None, False, [])


def test_a_start_prepares_every_version_the_newest_first(opened: Opened, making: Making) -> None:
    previews = opened()
    previews.start()
    until(lambda: previews.all_ready)

    assert making.made == [NEW, OLD]
    with previews.in_use(NEW, NOBODY) as path:
        assert path.is_file()


def test_the_next_start_builds_nothing(opened: Opened, making: Making) -> None:
    settled(opened())
    assert settled(opened()).state == READY
    assert making.made == [NEW]


def test_other_inputs_are_made_anew_and_the_old_ones_go(
    opened: Opened, making: Making, blobs: Blobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = settled(opened()).digest
    monkeypatch.setattr(room, "inputs_digest", lambda _: "0" * 64)
    monkeypatch.setattr(room, "make", lambda *_: component(seed=b"other"))
    second = settled(opened()).digest

    assert first is not None
    assert first != second
    with pytest.raises(Exception, match="not there any more"):
        blobs.get(first)


def test_a_blob_that_was_lost_is_made_anew(opened: Opened, making: Making, blobs: Blobs) -> None:
    digest = settled(opened()).digest
    assert digest is not None
    blobs.delete(digest)

    assert settled(opened()).state == READY
    assert making.made == [NEW, NEW]


def test_who_comes_early_is_called_when_it_is_over(opened: Opened, making: Making) -> None:
    making.go.clear()
    previews, called = opened(), threading.Event()

    assert previews.when_settled(NEW, called.set) is False
    assert not called.is_set()
    with pytest.raises(Conflict), previews.in_use(NEW, NOBODY):
        pass
    making.go.set()
    assert called.wait(60)
    assert previews.when_settled(NEW, called.set) is True


def test_a_failure_is_told_and_can_be_tried_again(opened: Opened, making: Making) -> None:
    making.failure = Conflict("preview_failed", "The toolchain is not there.")
    previews = opened()
    assert settled(previews) == PreviewState(NEW, FAILED, "The toolchain is not there.")
    with pytest.raises(Conflict, match="toolchain is not there"), previews.in_use(NEW, NOBODY):
        pass

    making.failure = None
    previews.again(NEW)
    assert settled(previews).state == READY
    previews.again(NEW)
    assert making.made == [NEW, NEW]


def test_a_fault_of_ours_is_a_failure_without_its_details(opened: Opened, making: Making) -> None:
    making.failure = RuntimeError("/secret")
    found = settled(opened())

    assert found.state == FAILED
    assert "secret" not in found.sentence


def test_one_that_does_not_run_is_not_ready(opened: Opened, making: Making) -> None:
    found = settled(opened(wrong="It traps."))

    assert (found.state, "It traps." in found.sentence) == (FAILED, True)


def test_machine_code_from_before_that_does_not_run_is_made_anew(opened: Opened, making: Making) -> None:
    first = opened()
    settled(first)
    with first.in_use(NEW, NOBODY) as path:
        path.write_bytes(b"stale")

    def tried(tried_path: Path, _: ApiVersion) -> str | None:
        return "It cannot be loaded." if tried_path.read_bytes() == b"stale" else None

    again = opened()
    again._tried = tried
    assert settled(again).state == READY
    assert (making.made, path.read_bytes() == b"stale") == ([NEW], False)


def test_a_ready_made_one_is_taken_as_it_is(opened: Opened, making: Making, tmp_path: Path) -> None:
    native = tmp_path / native_name(NEW)
    native.write_bytes(b"machine code")

    found = settled(opened(preview_dir=tmp_path))
    assert (found.state, found.path, making.made) == (READY, native, [])


def test_a_ready_made_one_of_other_machine_code_is_compiled_and_not_built(
    opened: Opened, making: Making, tmp_path: Path
) -> None:
    (tmp_path / component_name(NEW)).write_bytes(component())

    found = settled(opened(preview_dir=tmp_path))
    assert (found.state, found.path, making.made) == (READY, None, [])


def test_a_studio_that_stops_does_not_wait_for_a_build(opened: Opened, making: Making) -> None:
    making.go.clear()
    previews, called = opened(), threading.Event()
    previews.when_settled(NEW, called.set)
    until(lambda: making.made)
    previews.close()

    assert not called.is_set()


def test_after_the_end_nothing_is_begun_and_nobody_fails(opened: Opened, making: Making) -> None:
    previews = opened()
    previews.close()

    assert previews.when_settled(NEW, lambda: None) is False
    previews.again(NEW)
    assert (previews.state(NEW), making.made) == (None, [])
