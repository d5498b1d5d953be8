"""What a run is asked to do, checked before a child is started."""

from dataclasses import dataclass, field
from typing import Any

from app.errors import Invalid, LimitExceeded
from app.runs.limits import effective_limits, init_time_ms
from app.runs.measure import MEASURE, RUN, Measure
from app.sandbox.checking import BadInput
from app.sandbox.inputs import parse_inputs
from app.sandbox.preparation import (
    parse_clock,
    parse_configuration,
    parse_limits,
    parse_module_schemas,
    parse_seed,
    parse_state,
)
from app.sandbox.schemas import parse_schemas
from app.settings import Settings

Json = dict[str, Any]


@dataclass(frozen=True)
class RunRequest:
    """The part of a request that does not depend on which operator runs; shapes as in docs/api.md.

    ``sources`` has a preview's own part, ``{files: {path: text or None}, adapter}``: what is laid over its revision.
    """

    messages: list[Json]
    configuration: dict[str, str] = field(default_factory=dict)
    module_schemas: list[Json] = field(default_factory=list)
    state: list[Json] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)
    schemas: list[Json] = field(default_factory=list)
    clock: str | Json | None = None
    seed: int | None = None
    measure: Json | None = None
    sources: Json | None = None

    @property
    def measuring(self) -> Measure | None:
        """How to measure; None for a plain run. Invalid beyond its bounds."""
        return None if self.measure is None else Measure(**self.measure)

    @property
    def purpose(self) -> str:
        """For the run's row."""
        return RUN if self.measure is None else MEASURE

    def for_child(self, kind: str, settings: Settings) -> Json:
        """As the run child takes it, limits filled in from the settings; Invalid or LimitExceeded when it cannot be.

        The messages are read here as well as in the child, so that a mistake is answered and not run.
        """
        if len(self.messages) > settings.run_max_messages:
            most = settings.run_max_messages
            raise LimitExceeded("too_many_messages", f"A run takes at most {most:,} messages; send them in parts.")
        limits = effective_limits(self.limits, settings)
        request = {
            "configuration": [[key, value] for key, value in self.configuration.items()],
            "module_schemas": self.module_schemas,
            "state": self.state,
            "messages": self.messages,
            "schemas": self.schemas,
            "clock": self.clock,
            "seed": self.seed,
            "limits": limits,
            "init_time_ms": init_time_ms(limits, settings),
            "wall_s": settings.run_wall_limit_s,
            "measure": self.measuring.for_child() if self.measuring else None,
        }
        try:
            _check(kind, request)
        except BadInput as wrong:
            raise Invalid("run_input", f"{wrong.path}: {wrong.sentence}", path=wrong.path) from wrong
        return request

    def as_json(self) -> Json:
        """As it is stored with the run."""
        return {
            "configuration": self.configuration,
            "module_schemas": self.module_schemas,
            "state": self.state,
            "limits": self.limits,
            "schemas": self.schemas,
            "clock": self.clock,
            "seed": self.seed,
            "messages": self.messages,
            "measure": self.measure,
            "sources": self.sources,
        }


def _check(kind: str, request: Json) -> None:
    parse_configuration(request["configuration"])
    parse_module_schemas(request["module_schemas"])
    limits = parse_limits(request["limits"], request["init_time_ms"])
    parse_state(request["state"], most=limits.state_bytes)
    parse_schemas(request["schemas"])
    parse_clock(request["clock"])
    parse_seed(request["seed"])
    parse_inputs(kind, request["messages"])
