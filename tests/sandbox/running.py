"""Runs the operators of tests/fixtures/run_child in this process, as a child would."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.sandbox.run_child import run_one
from tests.support import generic
from tests.support.built import built, precompiled

OPERATORS = Path(__file__).resolve().parents[1] / "fixtures" / "run_child"
LIMITS = {"time_ms": 5_000, "memory_bytes": 256 << 20, "output_bytes": 1 << 20}


@dataclass
class Ran:
    """What a parent would have received; every message went through JSON."""

    init: dict[str, Any] = field(default_factory=dict)
    results: list[dict[str, Any]] = field(default_factory=list)
    measured: dict[str, Any] = field(default_factory=dict)
    finished: dict[str, Any] = field(default_factory=dict)

    def send(self, kind: str, **fields: Any) -> None:
        message = json.loads(json.dumps(fields, allow_nan=False, ensure_ascii=False).encode())
        if kind == "init":
            self.init = message["result"]
        elif kind == "result":
            assert message["index"] == len(self.results)
            self.results.append(message["result"])
        elif kind == "measured":
            self.measured = message
        else:
            assert kind == "finished"
            self.finished = message

    @property
    def outcomes(self) -> list[str]:
        return [result["outcome"] for result in self.results]


def run(name: str, messages: list[Any], *, api_version: str = "1.1.0", **more: Any) -> Ran:
    """Run ``probe_<name>``; the kind is the name, except for the map operator of version 1.0.0."""
    ran = Ran()
    run_one(request(name, messages, api_version=api_version, **more), ran)
    return ran


def request(name: str, messages: list[Any], *, api_version: str = "1.1.0", **more: Any) -> dict[str, Any]:
    """What asks for that run; ``more`` are further members, or other values of these."""
    kind = "map" if name == "plain" else name
    usual = {
        **operator(name, kind, api_version),
        "kind": kind,
        "api_version": api_version,
        "configuration": [],
        "module_schemas": [],
        "state": [],
        "messages": messages,
        "limits": LIMITS,
        "init_time_ms": 5_000,
    }
    return {**usual, **more}


def operator(name: str, kind: str, api_version: str) -> dict[str, Any]:
    """The map probe in a component of its own, the others in the preview's: both lanes are the same, as
    tests/e2e/test_two_lanes.py and test_templates.py show."""
    if name == "map":
        return {"precompiled": str(precompiled(probe()))}
    files = {f"probe_{name}.py": source(name)}
    given = generic.sources(kind, api_version, files, f"probe_{name}", adapter=False)
    return {"precompiled": str(generic.precompiled(api_version)), "sources": given}


def probe() -> Path:
    """``probe_map`` as the toolchain makes it: for whoever needs a real component, no matter which."""
    return built("map", "1.1.0", {"probe_map.py": source("map")}, "probe_map")


def source(name: str) -> str:
    """The text of ``probe_<name>``."""
    return (OPERATORS / f"probe_{name}.py").read_text()


def ask(do: str, **arguments: Any) -> dict[str, Any]:
    """A message that makes probe_map call one of its functions."""
    return {"topic": "plant/line", "payload": json.dumps({"do": do, **arguments})}


def answer(result: dict[str, Any]) -> Any:
    """What the function answered."""
    assert result["outcome"] == "output", result
    return json.loads(result["output"]["payload"])
