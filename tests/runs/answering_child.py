"""A warm child that answers a run's request as the configuration says, without any WebAssembly."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.sandbox.messages import Channel

RESULT = {"outcome": "output", "error": None, "truncated": False}


def main(requests: Iterator[dict[str, Any]], channel: Channel) -> None:
    for request in requests:
        how = dict(request["configuration"]).get("how")
        is_stale = how == "load" and Path(request["precompiled"]).read_bytes() == b"stale"
        if is_stale or how in {"component", "packages"}:
            channel.send("refused", part="packages" if how == "packages" else "component", reason="It is damaged.")
            continue
        channel.send("init", result={"ok": True, "outcome": None})
        for index, _ in enumerate(request["messages"]):
            channel.send("result", index=index, result=RESULT)
        if how == "abort":
            os.abort()
        if how == "sleep":
            time.sleep(600)
        channel.send("finished", memory_bytes=1, state=[], timings={}, stopped=None)
