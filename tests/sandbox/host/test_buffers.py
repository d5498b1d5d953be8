"""The table of buffers by itself; that operators read and return them is shown in test_run_child."""

import pytest

from app.sandbox.host import buffers as module
from app.sandbox.host.buffers import Buffers, TooManyBuffers


def test_each_buffer_is_its_own_resource() -> None:
    buffers = Buffers()
    first, second = buffers.add(b"a"), buffers.add(b"a")
    assert first.owned
    assert first.rep != second.rep
    assert first.type == second.type
    assert len(buffers) == 2


def test_a_number_is_never_used_again() -> None:
    buffers = Buffers()
    before = buffers.add(b"a").rep
    buffers.clear()
    assert len(buffers) == 0
    assert buffers.add(b"b").rep > before


def test_there_is_an_end_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BUFFERS", 1)
    buffers = Buffers()
    buffers.add(b"a")
    with pytest.raises(TooManyBuffers):
        buffers.add(b"b")
