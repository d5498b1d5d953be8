"""The first call of a slimmed component: does it start, and does it answer as an operator does?"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.kit.folders import throw_away
from app.operators import samples
from app.operators.worlds import World
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.messages import Message
from app.sandbox.process import run
from app.sandbox.profiles import RUN
from app.settings import Settings

OK = "ok"
# The operator's own limits are tried elsewhere; here nothing is to be reached but by something that is broken.
_MEMORY_BYTES = 1 << 30
_OWN_BYTES = 768 << 20
_TIME_MS = 10_000
_LIMITS = {"time_ms": _TIME_MS, "memory_bytes": _MEMORY_BYTES, "output_bytes": 1 << 20}


def smoke_run(settings: Settings, precompiled: Path, target: World, cancel: threading.Event) -> str:
    """Instantiate it, call ``init`` and, where that says yes, ``process`` with the first sample of its kind.

    "ok", or how it broke. What an operator's own Python does, such as raising or asking to leave, breaks nothing: only
    an end that no Python had a part in counts, or none at all.
    """
    heard: list[Message] = []
    limits = replace(RUN.limits, data_bytes=_MEMORY_BYTES + _OWN_BYTES)
    with throw_away(settings.work_dir) as folder:
        request = _request(precompiled, target)
        job = Job("app.sandbox.smoke_child", request, RUN, folder, limits, readable=(precompiled,))
        outcome = run(job, on_message=heard.append, cancel=cancel)
    results = [message["result"] for message in heard if message["kind"] in {"init", "result"}]
    refused = next((message["reason"] for message in heard if message["kind"] == "refused"), None)
    if refused is not None:
        return str(refused)
    if not results or outcome.cause is not Cause.COMPLETED:
        return outcome.sentence
    return broken(results) or OK


def _request(precompiled: Path, target: World) -> dict[str, Any]:
    sample = samples.payloads(target.kind, target.api_version)[0].request
    return {
        "precompiled": str(precompiled),
        "kind": target.kind,
        "api_version": target.api_version,
        "configuration": [[key, value] for key, value in sample.get("configuration", {}).items()],
        "module_schemas": [],
        "state": [],
        "messages": sample["messages"][:1],
        "limits": _LIMITS,
        "init_time_ms": _TIME_MS,
    }


def broken(results: Sequence[dict[str, Any]]) -> str | None:
    """The reason of a trap that came without a Python traceback, as a memory that is not sound gives it."""
    trapped = (result for result in results if result["outcome"] == "trap" and not result["traceback"])
    return next((str(result["error"] or result["explanation"]) for result in trapped), None)
