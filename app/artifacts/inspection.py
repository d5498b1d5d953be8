"""Reading a component's sections in a child: the bytes are hostile, whoever made them."""

import threading
from pathlib import Path
from typing import Any

from app.components.reader import ComponentReport
from app.errors import Invalid, LimitExceeded
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.limits import Limits
from app.sandbox.process import run
from app.sandbox.profiles import INSPECT


def inspect_file(
    component: Path, folder: Path, limits: Limits, cancel: threading.Event | None = None
) -> ComponentReport:
    """What a file says of itself. Invalid when it is no component; LimitExceeded when reading it did not end well.

    ``folder`` is a throw-away folder that holds ``component``.
    """
    heard: list[dict[str, Any]] = []
    job = Job("app.sandbox.inspect_child", {"component": str(component)}, INSPECT, folder, limits)
    outcome = run(job, on_message=heard.append, cancel=cancel)
    for message in heard:
        if message["kind"] == "inspected":
            return ComponentReport.from_json(message["report"])
        if message["kind"] == "invalid":
            raise Invalid("not_a_component", str(message["reason"]))
    raise LimitExceeded(
        "inspect_failed", f"The component could not be read. {outcome.sentence}", cause=Cause(outcome.cause)
    )
