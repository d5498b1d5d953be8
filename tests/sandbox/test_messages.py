"""The protocol from both ends of a real pipe; what a hostile child makes of it is in test_process.py."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.messages import Channel, Message, MessageReader, TooMuch

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    # a lone half of a surrogate pair cannot be written as UTF-8
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=8,
)


def sent(kind: str, **fields: object) -> bytes:
    reading, writing = os.pipe()
    Channel(writing).send(kind, **fields)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        return stream.read()


@given(value=JSON, cut=st.integers(1, 9))
def test_what_is_sent_arrives_however_it_is_cut(value: object, cut: int) -> None:
    stream = sent("first", value=value) + sent("second")
    reader = MessageReader(100_000, 100_000)
    arrived: list[Message] = []
    for start in range(0, len(stream), cut):
        arrived += reader.feed(stream[start : start + cut])
    assert arrived == [{"kind": "first", "value": value}, {"kind": "second"}]


def test_half_a_surrogate_pair_is_replaced_and_a_number_that_is_none_is_refused() -> None:
    assert list(MessageReader(100, 100).feed(sent("x", text="\ud800"))) == [{"kind": "x", "text": "?"}]
    with pytest.raises(ValueError, match="not JSON compliant"):
        sent("x", value=float("nan"))


def test_a_message_at_the_limit_passes_and_one_byte_more_does_not() -> None:
    line = b'{"kind":"' + b"x" * 20 + b'"}\n'
    assert len(list(MessageReader(len(line) - 1, 1000).feed(line))) == 1
    with pytest.raises(TooMuch) as caught:
        list(MessageReader(len(line) - 2, 1000).feed(line))
    assert caught.value.limit == len(line) - 2


def test_all_messages_together_are_bounded() -> None:
    line = b'{"kind":"x"}\n'
    reader = MessageReader(100, 2 * len(line))
    assert len(list(reader.feed(line * 2))) == 2
    with pytest.raises(TooMuch):
        list(reader.feed(b"{"))
