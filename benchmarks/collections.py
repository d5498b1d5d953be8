"""A hundred cases as a collection, against a run of its own for each, in both lanes."""

import itertools
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.preview import wait_until_ready
from benchmarks.result import Result
from benchmarks.server import Server

PROJECT = "temperature"  # the sample of a first start
CASES = 100
ROUNDS = 3
LOOK_S = 0.02

_NUMBERS = itertools.count()


def collection_100_cases_ms(server: Server) -> Iterator[Result]:
    """From the request to the last verdict, the best of some rounds; for either lane. The separate runs are asked for
    one after the other, as a script would, and give no verdict."""
    wait_until_ready(server)
    digest = str(server.build(PROJECT)["artifact"])
    collection = _collection(server)
    for lane, over in (("preview", {"project": PROJECT}), ("artifact", {"artifact": digest})):
        alone = min(_separate_ms(server, over) for _ in range(ROUNDS))
        together = min(_together_ms(server, collection, over) for _ in range(ROUNDS))
        against = f"{CASES} separate runs, {alone:.0f} ms"
        yield Result(f"collection_{CASES}_cases_ms_{lane}", round(together, 1), "ms", together / alone, against)


def _messages(number: int) -> list[dict[str, Any]]:
    return [{"topic": "sensors", "payload": f'{{"temperature": {{"value": {number}, "unit": "F"}}}}'}]


def _collection(server: Server) -> str:
    made = server.call("POST", "/collections", {"name": f"benchmark {next(_NUMBERS)}"})
    expect = {"outcome": "output"}
    cases = [{"name": f"{number}", "messages": _messages(number), "expect": expect} for number in range(CASES)]
    server.call("POST", f"/collections/{made['id']}/cases", {"cases": cases})
    return str(made["id"])


def _together_ms(server: Server, collection: str, over: dict[str, str]) -> float:
    started = time.monotonic()
    run = server.call("POST", f"/collections/{collection}/runs", over)
    while run["finished"] is None:
        time.sleep(LOOK_S)
        run = server.call("GET", f"/collection-runs/{run['id']}")
    elapsed = (time.monotonic() - started) * 1000
    if run["counts"]["passed"] != CASES:
        raise RuntimeError(f"not every case passed: {run}")
    return elapsed


def _separate_ms(server: Server, over: dict[str, str]) -> float:
    started = time.monotonic()
    for number in range(CASES):
        report = server.call("POST", "/runs", {**over, "messages": _messages(number)})
        if report["results"][0]["outcome"] != "output":
            raise RuntimeError(f"the run did not give an output: {report}")
    return (time.monotonic() - started) * 1000
