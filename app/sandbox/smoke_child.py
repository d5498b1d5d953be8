"""Tries a fresh component once, in a child of its own: warm children serve the runs of users.

Request and messages are those of run_child.
"""

from __future__ import annotations

from typing import Any

from app.sandbox.messages import Channel
from app.sandbox.run_child import run_one


def main(request: dict[str, Any], channel: Channel) -> None:
    """Run one request."""
    run_one(request, channel)
