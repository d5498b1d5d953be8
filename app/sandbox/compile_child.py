"""Compiles a component to machine code, in a child: the compiler reads hostile bytes.

Request: ``component`` and ``output``, file names. Sends ``compiled`` (seconds) or, where the bytes are no
valid component, ``invalid`` (reason). The file it writes may only be loaded by an engine of
app/sandbox/engine.py, and only if nobody else could have written it.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from app.sandbox.engine import engine
from app.sandbox.messages import Channel


def main(request: dict[str, Any], channel: Channel) -> None:
    """Compile one component."""
    from wasmtime import WasmtimeError
    from wasmtime.component import Component

    started = time.monotonic()
    try:
        component = Component(engine(), Path(request["component"]).read_bytes())
    except WasmtimeError as error:
        channel.send("invalid", reason=str(error))
        return
    Path(request["output"]).write_bytes(component.serialize())
    channel.send("compiled", seconds=time.monotonic() - started)
