"""Reads a component's sections, in a child: the file may come from anybody.

Request: ``component``, a file name. Sends ``inspected`` (report, as app/components/reader.py writes it) or
``invalid`` (reason).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.components import reader
from app.sandbox.messages import Channel


def main(request: dict[str, Any], channel: Channel) -> None:
    """Inspect one component."""
    try:
        report = reader.inspect(Path(request["component"]).read_bytes())
    except reader.NotAComponent as error:
        channel.send("invalid", reason=str(error))
        return
    channel.send("inspected", report=report.as_json())
