"""Checks of a typical project through the JSON interface, from request to diagnostics."""

import statistics
import time
from collections.abc import Iterator

from benchmarks.result import Result
from benchmarks.server import Server

PROJECT = "temperature"  # the sample of a first start: two files, 140 lines
ROUNDS = 30


def check_ms(server: Server) -> Iterator[Result]:
    """The first check of a studio that has been up for a moment, then the median of those that follow."""
    yield Result("check_first_ms", round(_check_ms(server), 1), "ms")
    spent = [_check_ms(server) for _ in range(ROUNDS)]
    yield Result("check_ms", round(statistics.median(spent), 1), "ms")
    yield Result("check_p95_ms", round(statistics.quantiles(spent, n=20)[-1], 1), "ms")


def _check_ms(server: Server) -> float:
    started = time.monotonic()
    server.call("POST", f"/projects/{PROJECT}/check")
    return (time.monotonic() - started) * 1000
