"""What the adapter costs a message: two components of the same sources, with it and without, message by message."""

import statistics
import urllib.request
from collections.abc import Iterator
from contextlib import closing

import wasmtime
from wasmtime.component import Component

from app.operators.kinds import DEFAULT_API_VERSION, Kind
from app.sandbox.engine import engine
from app.sandbox.guest import Guest
from app.sandbox.host.metrics import Instruments
from app.sandbox.input_types import Input
from app.sandbox.inputs import parse_inputs
from app.sandbox.keys import Keys
from app.sandbox.preparation import parse_limits
from app.sandbox.program import Program
from app.sandbox.values import move_bytes_in_bulk
from benchmarks.result import Result
from benchmarks.server import PATIENCE_S, Server

NAME = "benchmark-adapter"
MESSAGES = 4_000
WARM_UP = 200
LIMITS = {"time_ms": 5_000, "memory_bytes": 256 << 20, "output_bytes": 1 << 20}
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
    move_bytes_in_bulk()
    ours = engine()
    programs = [_program(ours, _component(server, adapter=adapter)) for adapter in (False, True)]
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


def _program(ours: wasmtime.Engine, component: bytes) -> Program:
    return Program(
        engine=ours,
        component=Component(ours, component),
        kind=Kind.FILTER,
        api_version=DEFAULT_API_VERSION,
        configuration=(),
        module_schemas=(),
        limits=parse_limits(LIMITS, LIMITS["time_ms"]),
        keys=Keys(),
        instruments=Instruments(),
    )


def _pairs(plain: Guest, adapted: Guest) -> list[tuple[int, int]]:
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


def _duration_us(guest: Guest, message: Input) -> int:
    guest.process(message)
    return guest.duration_us
