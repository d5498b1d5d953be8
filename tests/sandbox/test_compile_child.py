"""Compiling and inspecting components in a child, from the smallest component there is to no component at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import wasmtime
from wasmtime.component import Component

from app.sandbox.engine import SETTINGS, engine, settings_key
from app.sandbox.process import Cause, Job, Message, run
from app.sandbox.profiles import COMPILE, INSPECT

EMPTY = b"\0asm\x0d\0\1\0"  # a component of nothing but its preamble
MODULE = b"\0asm\1\0\0\0"
TRUNCATED = EMPTY + b"\1\x7f"


def compiled(folder: Path, content: bytes) -> list[Message]:
    (folder / "in.wasm").write_bytes(content)
    messages: list[Message] = []
    request = {"component": str(folder / "in.wasm"), "output": str(folder / "out.cwasm")}
    job = Job("app.sandbox.compile_child", request, COMPILE, folder, COMPILE.limits)
    outcome = run(job, on_message=messages.append)
    assert outcome.cause is Cause.COMPLETED, outcome
    return messages


def inspected(folder: Path, content: bytes) -> list[Message]:
    (folder / "in.wasm").write_bytes(content)
    messages: list[Message] = []
    job = Job("app.sandbox.inspect_child", {"component": str(folder / "in.wasm")}, INSPECT, folder, INSPECT.limits)
    outcome = run(job, on_message=messages.append)
    assert outcome.cause is Cause.COMPLETED, outcome
    return messages


def test_a_compiled_component_loads_into_the_same_engine(tmp_path: Path) -> None:
    [message] = compiled(tmp_path, EMPTY)
    assert message["kind"] == "compiled"
    assert message["seconds"] > 0
    Component.deserialize_file(engine(), str(tmp_path / "out.cwasm"))


def test_another_engine_refuses_what_was_compiled(tmp_path: Path) -> None:
    compiled(tmp_path, EMPTY)
    with pytest.raises(wasmtime.WasmtimeError):
        Component.deserialize_file(wasmtime.Engine(), str(tmp_path / "out.cwasm"))


@pytest.mark.parametrize("content", [b"", b"hello", MODULE, TRUNCATED], ids=["nothing", "text", "module", "truncated"])
def test_what_is_no_component_is_invalid_with_a_reason(tmp_path: Path, content: bytes) -> None:
    for messages in (compiled(tmp_path, content), inspected(tmp_path, content)):
        assert [message["kind"] for message in messages] == ["invalid"]
        assert messages[0]["reason"]
    assert not (tmp_path / "out.cwasm").exists()


def test_an_inspection_reports_sizes(tmp_path: Path) -> None:
    [message] = inspected(tmp_path, EMPTY)
    assert message["kind"] == "inspected"
    assert message["report"]["size"] == len(EMPTY)


def test_the_key_names_version_architecture_and_settings() -> None:
    assert settings_key() == settings_key()
    assert settings_key().count("-") == 2
    assert "/" not in settings_key()
    assert SETTINGS["epoch_interruption"] is True
