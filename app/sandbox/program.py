"""What all instances of one run share."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wasmtime import Engine

from app.sandbox.archives import Archives
from app.sandbox.clock import Clock, FixedClock, RealClock, SteeredClock
from app.sandbox.deadline import Watchdog
from app.sandbox.host.metrics import Instruments
from app.sandbox.keys import Keys
from app.sandbox.preparation import (
    ModuleSchema,
    RunLimits,
    parse_clock,
    parse_configuration,
    parse_limits,
    parse_module_schemas,
    parse_seed,
    parse_state,
    parse_world,
)
from app.sandbox.randomness import Randomness, RealRandomness, SeededRandomness
from app.sandbox.schemas import RegisteredSchema, parse_schemas
from app.sandbox.shelf import Loaded
from app.sandbox.sources import Sources, parse_sources

# The WIT package of each API version, as the published interface files name it.
_PACKAGES = {"1.0.0": "tinykube-graph:processor", "1.1.0": "wasm-graph:processor"}


@dataclass(frozen=True)
class Program:
    """What is the same for every instance of a run; ``chance`` cuts batches, ``sources`` are for a component
    that loads them."""

    engine: Engine
    loaded: Loaded
    watchdog: Watchdog
    kind: str
    api_version: str
    configuration: tuple[tuple[str, str], ...]
    module_schemas: tuple[ModuleSchema, ...]
    schemas: tuple[RegisteredSchema, ...]
    limits: RunLimits
    keys: Keys
    instruments: Instruments
    clock: Clock
    randomness: Randomness
    chance: random.Random
    sources: Sources | None

    def name(self, interface: str) -> str:
        """An interface's full name, such as ``wasm-graph:processor/map@1.1.0``."""
        return f"{_PACKAGES[self.api_version]}/{interface}@{self.api_version}"

    @property
    def has_registry(self) -> bool:
        """Whether the operator can ask the schema registry: not every world imports it."""
        if self.sources is not None and not self.sources.registry:
            return False
        return self.name("schema-registry") in self.loaded.signatures.imports


def program_of(
    request: Mapping[str, Any], engine: Engine, loaded: Loaded, watchdog: Watchdog, archives: Archives
) -> Program:
    """Everything of a request (see run_child) but its messages; BadInput where it is not valid, Refused for packages
    that cannot be used."""
    kind, api_version = parse_world(request["kind"], request["api_version"])
    limits = parse_limits(request["limits"], request["init_time_ms"])
    clock, seed = (
        SteeredClock() if request.get("test") is not None else _clock(request.get("clock")),
        parse_seed(request.get("seed")),
    )
    state = parse_state(request["state"], most=limits.state_bytes)
    return Program(
        engine=engine,
        loaded=loaded,
        watchdog=watchdog,
        kind=kind,
        api_version=api_version,
        configuration=parse_configuration(request["configuration"]),
        module_schemas=parse_module_schemas(request["module_schemas"]),
        schemas=parse_schemas(request.get("schemas", [])),
        limits=limits,
        keys=Keys(state, clock.wall_ns, limits.state_bytes),
        instruments=Instruments(),
        clock=clock,
        randomness=RealRandomness() if seed is None else SeededRandomness(seed),
        chance=random.Random(seed),  # noqa: S311 -- cuts batches, keeps no secret
        sources=parse_sources(request.get("sources"), archives),
    )


def _clock(given: Any) -> Clock:
    fixed = parse_clock(given)
    return RealClock() if fixed is None else FixedClock(fixed.start_ns, fixed.step_ns)
