"""Runs an operator's source at once, in the product's own preview component and in this process."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from app.operators.adapter import adapter_source
from app.operators.kinds import ApiVersion, Kind
from app.operators.preview import parts
from app.operators.worlds import world, world_for
from app.runs.limits import USUAL
from app.sandbox.run_child import run_one
from tests.support import built

_FAILURES = ("trap", "exit", "time_limit", "memory_limit", "output_limit", "host_call_limit")
LIMITS = USUAL


@dataclass
class Report:
    """What a run gave.

    ``built``: the operator's modules could be loaded, which stands for its build. ``init_ok``: so they could, and
    ``init`` answered True. ``error``: the first failure's exception such as ``TypeError: ...``, panic or outcome; None
    without one (an error value that ``process`` returns is a result, no failure). ``results``: one for each message,
    as the studio's runs give them. ``logs``: all lines of the logger, from ``init`` and from ``process``. ``finished``:
    the run's last message.
    """

    built: bool = True
    init_ok: bool = False
    error: str | None = None
    init: dict[str, Any] = field(default_factory=dict)
    results: list[dict[str, Any]] = field(default_factory=list)
    logs: list[dict[str, Any]] = field(default_factory=list)
    measured: dict[str, Any] = field(default_factory=dict)
    finished: dict[str, Any] = field(default_factory=dict)

    @property
    def outcomes(self) -> list[str]:
        """The outcome of each message."""
        return [result["outcome"] for result in self.results]

    def send(self, kind: str, **fields: Any) -> None:
        """Take a message of the run."""
        plain = json.loads(json.dumps(fields, allow_nan=False, ensure_ascii=False))
        if kind == "finished":
            self.finished = plain
        elif kind == "measured":
            self.measured = plain
        else:
            self._result(kind, plain["result"])

    def _result(self, kind: str, told: dict[str, Any]) -> None:
        self.logs += told["logs"]
        if kind == "init":
            self.init, self.init_ok = told, told["ok"]
            self.built = told["stage"] != "load"
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
    packages: Path | None = None,
    **more: Any,
) -> Report:
    """Run the operator of ``files`` (path -> source) whose entry module is ``entry``, such as ``my-operator``.

    ``messages`` are a run's inputs (for accumulate, batches), ``packages`` a zip file. Without the adapter
    everything is as the plain toolchain has it: an instance for ``init`` and another for ``process``. ``more`` are
    further members of a run's request.
    """
    given = sources(kind, api_version, files, entry, adapter, lazy_imports, packages)
    given["profile"] = more.pop("profile", False)
    file = precompiled(api_version)
    return run_file(file, kind, api_version, messages, configuration, sources=given, **more)


def sources(
    kind: str,
    api_version: str,
    files: Mapping[str, str],
    entry: str,
    adapter: bool = True,
    lazy_imports: Sequence[str] = (),
    packages: Path | None = None,
) -> dict[str, Any]:
    """The member of a run's request that has the preview's component load an operator."""
    contents = {path: source.encode() for path, source in files.items() if path.endswith(".py")}
    chosen = Kind(kind), ApiVersion(api_version)
    return {
        "files": {path: base64.b64encode(content).decode() for path, content in contents.items()},
        "entry": entry,
        "adapter": adapter_source(entry, chosen[0].entry_class, lazy_imports) if adapter else None,
        "packages": None if packages is None else str(packages),
        "registry": world_for(*chosen, contents) != world(*chosen),
        "profile": False,
    }


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
    run_one(request | more, report)
    return report


@cache
def precompiled(api_version: str) -> Path:
    """The preview's component of an API version, made and compiled once for all tests."""
    return built.precompiled(component(api_version))


def component(api_version: str) -> Path:
    """The preview's component itself; its key is everything it is made of."""
    version = ApiVersion(api_version)
    target = built.CACHE / "components" / f"preview-{parts.inputs_digest(version)[:32]}.wasm"
    return built.once(target, lambda output: _make(version, output))


def _make(version: ApiVersion, output: Path) -> None:
    folder = output.parent / "parts"
    folder.mkdir()
    request = parts.lay_out(folder, version)
    modules = {path.name: path.read_bytes() for path in (folder / "guest").iterdir()}
    built.componentize(folder / "wit", str(request["world"]), {}, str(request["app"]), output, beside=modules)
