"""Runs an operator's source at once, without a build of its own.

One component for each API version holds the whole toolchain's Python: its ``init`` imports the operator from a folder
that it may read, and everything after that goes the studio's own way. See ``generic/generic_app.py``.
"""

import hashlib
import importlib.metadata
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from app.operators.adapter import adapter_source
from app.operators.kinds import Kind
from app.sandbox.run_child import main
from tests.support import built

PARTS = Path(__file__).with_name("generic")
_FAILURES = ("trap", "exit", "time_limit", "memory_limit", "output_limit")
LIMITS = {"time_ms": 5_000, "memory_bytes": 256 << 20, "output_bytes": 1 << 20}


@dataclass
class Report:
    """What a run gave.

    ``built``: the operator's modules could be loaded, which stands for its build. ``init_ok``: so they could, and
    ``init`` answered True. ``error``: the first failure's exception such as ``TypeError: ...``, panic or outcome; None
    without one (an error value that ``process`` returns is a result, no failure). ``results``: one for each message,
    as the studio's runs give them. ``logs``: all lines of the logger, from ``init`` and from ``process``.
    """

    built: bool = True
    init_ok: bool = False
    error: str | None = None
    init: dict[str, Any] = field(default_factory=dict)
    results: list[dict[str, Any]] = field(default_factory=list)
    logs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def outcomes(self) -> list[str]:
        """The outcome of each message."""
        return [result["outcome"] for result in self.results]

    def send(self, kind: str, **fields: Any) -> None:
        """Take a message of the run."""
        if kind == "finished":
            return
        told = json.loads(json.dumps(fields, allow_nan=False, ensure_ascii=False))["result"]
        self.logs += told["logs"]
        if kind == "init":
            self.init, self.init_ok = told, told["ok"]
            self.built = "in load_operator\n" not in told["stderr"]
        else:
            self.results.append(told)
        if self.error is None and told["outcome"] in _FAILURES:
            self.error = told["error"] or told["outcome"]


def run(
    kind: str,
    api_version: str,
    files: Mapping[str, str],
    entry: str,
    messages: list[dict[str, Any]],
    configuration: Mapping[str, str] | None = None,
    adapter: bool = True,
    lazy_imports: Sequence[str] = (),
) -> Report:
    """Run the operator of ``files`` (path -> source) whose entry module is ``entry``, such as ``my-operator``.

    ``messages`` are a run's inputs (for accumulate, batches). Without the adapter everything is as the plain toolchain
    has it: an instance for ``init`` and another for ``process``.
    """
    text = adapter_source(entry, Kind(kind).entry_class, lazy_imports) if adapter else ""
    with tempfile.TemporaryDirectory(prefix="generic-") as name:
        folder = Path(name)
        for path, source in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source, encoding="utf-8")
        (folder / ".generic").write_text(repr((entry, text)), encoding="utf-8")
        return run_file(precompiled(api_version), kind, api_version, messages, configuration, sources=name)


def run_file(
    file: Path,
    kind: str,
    api_version: str,
    messages: list[dict[str, Any]],
    configuration: Mapping[str, str] | None = None,
    **more: Any,
) -> Report:
    """Run a precompiled component of its own, in this process; ``more`` are further members of a run's request."""
    report = Report()
    request = {
        "precompiled": str(file),
        "kind": kind,
        "api_version": api_version,
        "configuration": [list(pair) for pair in (configuration or {}).items()],
        "module_schemas": [],
        "state": [],
        "messages": messages,
        "limits": LIMITS,
        "init_time_ms": 10_000,
    }
    main(request | more, report)
    return report


@cache
def precompiled(api_version: str) -> Path:
    """The generic component of an API version, made and compiled once for all tests."""
    return built.precompiled(component(api_version))


def component(api_version: str) -> Path:
    """The generic component itself; its key is everything it is made of."""
    wit = built.WIT / api_version
    state = hashlib.sha256(importlib.metadata.version("componentize-py").encode())
    for path in sorted([*wit.rglob("*.wit"), *PARTS.iterdir()]):
        if path.is_file():
            state.update(f"\0{path.name}\0{len(path.read_bytes())}\0".encode() + path.read_bytes())
    target = built.CACHE / "components" / f"generic-{state.hexdigest()[:32]}.wasm"
    return built.once(target, lambda output: _make(wit, output))


def _make(wit: Path, output: Path) -> None:
    modules = {path.name: path.read_bytes() for path in PARTS.glob("*.py")}
    with tempfile.TemporaryDirectory(prefix="generic-wit-") as name:
        package = Path(shutil.copytree(wit, Path(name) / "wit"))
        shutil.copy(PARTS / "generic.wit", package)
        built.componentize(package, "generic-impl", {}, "generic_app", output, beside=modules)
