"""A warm child that answers each case as its first payload says, without any WebAssembly.

``abort`` and ``sleep`` do so after the first result; ``refuse`` has an init that is not ok; ``count`` gives how many
keys the state store held and leaves one more; ``damaged`` cannot load the component; any other payload comes back.
"""

import os
import time
from collections.abc import Iterator
from typing import Any

from app.sandbox.messages import Channel


def main(requests: Iterator[dict[str, Any]], channel: Channel) -> None:
    for request in requests:
        answer(request, request["messages"][0]["payload"], channel)


def answer(request: dict[str, Any], how: str, channel: Channel) -> None:
    if how == "damaged":
        channel.send("refused", part="component", reason="It is damaged.")
        return
    state = request["state"]
    channel.send("init", result={"ok": how != "refuse", "outcome": None, "explanation": "It refused."})
    if how != "refuse":
        result(str(len(state)) if how == "count" else how, channel)
    if how == "abort":
        os.abort()
    if how == "sleep":
        time.sleep(600)
    left = [*state, {"key": f"k{len(state)}", "value": "v", "encoding": "text"}] if how == "count" else []
    channel.send("finished", memory_bytes=1, state=left, timings={}, stopped=None, notes=[])


def result(payload: str, channel: Channel) -> None:
    output = {"variant": "message", "topic": "", "payload": payload, "payload_encoding": "text", "content_type": None}
    told = {"outcome": "output", "error": None, "truncated": False, "duration_us": 5, "memory_bytes": 1}
    nothing: dict[str, Any] = {"logs": [], "metrics": [], "arm": None, "hlc": None, "explanation": None}
    channel.send("result", index=0, result=told | nothing | {"output": output | {"user_properties": []}})
