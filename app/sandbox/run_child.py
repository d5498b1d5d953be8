"""The main of a run's child process: one operator, some inputs, a message for each result.

Request: ``{precompiled: file, kind, api_version, configuration: [[key, value]], module_schemas: [{name,
content_type, content}], state: [{key, value, encoding, key_encoding}], messages: [input], limits: {time_ms,
memory_bytes, output_bytes}, init_time_ms}``. ``time_ms`` is each message's own time, ``init_time_ms`` that of
every ``init``. With ``sources`` (folder) the component may read that folder as ``/0``.

Messages: ``init`` (result), one ``result`` (index, result) for each input as soon as it is done, then
``finished`` (memory_bytes, state, timings, stopped). No result follows an ``init`` that is not ok.
``memory_bytes`` is how much the process grew at most from before the first instance was made: the operator's
memory and what the studio needed to serve it.
"""

import contextlib
import time
from pathlib import Path
from typing import Any, Protocol

from wasmtime.component import Component

from app.sandbox.engine import engine
from app.sandbox.host.metrics import Instruments
from app.sandbox.host.state_store import snapshot
from app.sandbox.inputs import parse_inputs
from app.sandbox.keys import Keys
from app.sandbox.memory import peak_bytes
from app.sandbox.preparation import (
    parse_configuration,
    parse_limits,
    parse_module_schemas,
    parse_state,
    parse_world,
)
from app.sandbox.program import Program
from app.sandbox.session import Session
from app.sandbox.values import move_bytes_in_bulk


class Sender(Protocol):
    """The part of messages.Channel that a run needs."""

    def send(self, kind: str, **fields: Any) -> None:
        """Send one message to the parent."""


def main(request: dict[str, Any], channel: Sender) -> None:
    """Run a request; BadInput where it is not valid, which the parent should have found before."""
    started = time.perf_counter_ns()
    move_bytes_in_bulk()
    program = _program(request)
    inputs = parse_inputs(program.kind, request["messages"])
    loaded = time.perf_counter_ns()
    before = peak_bytes()
    with contextlib.closing(Session(program)) as session:
        first = session.start()
        channel.send("init", result=first)
        initialised = time.perf_counter_ns()
        if first["ok"]:
            _run(session, inputs, channel)
        channel.send(
            "finished",
            memory_bytes=max(peak_bytes() - before, 0),
            state=snapshot(program.keys),
            timings=_timings(load=loaded - started, init=initialised - loaded, messages=_since(initialised)),
            stopped=session.stopped,
        )


def _program(request: dict[str, Any]) -> Program:
    kind, api_version = parse_world(request["kind"], request["api_version"])
    ours = engine()
    return Program(
        engine=ours,
        component=Component.deserialize_file(ours, request["precompiled"]),
        kind=kind,
        api_version=api_version,
        configuration=parse_configuration(request["configuration"]),
        module_schemas=parse_module_schemas(request["module_schemas"]),
        limits=parse_limits(request["limits"], request["init_time_ms"]),
        keys=Keys(parse_state(request["state"])),
        instruments=Instruments(),
        sources=Path(request["sources"]) if "sources" in request else None,
    )


def _run(session: Session, inputs: Any, channel: Sender) -> None:
    for index, given in enumerate(inputs):
        result = session.run(given)
        if result is None:
            return
        channel.send("result", index=index, result=result)


def _since(moment: int) -> int:
    return time.perf_counter_ns() - moment


def _timings(**spans_ns: int) -> dict[str, int]:
    return {f"{name}_us": span // 1_000 for name, span in spans_ns.items()}
