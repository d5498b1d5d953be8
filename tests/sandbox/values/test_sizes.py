"""Large contents, and a guest that lies about them."""

import os

import pytest
from wasmtime import WasmtimeError

from app.sandbox.values import shapes as s
from app.sandbox.values.frame import KEPT_BYTES
from tests.sandbox.values.wat import Guest

U8 = s.Scalar("u8")


@pytest.mark.parametrize("size", [0, 1, 1_023, 1_024, 1_025, 1_000_003, 2_700_000])
def test_bytes_there_and_back(size: int) -> None:
    echo, content = Guest(U8).function("echo"), os.urandom(size)
    assert echo(content) == content
    assert echo(content[: size // 2]) == content[: size // 2]
    assert echo(content) == content


def test_eight_megabytes_go_in_and_their_memory_is_given_back() -> None:
    guest = Guest(U8, "sink", "relay")
    sink = guest.function("sink")
    assert sink(bytes(8 << 20)) == b""
    assert sum(len(area._memory) for area in sink._frames[0]._areas) <= KEPT_BYTES * 32
    guest.host.answer = lambda given: bytes([len(given)]) * 3_000_000
    with pytest.raises(WasmtimeError, match="fuel"):  # the host may give it, but the guest cannot give it on
        guest.function("relay")(b"12")


def test_several_contents_in_one_call_lie_apart() -> None:
    contents = [os.urandom(size) for size in (3, 5_000, 0, 40_000, 700, 1)]
    assert Guest(s.BYTES).function("echo")(contents) == contents


def test_more_bytes_than_wasmtime_gives_back_end_the_call_with_a_word() -> None:
    echo = Guest(U8).function("echo")
    with pytest.raises(WasmtimeError, match="fuel allocated for hostcalls has been exhausted"):
        echo(bytes(2_900_000))


@pytest.mark.parametrize("shape", [U8, s.Scalar("string"), s.Option(s.BYTES)], ids=str)
def test_a_list_that_claims_to_be_endless_is_a_trap(shape: s.Shape) -> None:
    claim = Guest(shape, "claim").function("claim")
    with pytest.raises(WasmtimeError, match=r"out of bounds|fuel"):
        claim(b"" if shape == U8 else [])


def test_long_and_odd_strings() -> None:
    texts = ["", "\0", "a\0b", "\U0010ffff" * 100, "ä" * 63, "ä" * 64, "x" * 127, "x" * 128, "long " * 100_000]
    assert Guest(s.Scalar("string")).function("echo")(texts) == texts


def test_long_and_similar_names() -> None:
    words = ["a" * 200, "a" * 199 + "b", "b" * 200, "ab"]
    assert Guest(s.Enum(tuple(words))).function("echo")(words) == words
    assert Guest(s.Flags(tuple(words))).function("echo")([words]) == [frozenset(words)]
