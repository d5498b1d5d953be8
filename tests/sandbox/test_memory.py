import pytest

from app.sandbox import memory
from app.sandbox.memory import peak_bytes

MIB = 1 << 20


def test_the_peak_grows_with_what_is_used_and_stays() -> None:
    before = peak_bytes()
    block = b"x" * (before + 32 * MIB)
    during = peak_bytes()
    del block
    assert during > before + 16 * MIB
    assert peak_bytes() > during - 4 * MIB


def test_without_proc_there_is_still_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_STATUS", "/nowhere")
    monkeypatch.setattr(memory, "_descriptor", memory._open())
    assert peak_bytes() > MIB
