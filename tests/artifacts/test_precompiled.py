"""The cache with its real compile child, on the smallest component there is."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from wasmtime.component import Component

from app.artifacts import precompiled as module
from app.artifacts.precompiled import Precompiled
from app.errors import Conflict, LimitExceeded, NotFound
from app.kit.digests import digest_of
from app.sandbox import process
from app.sandbox.engine import engine as wasmtime_engine
from app.sandbox.engine import settings_key
from app.sandbox.job import Job, Outcome
from app.sandbox.profiles import COMPILE
from app.storage.blobs import Blobs
from tests.support.components import component

LIMITS = COMPILE.limits
ROOMY = 1 << 30


def cache(folder: Path, blobs: Blobs, room: int = ROOMY, wall_s: float = 60) -> Precompiled:
    return Precompiled(folder / "precompiled", folder / "work", blobs, replace(LIMITS, wall_s=wall_s), room)


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Every job that really ran."""
    jobs: list[Job] = []
    run = process.run

    def noted(job: Job, **how: object) -> Outcome:
        jobs.append(job)
        return run(job, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "run", noted)
    return jobs


def test_a_precompiled_file_is_private_and_loads_into_the_studios_engine(tmp_path: Path, blobs: Blobs) -> None:
    digest, precompiled = blobs.put(component()), cache(tmp_path, blobs)
    assert not precompiled.has(digest)
    path = precompiled.ensure(digest)

    assert precompiled.has(digest)
    assert path == tmp_path / "precompiled" / settings_key() / f"{digest[7:]}.cwasm"
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "work").iterdir()) == []
    with Component.deserialize_file(wasmtime_engine(), str(path)) as loaded:
        assert loaded.type is not None


def test_many_who_ask_at_once_wait_for_one_compilation(tmp_path: Path, blobs: Blobs, compilations: list[Job]) -> None:
    digest, precompiled = blobs.put(component()), cache(tmp_path, blobs)
    with ThreadPoolExecutor(6) as pool:
        paths = set(pool.map(lambda _: precompiled.ensure(digest), range(6)))

    assert (len(paths), len(compilations)) == (1, 1)


def test_a_new_process_finds_what_an_earlier_one_made(tmp_path: Path, blobs: Blobs, compilations: list[Job]) -> None:
    digest = blobs.put(component())
    cache(tmp_path, blobs).ensure(digest)
    cache(tmp_path, blobs).ensure(digest)

    assert len(compilations) == 1


def test_the_least_recently_used_go_when_room_runs_out(tmp_path: Path, blobs: Blobs) -> None:
    first, second, third = (blobs.put(component(seed=seed)) for seed in (b"1", b"2", b"3"))
    size = cache(tmp_path, blobs).ensure(first).stat().st_size
    small = cache(tmp_path, blobs, room=2 * size + size // 2)
    small.ensure(second)
    for moment, digest in enumerate((second, first)):  # first was used last
        os.utime(small.ensure(digest), (moment, moment))
    small.ensure(third)

    assert [small.has(digest) for digest in (first, second, third)] == [True, False, True]


def test_what_was_just_made_stays_even_without_room(tmp_path: Path, blobs: Blobs) -> None:
    tiny = cache(tmp_path, blobs, room=0)
    first, second = blobs.put(component(seed=b"1")), blobs.put(component(seed=b"2"))

    assert tiny.ensure(first).exists()
    assert tiny.ensure(second).exists()
    assert not tiny.has(first)


def test_a_dropped_component_is_compiled_anew(tmp_path: Path, blobs: Blobs, compilations: list[Job]) -> None:
    digest, precompiled = blobs.put(component()), cache(tmp_path, blobs)
    precompiled.ensure(digest)
    precompiled.drop(digest)
    precompiled.drop(digest)
    assert not precompiled.has(digest)
    precompiled.ensure(digest)

    assert len(compilations) == 2


def test_bytes_that_are_gone_are_not_found(tmp_path: Path, blobs: Blobs) -> None:
    with pytest.raises(NotFound):
        cache(tmp_path, blobs).ensure(digest_of(b"gone"))

    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no component", component()[:-9]])
def test_what_does_not_compile_is_a_conflict_in_words(tmp_path: Path, blobs: Blobs, content: bytes) -> None:
    digest, precompiled = blobs.put(content), cache(tmp_path, blobs)
    with pytest.raises(Conflict) as refused:
        precompiled.ensure(digest)

    assert refused.value.code == "precompile_failed"
    assert not precompiled.has(digest)


def test_a_limit_is_named(tmp_path: Path, blobs: Blobs) -> None:
    with pytest.raises(LimitExceeded, match="time limit") as stopped:
        cache(tmp_path, blobs, wall_s=0.001).ensure(blobs.put(component()))

    assert stopped.value.code == "precompile_failed"


def test_a_cancelled_compilation_is_no_limit(tmp_path: Path, blobs: Blobs) -> None:
    cancel = threading.Event()
    cancel.set()

    with pytest.raises(Conflict, match="cancelled"):
        cache(tmp_path, blobs).ensure(blobs.put(component()), cancel)


@pytest.mark.parametrize("digest", ["", "../../x", "sha256:" + "A" * 64])
def test_only_a_digest_names_a_file(tmp_path: Path, blobs: Blobs, digest: str) -> None:
    precompiled = cache(tmp_path, blobs)

    for use in (precompiled.has, precompiled.ensure, precompiled.drop):
        with pytest.raises(ValueError, match="digest"):
            use(digest)


def test_what_is_in_use_does_not_make_room_for_others(tmp_path: Path, blobs: Blobs) -> None:
    tiny = cache(tmp_path, blobs, room=0)
    first, second = blobs.put(component(seed=b"1")), blobs.put(component(seed=b"2"))

    with tiny.in_use(first) as path:
        tiny.ensure(second)
        assert path.exists()
    tiny.ensure(blobs.put(component(seed=b"3")))
    assert not path.exists()


def test_a_use_that_failed_is_over(tmp_path: Path, blobs: Blobs) -> None:
    tiny, digest = cache(tmp_path, blobs, room=0), blobs.put(component())
    with pytest.raises(RuntimeError), tiny.in_use(digest):
        raise RuntimeError

    tiny.ensure(blobs.put(component(seed=b"2")))
    assert not tiny.has(digest)


def test_what_cannot_be_loaded_is_replaced_once_however_many_complain(
    tmp_path: Path, blobs: Blobs, compilations: list[Job]
) -> None:
    digest, precompiled = blobs.put(component()), cache(tmp_path, blobs)
    path = precompiled.ensure(digest)
    path.write_bytes(b"damaged")
    complained = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: precompiled.make_anew(path, complained), range(4))) == {True}

    assert len(compilations) == 2
    with Component.deserialize_file(wasmtime_engine(), str(path)) as loaded:
        assert loaded.type is not None
    assert precompiled.make_anew(path, time.monotonic())  # it was damaged again
    assert len(compilations) == 3


def test_a_file_of_another_folder_is_left_alone(tmp_path: Path, blobs: Blobs, compilations: list[Job]) -> None:
    other = tmp_path / f"{digest_of(b'x')[7:]}.cwasm"
    other.write_bytes(b"ready-made")

    assert not cache(tmp_path, blobs).make_anew(other, time.monotonic())
    assert (other.read_bytes(), compilations) == (b"ready-made", [])
