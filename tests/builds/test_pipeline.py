"""A build as a job, as far as it goes without the compiler: what was built before, and what ends early."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import Engine

from app.artifacts.limits import compile_limits
from app.artifacts.precompiled import Precompiled
from app.builds import service
from app.builds.attempt import Surroundings
from app.builds.bindings import Bindings
from app.builds.claims import MOST_ATTEMPTS
from app.builds.pipeline import Pipeline
from app.db import events
from app.db.models import Build
from app.db.session import reading, unit_of_work
from app.packages.service import PackageStore
from app.projects import service as projects
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.support.components import component
from tests.support.studio import a_build, a_project, an_artifact


@dataclass
class Bench:
    """A pipeline, and what it told and dispatched."""

    engine: Engine
    blobs: Blobs
    settings: Settings
    told: list[str] = field(default_factory=list)
    dispatched: list[tuple[str, str]] = field(default_factory=list)

    def run(self, build_id: str) -> Build:
        precompiled = Precompiled(
            self.settings.precompiled_dir, self.settings.work_dir, self.blobs, compile_limits(self.settings), 1 << 30
        )
        around = Surroundings(
            self.settings,
            self.engine,
            self.blobs,
            precompiled,
            Bindings(self.settings),
            lambda _: ["json"],
            PackageStore(self.settings, self.engine),
        )
        Pipeline(around, self.told.append, lambda job, row: self.dispatched.append((job, row))).run(build_id)
        with reading(self.engine) as session:
            return session.get_one(Build, build_id)

    def log(self, build_id: str) -> list[tuple[str, object]]:
        with reading(self.engine) as session:
            return [
                (event.kind, event.data.get("name") or event.data.get("status"))
                for event in events.since(session, build_id, 0)
                if event.kind != "log"
            ]


@pytest.fixture
def bench(engine: Engine, blobs: Blobs, settings: Settings) -> Bench:
    return Bench(engine, blobs, settings)


def test_inputs_whose_artifact_came_in_the_meantime_are_not_compiled_again(bench: Bench) -> None:
    with unit_of_work(bench.engine) as session:
        artifact = an_artifact(session, bench.blobs)
        a_build(session, status="succeeded", artifact_digest=artifact.digest)
        build_id = a_build(session).id
    build = bench.run(build_id)

    assert (build.status, build.cached, build.artifact_digest) == ("succeeded", True, artifact.digest)
    assert list(build.timings) == ["precompile"]
    assert bench.log(build_id) == [("status", "running"), ("phase", "precompile"), ("status", "succeeded")]
    assert bench.dispatched == [(service.BUILT, build_id)]
    assert build_id in bench.told


def test_an_attempt_that_was_interrupted_after_storing_goes_on_with_its_own_artifact(bench: Bench) -> None:
    with unit_of_work(bench.engine) as session:
        artifact = an_artifact(session, bench.blobs)
        build_id = a_build(session, artifact_digest=artifact.digest, attempt=1).id
    build = bench.run(build_id)

    assert (build.status, build.cached, build.attempt) == ("succeeded", False, 2)


def test_a_component_that_cannot_be_precompiled_is_still_a_success(bench: Bench) -> None:
    with unit_of_work(bench.engine) as session:
        artifact = an_artifact(session, bench.blobs, component()[:8])
        build_id = a_build(session, artifact_digest=artifact.digest).id
    bench.blobs.delete(artifact.digest)
    build = bench.run(build_id)

    assert build.status == "succeeded"
    with reading(bench.engine) as session:
        texts = [event.data["text"] for event in events.of_kind(session, build_id, "log")]
    assert "The component itself is stored" in texts[-1]


def test_a_build_of_a_deleted_project_fails_with_that_reason(bench: Bench) -> None:
    with unit_of_work(bench.engine) as session:
        project = a_project(session)
        build_id = service.request(session, project, "release", "owner").build.id
        projects.delete_project(session, project)
    build = bench.run(build_id)

    assert build.status == "failed"
    assert (build.error or {})["code"] == "build_project_deleted"
    assert bench.log(build_id)[-1] == ("status", "failed")


def test_a_build_that_was_interrupted_too_often_is_not_tried_again(bench: Bench) -> None:
    with unit_of_work(bench.engine) as session:
        build_id = a_build(session, attempt=MOST_ATTEMPTS).id
    build = bench.run(build_id)

    assert (build.status, (build.error or {})["code"]) == ("failed", "build_interrupted")


def test_a_fault_of_ours_ends_the_build_and_is_not_swallowed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.builds.attempt.artifact_of_key", fail)
    with unit_of_work(bench.engine) as session:
        build_id = a_build(session).id
    with pytest.raises(ZeroDivisionError):
        bench.run(build_id)

    with reading(bench.engine) as session:
        build = session.get_one(Build, build_id)
    assert (build.status, (build.error or {})["code"]) == ("failed", "build_fault")


def test_who_waited_for_the_same_inputs_is_dispatched_afterwards(bench: Bench) -> None:
    with unit_of_work(bench.engine) as session:
        first, second = a_build(session, attempt=MOST_ATTEMPTS).id, a_build(session).id
        a_build(session, key="other")
    bench.run(first)

    assert bench.dispatched == [(service.JOB, second)]


def test_an_id_that_comes_twice_or_means_nothing_does_nothing(bench: Bench) -> None:
    with unit_of_work(bench.engine) as session:
        build_id = a_build(session, status="failed").id
    assert bench.run(build_id).status == "failed"
    assert bench.log(build_id) == []

    assert (bench.told, bench.dispatched) == ([], [])
