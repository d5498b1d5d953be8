"""The first run of a preview's component: a template, on its first sample."""

import base64
from pathlib import Path
from typing import Any

from app.operators import samples
from app.operators.kinds import ApiVersion, Kind
from app.runs.limits import USUAL
from app.sandbox.pool import Pool

_NAME = "trial"
_WALL_S = 30.0


def trial(pool: Pool, precompiled: Path, api_version: ApiVersion) -> str | None:
    """What is wrong with a precompiled component; None where it runs."""
    answer = pool.ask(request(precompiled, api_version), _WALL_S, wait_s=_WALL_S)
    if answer.outcome is not None:
        return answer.outcome.sentence
    refused = next((message for message in answer.messages if message["kind"] == "refused"), None)
    if refused is not None:
        return str(refused["reason"])
    results = [message["result"] for message in answer.messages if message["kind"] in {"init", "result"}]
    wrong = next((result for result in results if result["error"]), None)
    if wrong is not None:
        return str(wrong["error"])
    return None if len(results) > 1 else "It gave no result."


def request(precompiled: Path, api_version: ApiVersion) -> dict[str, Any]:
    """What the run child is asked."""
    kind = Kind.MAP
    sample = samples.payloads(kind, api_version)[0].request
    files = samples.files(kind, api_version, _NAME)
    return {
        "precompiled": str(precompiled),
        "kind": kind,
        "api_version": api_version,
        "configuration": [[key, value] for key, value in sample.get("configuration", {}).items()],
        "module_schemas": [],
        "state": [],
        "messages": sample["messages"][:1],
        "limits": USUAL,
        "init_time_ms": int(_WALL_S * 1000),
        "sources": {
            "files": {path: base64.b64encode(text.encode()).decode() for path, text in files.items()},
            "entry": _NAME,
            "adapter": None,
            "packages": None,
            "registry": False,
            "profile": False,
        },
    }
