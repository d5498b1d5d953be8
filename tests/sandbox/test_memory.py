import pytest

from app.sandbox import memory
from app.sandbox.memory import now_bytes, peak_bytes

MIB = 1 << 20


def test_the_peak_grows_with_what_is_used_and_stays() -> None:
    before = peak_bytes()
    block = b"x" * (before + 32 * MIB)
    during = peak_bytes()
    del block
    assert during > before + 16 * MIB
    assert peak_bytes() > during - 4 * MIB


def test_what_is_used_now_falls_again() -> None:
    before = now_bytes()
    block = b"x" * (256 * MIB)
    during = now_bytes()
    del block
    assert during > before + 200 * MIB
    assert now_bytes() < during - 200 * MIB


def test_without_proc_there_is_still_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert memory._open("/nowhere") is None
    monkeypatch.setattr(memory, "_status", None)
    monkeypatch.setattr(memory, "_statm", None)
    assert now_bytes() == peak_bytes() > MIB
