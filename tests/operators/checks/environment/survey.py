"""Asking a really built component what it is made of."""

from typing import Any

from app.operators.absent_modules import ABSENT_SUBMODULES
from app.sandbox.run_child import run_one
from tests.support import built, generic

# antigravity opens a browser and this prints a poem.
_LEFT_OUT = {"antigravity", "this"}
# An operator that tries to import everything, and imports the state store.
SURVEY = f"""\
import sys

from map_impl import exports, imports
from map_impl.imports import logger, state_store

FAILED = []
for name in sorted({{*sys.stdlib_module_names, *{sorted(ABSENT_SUBMODULES)}}} - {_LEFT_OUT!r}):
    try:
        __import__(name)
    except (ImportError, AttributeError):
        FAILED.append(name)


class Map(exports.Map):
    def init(self, configuration):
        logger.log(logger.Level.INFO, "failed", " ".join(FAILED))
        logger.log(logger.Level.INFO, "names", " ".join(sorted(sys.stdlib_module_names)))
        logger.log(logger.Level.INFO, "state store", str(hasattr(imports, "state_store")))
        return True

    def process(self, message):
        return message
"""


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
