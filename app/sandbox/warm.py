"""The child's side of a conversation: one request after another, each on a line of its own."""

from __future__ import annotations

import gc
import json
import os
import select
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NoReturn

from app.sandbox import messages

IDLE_S = 0.003  # without a request: whoever waits in line for a child asks it sooner than that


def converse(
    main: Callable[[Iterator[dict[str, Any]], messages.Channel], None], stream: BinaryIO, channel: messages.Channel
) -> None:
    """Let a warm child's ``main`` take requests from ``stream`` until it is killed; RuntimeError where it ends."""
    main(_requests(stream, channel), channel)
    raise RuntimeError("main ended, although more requests may come")


def leave(channel: messages.Channel) -> NoReturn:
    """End this process, from any thread, with the request that is under way answered as far as it came."""
    channel.send(messages.ANSWERED, worn=True)
    os._exit(0)


def _requests(stream: BinaryIO, channel: messages.Channel) -> Iterator[dict[str, Any]]:
    gc.collect()
    gc.freeze()  # what was imported stays: the collector need not look at it again and again
    channel.send(messages.READY)
    for line in stream:
        yield json.loads(line)
        channel.send(messages.ANSWERED, worn=channel.worn)
        if not channel.worn and not _comes_within(stream, IDLE_S):
            channel.afterwards()


def _comes_within(stream: BinaryIO, seconds: float) -> bool:
    """Whether there is something to read soon; nothing is buffered, since each request waits for an answer."""
    ready, _, _ = select.select([stream], [], [], seconds)
    return bool(ready)
