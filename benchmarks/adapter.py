"""What the adapter costs a message: two components of the same sources, with it and without, message by message."""

import statistics
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import wasmtime
from wasmtime.component import Component

from app.operators.kinds import DEFAULT_API_VERSION, Kind
from app.sandbox.archives import Archives
from app.sandbox.deadline import Watchdog
from app.sandbox.engine import engine
from app.sandbox.guest import Guest
from app.sandbox.input_types import Input
from app.sandbox.inputs import parse_inputs
from app.sandbox.program import Program, program_of
from app.sandbox.shelf import Loaded
from app.sandbox.values import Signatures
from benchmarks.result import Result
from benchmarks.server import PATIENCE_S, Server

NAME = "benchmark-adapter"
MESSAGES = 4_000
WARM_UP = 200
LIMITS = {
    "time_ms": 5_000,
    "memory_bytes": 256 << 20,
    "output_bytes": 1 << 20,
    "log_lines": 100,
    "host_calls": 1_000,
    "state_bytes": 1 << 20,
}
REQUEST: dict[str, Any] = {
    "configuration": [],
    "module_schemas": [],
    "state": [],
    "limits": LIMITS,
    "init_time_ms": 5_000,
}
# It does next to nothing and its values are small, so that a microsecond can be seen.
SOURCE = """\
from filter_impl import exports


class Filter(exports.Filter):
    def init(self, configuration):
        return True

    def process(self, message):
        return True
"""


def adapter_overhead_us(server: Server) -> Iterator[Result]:
    """The calls of both alternate in one process, and the mean of the middle half of their differences counts."""
    ours = engine()
    with closing(Watchdog(ours.increment_epoch, _never)) as watchdog:
        components = [_component(server, adapter=adapter) for adapter in (False, True)]
        programs = [_program(ours, watchdog, component) for component in components]
        with closing(Guest(programs[0])) as plain, closing(Guest(programs[1])) as adapted:
            pairs = _pairs(plain, adapted)
    usual, value = (statistics.median(side) for side in zip(*pairs, strict=True))
    differences = sorted(after - before for before, after in pairs)
    quarter = len(differences) // 4
    overhead = statistics.fmean(differences[quarter:-quarter])
    against = f"the plain component, {usual:.0f} us"
    yield Result("adapter_message_us", round(value, 1), "us", round(value / usual, 3), against)
    yield Result("adapter_overhead_us", round(overhead, 2), "us")


def _component(server: Server, *, adapter: bool) -> bytes:
    if all(project["name"] != NAME for project in server.call("GET", "/projects")["items"]):
        server.call("POST", "/projects", {"name": NAME, "kind": Kind.FILTER, "source": SOURCE})
    digest = server.build(NAME, adapter=adapter)["artifact"]
    address = f"{server.address}/api/v1/artifacts/{digest}/component.wasm"
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
        return bytes(answer.read())


def _program(ours: wasmtime.Engine, watchdog: Watchdog, content: bytes) -> Program:
    component = Component(ours, content)
    loaded = Loaded(component, Signatures(component, ours), len(content))
    request = {"kind": Kind.FILTER, "api_version": DEFAULT_API_VERSION, **REQUEST}
    return program_of(request, ours, loaded, watchdog, Archives())


def _pairs(plain: Guest, adapted: Guest) -> list[tuple[float, float]]:
    """Microseconds of one message without and with the adapter; who goes first takes turns."""
    (message,) = parse_inputs(Kind.FILTER, [{"bytes": "", "as": "bytes"}])
    plain.start()
    adapted.start()
    pairs = []
    for number in range(WARM_UP + MESSAGES):
        order = (plain, adapted) if number % 2 else (adapted, plain)
        spent = {guest: _duration_us(guest, message) for guest in order}
        pairs.append((spent[plain], spent[adapted]))
    return pairs[WARM_UP:]


def _duration_us(guest: Guest, message: Input) -> float:
    guest.process(message)
    return guest.duration_ns / 1_000


def _never() -> None:
    raise RuntimeError("a call of the benchmark does not end")
