"""The studio's build against the bare compiler, on the same sources, turn by turn."""

import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.operators import samples
from app.operators.kinds import DEFAULT_API_VERSION, Kind
from app.operators.worlds import world
from benchmarks.result import Result
from benchmarks.server import Server

ROUNDS = 3
NAME = "benchmark"
APART = ("bindings", "inspect", "slim", "precompile")  # what the bare compiler does not do
COMPILER = "import componentize_py; componentize_py.script()"


def build_vs_plain(server: Server) -> Iterator[Result]:
    """Everything the studio does to have a stored component, apart from the phases that the compiler has not."""
    ours: list[float] = []
    plain: list[float] = []
    phases: dict[str, list[float]] = {phase: [] for phase in APART}
    for _ in range(ROUNDS):
        sources = _fresh_sources()
        plain.append(_plain_seconds(sources))
        timings = _studio_timings(server, sources)
        ours.append(sum(seconds for phase, seconds in timings.items() if phase not in APART))
        for phase in APART:
            phases[phase].append(timings[phase])
    value, other = min(ours), min(plain)  # the best of each: whatever else the machine does only ever adds
    against = f"componentize-py componentize, {other:.2f} s"
    yield Result("build_vs_plain", round(value, 3), "s", round(value / other, 3), against)
    for phase, seconds in phases.items():
        yield Result(f"build_{phase}_s", round(min(seconds), 3), "s")


def _fresh_sources() -> dict[str, str]:
    """The map template with a remark that no build has seen, so that nothing is answered from the cache."""
    files = samples.files(Kind.MAP, DEFAULT_API_VERSION, NAME)
    return files | {f"{NAME}.py": files[f"{NAME}.py"] + f"\n# {secrets.token_hex(16)}\n"}


def _plain_seconds(sources: dict[str, str]) -> float:
    target = world(Kind.MAP, DEFAULT_API_VERSION)
    with tempfile.TemporaryDirectory() as folder:
        for path, text in sources.items():
            (Path(folder) / path).write_text(text, encoding="utf-8")
        arguments = ["-d", target.wit_folder, "-w", target.name, "componentize", NAME, "-o", "component.wasm"]
        command = [sys.executable, "-I", "-c", COMPILER, *map(str, arguments)]
        started = time.monotonic()
        subprocess.run(command, cwd=folder, env={"PATH": "/nonexistent"}, check=True, capture_output=True)
        return time.monotonic() - started


def _studio_timings(server: Server, sources: dict[str, str]) -> dict[str, float]:
    """Seconds by phase."""
    if all(project["name"] != NAME for project in server.call("GET", "/projects")["items"]):
        server.call("POST", "/projects", {"name": NAME, "kind": Kind.MAP})
    base = server.call("GET", f"/projects/{NAME}")["revision"]
    server.call("POST", f"/projects/{NAME}/revisions", {"base": base, "files": sources})
    return dict(server.build(NAME)["timings"])
