"""What a run is asked to do, checked before a child is started."""

from dataclasses import dataclass, field
from typing import Any

from app.errors import Invalid, LimitExceeded
from app.sandbox.checking import BadInput
from app.sandbox.inputs import parse_inputs
from app.sandbox.preparation import parse_configuration, parse_limits, parse_module_schemas, parse_state
from app.settings import Settings

Json = dict[str, Any]
LIMITS = ("time_ms", "memory_bytes", "output_bytes")


@dataclass(frozen=True)
class RunRequest:
    """The part of a request that does not depend on which operator runs; shapes as in docs/api.md."""

    messages: list[Json]
    configuration: dict[str, str] = field(default_factory=dict)
    module_schemas: list[Json] = field(default_factory=list)
    state: list[Json] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)

    def for_child(self, kind: str, settings: Settings) -> Json:
        """As the run child takes it, limits filled in from the settings; Invalid or LimitExceeded when it cannot be.

        The messages are read here as well as in the child, so that a mistake is answered and not run.
        """
        if len(self.messages) > settings.run_max_messages:
            most = settings.run_max_messages
            raise LimitExceeded("too_many_messages", f"A run takes at most {most:,} messages; send them in parts.")
        request = {
            "configuration": [[key, value] for key, value in self.configuration.items()],
            "module_schemas": self.module_schemas,
            "state": self.state,
            "messages": self.messages,
            "limits": effective_limits(self.limits, settings),
            "init_time_ms": settings.run_time_limit_ms,
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
            "messages": self.messages,
        }


def effective_limits(wanted: dict[str, int], settings: Settings) -> dict[str, int]:
    """The limits of a run: what was wanted, or else the settings' own, which are also the highest."""
    highest = dict(zip(LIMITS, _highest(settings), strict=True))
    for name, value in wanted.items():
        if value > highest.get(name, value):
            detail = f"The limit {name} of {value:,} is above the studio's own, {highest[name]:,}."
            raise LimitExceeded("limit_too_high", f"{detail} Ask for less, or have the setting raised.")
    return highest | wanted


def _highest(settings: Settings) -> tuple[int, int, int]:
    return settings.run_time_limit_ms, settings.run_memory_bytes, settings.run_output_bytes


def _check(kind: str, request: Json) -> None:
    parse_configuration(request["configuration"])
    parse_module_schemas(request["module_schemas"])
    parse_state(request["state"])
    parse_limits(request["limits"], request["init_time_ms"])
    parse_inputs(kind, request["messages"])
