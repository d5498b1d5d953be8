"""The settings that all cases of a collection share: members of a run's request, and whether state carries over."""

from copy import deepcopy
from dataclasses import fields
from typing import Any

from app.errors import Invalid, LimitExceeded
from app.payloads.compact import compact
from app.payloads.limits import MOST_SETTINGS_BYTES
from app.sandbox.checking import BadInput, record
from app.sandbox.preparation import (
    MAX_STATE_BYTES,
    RunLimits,
    parse_clock,
    parse_configuration,
    parse_limits,
    parse_module_schemas,
    parse_seed,
    parse_state,
)
from app.sandbox.schemas import parse_schemas

Json = dict[str, Any]

_USUAL: Json = {
    "configuration": {},
    "module_schemas": [],
    "schemas": [],
    "state": [],
    "clock": None,
    "seed": None,
    "limits": {},
    "carry_state": False,
}
LIMITS = tuple(field.name for field in fields(RunLimits) if field.name != "init_time_ms")


def checked(given: Json | None, base: Json | None = None) -> Json:
    """Whole settings: the members that are given over those of ``base``, or over the usual ones; a member that is null
    gets its usual value. Invalid names what is wrong. Whether the studio allows the limits shows when a run asks."""
    try:
        members = dict(record({} if given is None else given, "settings", _USUAL))
        usual = deepcopy(_USUAL)
        settings = (base or usual) | {name: usual[name] if value is None else value for name, value in members.items()}
        _check(settings)
    except BadInput as wrong:
        raise Invalid("collection_settings", f"{wrong.path}: {wrong.sentence}", path=wrong.path) from wrong
    if len(compact(settings).encode()) > MOST_SETTINGS_BYTES:
        raise LimitExceeded(
            "collection_settings_too_large",
            f"The settings of a collection take at most {MOST_SETTINGS_BYTES:,} bytes as JSON. Shorten its schemas or "
            "its initial state.",
        )
    return settings


def _check(settings: Json) -> None:
    _configuration(settings["configuration"])
    parse_module_schemas(settings["module_schemas"], "settings.module_schemas")
    parse_schemas(settings["schemas"], "settings.schemas")
    parse_state(settings["state"], "settings.state", MAX_STATE_BYTES)
    parse_clock(settings["clock"], "settings.clock")
    parse_seed(settings["seed"], "settings.seed")
    limits = record(settings["limits"], "settings.limits", LIMITS)
    parse_limits(dict.fromkeys(LIMITS, 1) | dict(limits), 1, "settings.limits")
    if not isinstance(settings["carry_state"], bool):
        raise BadInput("settings.carry_state", "This must be true or false.")


def _configuration(value: Any) -> None:
    if not isinstance(value, dict):
        raise BadInput("settings.configuration", "This must be an object of strings.")
    for index, (key, text) in enumerate(value.items()):
        if not isinstance(text, str):
            raise BadInput("settings.configuration", f"The value of entry {index + 1} must be a string.")
        parse_configuration([[key, text]], "settings.configuration")
    parse_configuration([["", ""]] * len(value), "settings.configuration")
