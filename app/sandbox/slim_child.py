"""Makes a component smaller, in a child: the file is what hostile sources became.

Request: ``component`` and ``output``, file names, and ``memory``, whether the freed heap and the zeros go as well or
only what debuggers read. Sends ``slimmed`` (facts, as app/components/slimming/slim.py writes them) or ``invalid``
(reason).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.components.malformed import NotAComponent
from app.components.slimming.slim import slim, strip
from app.sandbox.messages import Channel


def main(request: dict[str, Any], channel: Channel) -> None:
    """Slim one component."""
    content = Path(request["component"]).read_bytes()
    try:
        smaller, facts = slim(content) if request["memory"] else strip(content)
    except NotAComponent as error:
        channel.send("invalid", reason=str(error))
        return
    Path(request["output"]).write_bytes(smaller)
    channel.send("slimmed", facts=facts.as_json())
