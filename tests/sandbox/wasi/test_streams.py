import pytest

from app.sandbox.values.forms import Case, Own
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.streams import MAX_BYTES
from app.sandbox.wasi.tables import MAX_HANDLES, TooManyHandles
from app.sandbox.wasi.tree import Tree
from tests.sandbox.wasi.offered import Offered

STREAMS = "wasi:io/streams"
READS = ["read", "blocking-read"]
SKIPS = ["skip", "blocking-skip"]
WRITES = ["write", "blocking-write-and-flush"]
ZEROES = ["write-zeroes", "blocking-write-zeroes-and-flush"]
SPLICES = ["splice", "blocking-splice"]
HUGE = (1 << 64) - 1
CONTENT = bytes(range(256)) * 1_024  # four reads


def standard(offered: Offered, name: str) -> Own:
    handle = offered.call(f"wasi:cli/{name}", f"get-{name}")
    assert isinstance(handle, Own)
    return handle


def stream_of(offered: Offered, offset: int = 0) -> Own:
    ((folder, _),) = offered.call("wasi:filesystem/preopens", "get-directories")
    file = offered.ok("wasi:filesystem/types", "[method]descriptor.open-at", folder, {}, "file", {}, {"read"})
    stream = offered.ok("wasi:filesystem/types", "[method]descriptor.read-via-stream", file, offset)
    assert isinstance(stream, Own)
    return stream


def with_a_file(content: bytes = CONTENT) -> Offered:
    return Offered(files=Tree({"/0": {"file": content}}))


def taken(name: str) -> str:
    return f"[method]input-stream.{name}"


def given(name: str) -> str:
    return f"[method]output-stream.{name}"


@pytest.mark.parametrize("write", WRITES)
def test_what_is_written_reaches_the_recording_at_once(write: str) -> None:
    offered = Offered()
    out, err = standard(offered, "stdout"), standard(offered, "stderr")
    for stream, content in ((out, b"one"), (err, b"\xff\0"), (out, b"")):
        assert offered.ok(STREAMS, given(write), stream, content) is None
    assert offered.printed == [("stdout", b"one"), ("stderr", b"\xff\0"), ("stdout", b"")]


def test_there_is_always_room_and_nothing_to_flush() -> None:
    offered = Offered()
    out = standard(offered, "stdout")
    assert offered.ok(STREAMS, given("check-write"), out) == MAX_BYTES
    assert offered.ok(STREAMS, given("flush"), out) is None
    assert offered.ok(STREAMS, given("blocking-flush"), out) is None


@pytest.mark.parametrize("write", ZEROES)
def test_zeroes_are_written_within_bounds(write: str) -> None:
    offered = Offered()
    out = standard(offered, "stdout")
    assert offered.ok(STREAMS, given(write), out, MAX_BYTES) is None
    assert offered.printed == [("stdout", bytes(MAX_BYTES))]
    for size in (MAX_BYTES + 1, HUGE):
        with pytest.raises(RuleBroken, match="zeroes at once"):
            offered.call(STREAMS, given(write), out, size)


@pytest.mark.parametrize("function", [*READS, *SKIPS])
@pytest.mark.parametrize("size", [0, 1, HUGE])
def test_standard_input_is_at_its_end(function: str, size: int) -> None:
    offered = Offered()
    assert offered.error(STREAMS, taken(function), standard(offered, "stdin"), size) == Case("closed")


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("size", [1_000, MAX_BYTES, 4 << 30, HUGE])
def test_a_file_is_read_to_its_end_in_bounded_parts(read: str, size: int) -> None:
    offered = with_a_file()
    stream = stream_of(offered)
    parts = []
    while (answer := offered.call(STREAMS, taken(read), stream, size)).tag == "ok":
        parts.append(answer.value)
    assert answer.value == Case("closed")
    assert b"".join(parts) == CONTENT
    assert max(len(part) for part in parts) == min(size, MAX_BYTES)


@pytest.mark.parametrize("read", READS)
def test_reading_nothing_gives_nothing_and_is_not_the_end(read: str) -> None:
    offered = with_a_file()
    assert offered.ok(STREAMS, taken(read), stream_of(offered), 0) == b""


@pytest.mark.parametrize("offset", [len(CONTENT), len(CONTENT) + 1, HUGE])
def test_a_stream_from_the_end_or_beyond_is_at_its_end(offset: int) -> None:
    offered = with_a_file()
    assert offered.error(STREAMS, taken("read"), stream_of(offered, offset), 1) == Case("closed")


@pytest.mark.parametrize("skip", SKIPS)
def test_skipping_moves_on_without_giving_bytes(skip: str) -> None:
    offered = with_a_file(b"0123456789")
    stream = stream_of(offered, 1)
    assert offered.ok(STREAMS, taken(skip), stream, 4) == 4
    assert offered.ok(STREAMS, taken("read"), stream, 2) == b"56"
    assert offered.ok(STREAMS, taken(skip), stream, HUGE) == 3
    assert offered.error(STREAMS, taken(skip), stream, 1) == Case("closed")


@pytest.mark.parametrize("splice", SPLICES)
def test_splicing_writes_what_it_reads(splice: str) -> None:
    offered = with_a_file(b"0123456789")
    source, out = stream_of(offered), standard(offered, "stdout")
    assert offered.ok(STREAMS, given(splice), out, source, 4) == 4
    assert offered.ok(STREAMS, given(splice), out, source, HUGE) == 6
    assert offered.error(STREAMS, given(splice), out, source, 1) == Case("closed")
    assert offered.printed == [("stdout", b"0123"), ("stdout", b"456789")]


def test_every_stream_is_ready() -> None:
    offered = Offered()
    for name, function in (("stdin", taken("subscribe")), ("stdout", given("subscribe"))):
        handle = offered.call(STREAMS, function, standard(offered, name))
        assert offered.call("wasi:io/poll", "[method]pollable.ready", handle) is True


@pytest.mark.parametrize(("name", "resource"), [("stdin", "input-stream"), ("stdout", "output-stream")])
def test_handles_of_standard_streams_are_bounded_until_they_are_dropped(name: str, resource: str) -> None:
    offered = Offered()
    handles = [standard(offered, name) for _ in range(MAX_HANDLES)]
    with pytest.raises(TooManyHandles):
        standard(offered, name)
    offered.drop(STREAMS, resource, handles[0])
    offered.drop(STREAMS, resource, handles[1])
    standard(offered, name)
    standard(offered, name)


def test_streams_of_files_are_bounded() -> None:
    offered = with_a_file()
    for _ in range(MAX_HANDLES):
        handle = stream_of(offered)
        offered.drop("wasi:filesystem/types", "descriptor", Own(106, handle.rep * 2))
        offered.drop("wasi:filesystem/types", "descriptor", Own(106, handle.rep * 2 - 1))
    with pytest.raises(TooManyHandles):
        stream_of(offered)
