"""The child's side of a conversation, held with a thread of this process over pipes."""

import json
import os
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app.sandbox import warm
from app.sandbox.messages import Channel

LONG_S = 60.0


class Conversation:
    """What the parent would see; ``done`` are the names of requests and what was done after them."""

    def __init__(self, *, worn: bool = False) -> None:
        self.done: list[str] = []
        self.idle = threading.Event()
        self._worn = worn
        self._requests, self._to_child = os.pipe()
        from_child, self._messages = os.pipe()
        self._heard = os.fdopen(from_child, "rb")
        self._channel = Channel(self._messages)
        self._child = threading.Thread(target=self._converse)
        self._child.start()
        assert self.hear() == "launcher:ready"

    def ask(self, *names: str) -> None:
        os.write(self._to_child, b"".join(json.dumps({"name": name}).encode() + b"\n" for name in names))

    def hear(self) -> str:
        return str(json.loads(self._heard.readline())["kind"])

    def close(self) -> None:
        os.close(self._to_child)
        self._child.join(LONG_S)
        self._heard.close()
        os.close(self._messages)

    def _converse(self) -> None:
        with os.fdopen(self._requests, "rb", buffering=0) as stream, pytest.raises(RuntimeError, match="main ended"):
            warm.converse(self._main, stream, self._channel)

    def _main(self, requests: Iterator[dict[str, Any]], channel: Channel) -> None:
        for request in requests:
            self.done.append(request["name"])
            channel.worn, channel.afterwards = self._worn, self._afterwards

    def _afterwards(self) -> None:
        self.done.append("afterwards")
        self.idle.set()


def test_what_is_to_be_done_afterwards_waits_until_nobody_asks() -> None:
    conversation = Conversation()
    conversation.ask("one", "two")  # the second waits while the first is answered
    assert [conversation.hear(), conversation.hear()] == ["launcher:answered"] * 2
    assert conversation.idle.wait(LONG_S)
    conversation.close()

    assert conversation.done == ["one", "two", "afterwards"]


def test_a_worn_child_does_nothing_afterwards() -> None:
    conversation = Conversation(worn=True)
    conversation.ask("one")
    assert conversation.hear() == "launcher:answered"
    conversation.close()

    assert conversation.done == ["one"]
