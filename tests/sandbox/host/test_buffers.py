"""The table of buffers by itself; that operators read and return them is shown in test_run_child."""

import pytest

from app.sandbox.host import buffers as module
from app.sandbox.host.buffers import Buffers, TooManyBuffers
from app.sandbox.recording import HostCallsReached
from tests.sandbox.recordings import recording


@pytest.fixture
def buffers() -> Buffers:
    return Buffers(recording(host_calls=3))


def test_each_buffer_is_its_own_resource(buffers: Buffers) -> None:
    first, second = buffers.add(b"a"), buffers.add(b"a")
    assert first.rep != second.rep
    assert first.type == second.type == buffers.resources()["buffer"].type
    assert len(buffers) == 2


def test_reading_gives_the_very_bytes_and_is_counted(buffers: Buffers) -> None:
    content = b"x" * 100_000
    rep = buffers.add(content).rep
    assert buffers.functions()["[method]buffer.read"](rep) is content
    assert buffers.read(rep) is content
    assert buffers.counts() == {"given": 1, "read": 2, "returned_unread": 0}


def test_what_comes_back_is_told_from_what_was_read(buffers: Buffers) -> None:
    read, unread = buffers.add(b"a").rep, buffers.add(b"b").rep
    buffers.read(read)
    assert (buffers.take(read), buffers.take(unread)) == (b"a", b"b")
    assert buffers.counts() == {"given": 2, "read": 1, "returned_unread": 1}
    assert len(buffers) == 0


def test_a_buffer_read_in_an_earlier_call_is_not_unread(buffers: Buffers) -> None:
    rep = buffers.add(b"a").rep
    buffers.read(rep)
    buffers.recount()
    assert buffers.take(rep) == b"a"
    assert buffers.counts() == {"given": 0, "read": 0, "returned_unread": 0}


def test_a_buffer_can_be_handed_over_again(buffers: Buffers) -> None:
    first = buffers.add(b"a")
    assert buffers.again(first.rep) == first
    assert buffers.counts()["given"] == 2
    assert buffers.take(first.rep) == b"a"


def test_the_operator_drops_what_it_likes(buffers: Buffers) -> None:
    rep = buffers.add(b"a").rep
    buffers.resources()["buffer"].drop(rep)
    buffers.resources()["buffer"].drop(rep)
    assert len(buffers) == 0


def test_a_number_is_never_used_again(buffers: Buffers) -> None:
    before = buffers.add(b"a").rep
    buffers.clear()
    assert len(buffers) == 0
    assert buffers.add(b"b").rep > before


def test_there_is_an_end_to_them(buffers: Buffers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BUFFERS", 1)
    buffers.add(b"a")
    with pytest.raises(TooManyBuffers):
        buffers.add(b"b")


def test_reading_without_end_is_stopped(buffers: Buffers) -> None:
    rep = buffers.add(b"a").rep
    for _ in range(3):
        buffers.read(rep)
    with pytest.raises(HostCallsReached):
        buffers.read(rep)
