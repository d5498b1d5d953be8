"""Messages on a server's pipes, whole, in pieces, and broken."""

import asyncio

import pytest

from app.language.framing import NotFramed, framed, read_message


def read(*pieces: bytes, most: int = 100) -> list[bytes]:
    async def all_of() -> list[bytes]:
        stream = asyncio.StreamReader()
        for piece in pieces:
            stream.feed_data(piece)
        stream.feed_eof()
        found = []
        while (message := await read_message(stream, most)) is not None:
            found.append(message)
        return found

    return asyncio.run(all_of())


def test_what_is_framed_is_read_as_it_was() -> None:
    sent = [b"{}", "{'ü': 1}".encode(), b"", b"x" * 100]

    assert read(b"".join(map(framed, sent))) == sent


def test_messages_come_in_pieces_of_any_size() -> None:
    stream = framed(b'{"a": 1}') + framed(b"[]")

    assert read(*(stream[at : at + 1] for at in range(len(stream)))) == [b'{"a": 1}', b"[]"]


def test_other_lines_of_a_head_are_passed_over() -> None:
    head = b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n"

    assert read(head + b"{}") == [b"{}"]


@pytest.mark.parametrize(
    "broken",
    [
        b"Content-Length: 101\r\n\r\n" + b"x" * 101,
        b"Content-Length: 99999999999999999999\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"\r\n\r\n{}",
        b"Content-Length: 5\r\n\r\n{}",
        b"Content-Len",
        b"X: " + b"y" * 2_000 + b"\r\nContent-Length: 2\r\n\r\n{}",
        b"x" * 200_000,
    ],
)
def test_what_is_no_message_ends_the_conversation(broken: bytes) -> None:
    with pytest.raises(NotFramed):
        read(broken)
