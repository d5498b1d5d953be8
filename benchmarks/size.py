"""How large a stored component is, against what the toolchain makes of the same sources: bytes, in two modes."""

import time
import urllib.request
from collections.abc import Iterator
from typing import Any

from app.components.slimming.slim import slim
from app.operators.kinds import Kind
from benchmarks.result import Result
from benchmarks.server import PATIENCE_S, Server

NAME = "benchmark-size"


def component_size_vs_plain(server: Server) -> Iterator[Result]:
    """A template in both modes: a debug build stores the toolchain's component as it is."""
    if all(project["name"] != NAME for project in server.call("GET", "/projects")["items"]):
        server.call("POST", "/projects", {"name": NAME, "kind": Kind.MAP})
    release, plain = (_artifact(server, mode) for mode in ("release", "debug"))
    against = f"the toolchain's component, {plain['size']:,} bytes"
    ratio = release["size"] / plain["size"]
    yield Result("component_size_vs_plain", release["size"], "bytes", round(ratio, 4), against)
    yield Result("slim_ms", round(_slim_ms(_component(server, plain["digest"])), 1), "ms")


def _artifact(server: Server, mode: str) -> dict[str, Any]:
    digest = server.build(NAME, mode=mode)["artifact"]
    return dict(server.call("GET", f"/artifacts/{digest}"))


def _component(server: Server, digest: str) -> bytes:
    address = f"{server.address}/api/v1/artifacts/{digest}/component.wasm"
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
        return bytes(answer.read())


def _slim_ms(content: bytes) -> float:
    started = time.monotonic()
    slim(content)
    return (time.monotonic() - started) * 1000
