"""The phase that slims: what is stored when all goes well, and what when something does not."""

import threading
from dataclasses import dataclass, field

import pytest

from app.artifacts.limits import compile_limits
from app.artifacts.precompiled import Precompiled
from app.builds import slimming
from app.builds.failures import BuildFailure
from app.builds.slimming import Slimmed, Slimming, slim_limits
from app.builds.workspace import Workspace
from app.components.reader import inspect
from app.components.slimming.slim import strip
from app.db.models import BuildStatus
from app.kit.digests import digest_of
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.components.slimming.test_real import plain
from tests.components.writing import custom
from tests.support.components import component

NAMES = custom("name", b"n" * 5_000)


@dataclass
class Phase:
    settings: Settings
    precompiled: Precompiled
    said: list[str] = field(default_factory=list)
    cancel: threading.Event = field(default_factory=threading.Event)

    def best(self, content: bytes) -> Slimmed:
        workspace = Workspace(self.settings.work_dir / "build")
        workspace.folder.mkdir(parents=True)
        workspace.component.write_bytes(content)
        phase = Slimming(self.settings, workspace, self.precompiled, self.cancel, self.said.append)
        return phase.best(world(Kind.MAP, ApiVersion.V1_1_0), inspect(content))


@pytest.fixture
def phase(settings: Settings, blobs: Blobs) -> Phase:
    precompiled = Precompiled(
        settings.precompiled_dir, settings.work_dir, blobs, compile_limits(settings), settings.precompiled_max_bytes
    )
    return Phase(settings, precompiled)


@pytest.mark.build
def test_a_real_component_is_slimmed_tried_and_ready_to_run(phase: Phase) -> None:
    chosen = phase.best(plain().read_bytes())

    assert chosen.facts is not None
    assert chosen.facts["checked"] == {"imports": True, "exports": True, "smoke": True}
    assert chosen.path.stat().st_size == chosen.report.size
    assert phase.precompiled.has(digest_of(chosen.path.read_bytes()))
    assert "% smaller" in phase.said[-1]


def test_what_does_not_start_when_slimmed_is_only_stripped(phase: Phase) -> None:
    chosen = phase.best(component() + NAMES)  # it exports an init, but nothing that processes

    assert chosen.path.read_bytes() == strip(component())[0]
    assert chosen.facts is not None
    assert chosen.facts["checked"] == {"imports": True, "exports": True, "smoke": False}
    assert "slimmed component is not used" in phase.said[0]
    assert "smaller than" in phase.said[1]
    assert not phase.precompiled.has(digest_of(strip(component())[0]))


def test_what_wasmtime_refuses_is_only_stripped(phase: Phase) -> None:
    odd = component() + b"\x0c\x01\x01"  # a section that is read past here, and not there
    chosen = phase.best(odd + NAMES)

    assert chosen.path.read_bytes() == strip(odd)[0]
    assert "wasmtime refuses it" in phase.said[0]


def test_what_cannot_be_slimmed_at_all_is_stored_as_it_came(phase: Phase, monkeypatch: pytest.MonkeyPatch) -> None:
    content = component() + NAMES
    monkeypatch.setattr("app.builds.slimming._CHILD", "app.sandbox.no_such_child")

    chosen = phase.best(content)

    assert (chosen.path.read_bytes(), chosen.report, chosen.facts) == (content, inspect(content), None)
    assert len(phase.said) == 2


def test_cancelling_ends_the_build(phase: Phase) -> None:
    phase.cancel.set()

    with pytest.raises(BuildFailure) as ended:
        phase.best(component())
    assert (ended.value.code, ended.value.status) == ("cancelled", BuildStatus.CANCELLED)


def test_the_child_may_write_a_component_and_hold_it_several_times(settings: Settings) -> None:
    limits = slim_limits(settings)

    assert limits.file_bytes == settings.component_max_bytes
    assert limits.data_bytes > 3 * settings.component_max_bytes


@pytest.mark.parametrize("said", [None, {}, {"stripped_bytes": "x"}, [], {"stripped_bytes": None}])
def test_facts_that_make_no_sense_are_a_refusal(said: object) -> None:
    with pytest.raises(slimming._Refused, match="cannot be read"):
        slimming._facts(said, smoke=False)
