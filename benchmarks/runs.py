"""Runs of a built component through the JSON interface, from request to result."""

import statistics
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.result import Result
from benchmarks.server import Server

PROJECT = "temperature"  # the sample of a first start
MESSAGE = {"topic": "sensors", "payload": '{"temperature": {"value": 100, "unit": "F"}}'}
WARM_RUNS = 60


def first_and_warm(server: Server) -> Iterator[Result]:
    """The first run after the build (and its precompilation) is done, then the median of those that follow."""
    digest = str(server.build(PROJECT)["artifact"])
    yield Result("first_run_ms", round(_run_ms(server, digest), 1), "ms")
    warm = [_run_ms(server, digest) for _ in range(WARM_RUNS)]
    yield Result("run_warm_ms", round(statistics.median(warm), 1), "ms")
    yield Result("run_warm_p95_ms", round(statistics.quantiles(warm, n=20)[-1], 1), "ms")


def _run_ms(server: Server, digest: str) -> float:
    started = time.monotonic()
    report: dict[str, Any] = server.call("POST", "/runs", {"artifact": digest, "messages": [MESSAGE]})
    elapsed = (time.monotonic() - started) * 1000
    if report["status"] != "completed" or report["results"][0]["outcome"] != "output":
        raise RuntimeError(f"the run did not give an output: {report}")
    return elapsed
