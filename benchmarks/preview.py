"""Previews through the JSON interface, against what the guide asks for before an operator's first answer."""

import itertools
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.operators import samples
from app.operators.kinds import DEFAULT_API_VERSION, Kind
from app.operators.worlds import world
from benchmarks.builds import COMPILER
from benchmarks.result import Result
from benchmarks.server import Server

PROJECT = "temperature"  # the sample of a first start
MESSAGE = {"topic": "sensors", "payload": '{"temperature": {"value": 100, "unit": "F"}}'}
ROUNDS = 40
TURNS = 3
PAUSE_S = 0.1
BUILDS = ("busy-one", "busy-two")
SMALLEST = 20  # previews to be timed while builds run

_NUMBERS = itertools.count()

# The guide's way: a component is compiled from the sources, then run; wasmtime compiles it to machine code for that.
RUN_ONCE = """
import sys
from pathlib import Path
from wasmtime.component import Component
from app.sandbox.engine import engine
Path(sys.argv[2]).write_bytes(Component(engine(), Path(sys.argv[1]).read_bytes()).serialize())
"""


def preview_vs_guide(server: Server) -> Iterator[Result]:
    """Changed sources to their result: a preview through HTTP against building, compiling and running a component.

    Both sides take turns, since a machine may have more to do at one time than at another; and a pause lies between two
    previews, as whoever types and looks makes one.
    """
    wait_until_ready(server)
    spent: list[float] = []
    guides: list[float] = []
    for _ in range(TURNS):
        spent += [_unhurried_ms(server) for _ in range(ROUNDS)]
        guides.append(_guide_seconds())
    guide, middle = statistics.median(guides), statistics.median(spent)
    against = f"componentize + compile + run, {guide:.2f} s"
    yield Result("preview_ms", round(middle, 1), "ms")
    yield Result("preview_p95_ms", round(_p95(spent), 1), "ms")
    yield Result("preview_vs_guide", round(guide * 1000 / middle, 1), "times faster", None, against)


def runs_under_builds_p95(server: Server) -> Iterator[Result]:
    """The 95th percentile of previews while two builds run, over that of previews alone."""
    wait_until_ready(server)
    alone = _p95([preview_ms(server) for _ in range(ROUNDS)])
    busy: list[float] = []
    with building(server) as is_going:
        while is_going():
            busy.append(preview_ms(server))
    if len(busy) < SMALLEST:
        raise RuntimeError(f"only {len(busy)} previews ran beside the builds")
    value = _p95(busy)
    yield Result("runs_under_builds_p95", round(value, 1), "ms", round(value / alone, 2), f"alone, {alone:.1f} ms")


@contextmanager
def building(server: Server) -> Iterator[Callable[[], bool]]:
    """Two builds at work; gives whether any of them still is, and waits for both at the end."""
    threads = [threading.Thread(target=_build, args=(server, name)) for name in BUILDS]
    for thread in threads:
        thread.start()
    time.sleep(2)  # until both are at work
    yield lambda: any(thread.is_alive() for thread in threads)
    for thread in threads:
        thread.join()


def wait_until_ready(server: Server) -> None:
    """The first start prepares the previews; a run waits for that."""
    preview_ms(server)


def preview_ms(server: Server) -> float:
    """Milliseconds from the request to the answer; each time of sources that were never seen before."""
    entry = f"{PROJECT}.py"
    source = samples.files(Kind.MAP, DEFAULT_API_VERSION, PROJECT)[entry] + f"\n# {next(_NUMBERS)}\n"
    body = {"project": PROJECT, "files": {entry: source}, "messages": [MESSAGE]}
    started = time.monotonic()
    report: dict[str, Any] = server.call("POST", "/runs", body)
    elapsed = (time.monotonic() - started) * 1000
    if report["status"] != "completed" or report["results"][0]["outcome"] != "output":
        raise RuntimeError(f"the preview did not give an output: {report}")
    return elapsed


def _unhurried_ms(server: Server) -> float:
    time.sleep(PAUSE_S)
    return preview_ms(server)


def _p95(spent: list[float]) -> float:
    return statistics.quantiles(spent, n=20)[-1]


def _guide_seconds() -> float:
    """With the bare tools; the run itself is a thousandth of it and left out, to the guide's favour."""
    target = world(Kind.MAP, DEFAULT_API_VERSION)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in samples.files(Kind.MAP, DEFAULT_API_VERSION, PROJECT).items():
            (folder / path).write_text(text, encoding="utf-8")
        build = ["-d", str(target.wit_folder), "-w", target.name, "componentize", PROJECT, "-o", "component.wasm"]
        root = str(Path(__file__).resolve().parents[1])
        started = time.monotonic()
        _tool(folder, "-I", "-c", COMPILER, *build)
        _tool(
            folder, "-c", f"import sys; sys.path.insert(0, {root!r})\n{RUN_ONCE}", "component.wasm", "component.cwasm"
        )
        return time.monotonic() - started


def _tool(folder: Path, *arguments: str) -> None:
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=folder, env={"PATH": "/nonexistent"}, check=True, capture_output=True)


def _build(server: Server, name: str) -> None:
    source = samples.files(Kind.MAP, DEFAULT_API_VERSION, name)
    files = source | {f"{name}.py": source[f"{name}.py"] + f"\n# {secrets.token_hex(16)}\n"}
    if all(project["name"] != name for project in server.call("GET", "/projects")["items"]):
        server.call("POST", "/projects", {"name": name, "kind": Kind.MAP})
    base = server.call("GET", f"/projects/{name}")["revision"]
    server.call("POST", f"/projects/{name}/revisions", {"base": base, "files": files})
    server.build(name)
