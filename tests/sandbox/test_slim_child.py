"""Slimming in a child: the result is a file, the facts are a message, and no bytes do harm."""

from pathlib import Path
from typing import Any

import pytest

from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.process import run
from app.sandbox.profiles import INSPECT
from tests.components import writing as w

PLAIN = w.component(w.section(w.CORE_MODULE, w.module(w.custom("name", b"n" * 100))))
SLIM = w.component(w.section(w.CORE_MODULE, w.module()))


def slimmed(folder: Path, content: bytes, *, memory: bool = True) -> dict[str, Any]:
    (folder / "in.wasm").write_bytes(content)
    request = {"component": str(folder / "in.wasm"), "output": str(folder / "out.wasm"), "memory": memory}
    heard: list[dict[str, Any]] = []
    outcome = run(Job("app.sandbox.slim_child", request, INSPECT, folder, INSPECT.limits), on_message=heard.append)
    assert outcome.cause is Cause.COMPLETED, outcome
    [message] = heard
    return message


@pytest.mark.parametrize("memory", [True, False])
def test_the_smaller_component_is_written_and_told(tmp_path: Path, memory: bool) -> None:
    message = slimmed(tmp_path, PLAIN, memory=memory)

    assert (tmp_path / "out.wasm").read_bytes() == SLIM
    assert (message["kind"], message["facts"]["plain_size"]) == ("slimmed", len(PLAIN))
    assert message["facts"]["stripped_bytes"] == 105


@pytest.mark.parametrize("content", [b"", b"\0asm", PLAIN[:-1], b"\xff" * 1_000])
def test_what_is_no_component_is_told_and_not_written(tmp_path: Path, content: bytes) -> None:
    assert slimmed(tmp_path, content)["kind"] == "invalid"
    assert not (tmp_path / "out.wasm").exists()
