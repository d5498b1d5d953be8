"""The first call of a slimmed component, tried on one that works and on one whose memory is broken."""

import threading
from pathlib import Path
from typing import Any

import pytest

from app.builds.smoke import OK, broken, smoke_run
from app.components.sections import CORE_MODULE
from app.components.slimming import segments
from app.components.slimming.module import addresses, memory_bytes
from app.components.slimming.tree import parse, written
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.settings import Settings
from tests.components.slimming.test_real import plain
from tests.support.built import precompiled, slimmed

TARGET = world(Kind.MAP, ApiVersion.V1_1_0)


def without_its_heap(content: bytes) -> bytes:
    """What slimming must never make: the component with zeros in place of its live heap."""
    top = parse(content)
    module = next(part for part in top.all() if part.kind == CORE_MODULE and addresses(part).get("__heap_base"))
    found = segments.image(module, memory_bytes(module))
    base = addresses(module)["__heap_base"]
    found.memory[base:] = bytes(len(found.memory) - base)
    found.section.content = segments.content(found.memory, segments.spans(found.memory))
    return written(top)


@pytest.mark.build
def test_a_component_that_works_passes(settings: Settings) -> None:
    assert smoke_run(settings, precompiled(slimmed(plain())), TARGET, threading.Event()) == OK


@pytest.mark.build
def test_a_component_whose_memory_is_broken_does_not(settings: Settings, tmp_path: Path) -> None:
    component = tmp_path / "broken.wasm"
    component.write_bytes(without_its_heap(plain().read_bytes()))

    found = smoke_run(settings, precompiled(component), TARGET, threading.Event())

    assert found != OK
    assert found


def test_nothing_to_run_is_broken(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "nothing").write_bytes(b"")

    assert smoke_run(settings, tmp_path / "nothing", TARGET, threading.Event()) != OK


def result(outcome: str | None, *, traceback: bool = False, error: str | None = None) -> dict[str, Any]:
    frames = [{"path": "x.py", "line": 1}] if traceback else []
    return {"outcome": outcome, "traceback": frames, "error": error, "explanation": "It stopped."}


def test_an_operators_own_failures_break_nothing() -> None:
    assert broken([result(None), result("output")]) is None
    assert broken([result("trap", traceback=True, error="ValueError: no")]) is None
    assert broken([result("exit")]) is None
    assert broken([result(None), result("error"), result("time_limit"), result("memory_limit")]) is None


def test_a_trap_without_python_is_the_reason() -> None:
    assert broken([result(None), result("trap", error="out of bounds memory access")]) == "out of bounds memory access"
    assert broken([result("trap")]) == "It stopped."
