"""Asking a really built component what it is made of."""

from typing import Any

from app.sandbox.run_child import run_one
from tests.support import built, generic


def told(source: str, api_version: str = "1.1.0") -> dict[str, str]:
    """What ``init`` of a map operator logs: context -> message. The component is built once and kept."""
    component = built.precompiled(built.built("map", api_version, {"op.py": source}, "op"))
    report = generic.Report()
    request: dict[str, Any] = {
        "precompiled": str(component),
        "kind": "map",
        "api_version": api_version,
        "configuration": [],
        "module_schemas": [],
        "state": [],
        "messages": [],
        "limits": generic.LIMITS,
        "init_time_ms": 10_000,
    }
    run_one(request, report)
    assert report.init_ok, report.error
    return {line["context"]: line["message"] for line in report.logs}
