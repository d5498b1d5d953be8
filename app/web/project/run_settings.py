"""The fields of the test panel that set a run up: state, schemas, clock, chance and limits."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from app.errors import Invalid
from app.runs.limits import LIMITS
from app.web import formats
from app.web.project import forms

Json = dict[str, Any]
START, SEED = "2026-01-01T00:00:00Z", "1"
_UNITS = {"": 1, "kib": 1024, "mib": 1024**2, "gib": 1024**3}
_AMOUNT = re.compile(r"(\d{1,12})\s*(KiB|MiB|GiB)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class StateRow:
    """A key that the state store holds before the first message. ``expires``: RFC 3339, empty for never."""

    key: str = ""
    value: str = ""
    encoding: str = "text"
    key_encoding: str = "text"
    expires: str = ""

    def as_json(self) -> Json:
        """As a run's request has it."""
        return {name: value for name, value in vars(self).items() if name != "expires" or value}


@dataclass(frozen=True)
class ModuleSchema:
    """A schema that ``init`` is given."""

    name: str = ""
    content_type: str = "application/json"
    content: str = ""


@dataclass(frozen=True)
class RunSettings:
    """``registry``: what the schema registry holds, a JSON list. With ``repeat`` the clock starts at ``clock`` and
    chance at ``seed``; an empty one of them stays real. ``limits``: by name, as they were typed; empty is usual."""

    state: tuple[StateRow, ...] = ()
    module_schemas: tuple[ModuleSchema, ...] = ()
    registry: str = ""
    repeat: bool = False
    clock: str = START
    seed: str = SEED
    limits: Mapping[str, str] = field(default_factory=dict)

    def members(self) -> Json:
        """The members of a run's request, those that say anything; Invalid when a field cannot be read."""
        limits = {name: _amount(name, text) for name, text in self.limits.items() if text.strip()}
        given = {
            "state": [row.as_json() for row in self.state],
            "module_schemas": [vars(schema) for schema in self.module_schemas],
            "schemas": _listed(self.registry),
            "clock": self.clock.strip() if self.repeat else "",
            "limits": limits,
        }
        seed = self.seed.strip() if self.repeat else ""
        return {name: value for name, value in given.items() if value} | ({"seed": _whole(seed)} if seed else {})

    @property
    def words(self) -> str:
        """What is set, for the head of the folded section."""
        said = [
            "repeatable" if self.repeat else "",
            _counted(len(self.state), "state key"),
            _counted(len(self.module_schemas) + bool(self.registry.strip()), "schema"),
            _counted(sum(bool(text.strip()) for text in self.limits.values()), "limit"),
        ]
        return ", ".join(filter(None, said)) or "as usual"


def from_form(form: FormData) -> RunSettings:
    """What was typed, as it is, without the rows that were left empty."""
    columns = [forms.texts(form, f"state_{name}") for name in ("key", "value", "encoding", "key_encoding", "expires")]
    schemas = [forms.texts(form, f"module_schema_{name}") for name in ("name", "content_type", "content")]
    return RunSettings(
        state=tuple(StateRow(*row) for row in zip(*columns, strict=False) if row[0] or row[1]),
        module_schemas=tuple(
            ModuleSchema(name, content_type, forms.unix_lines(content))
            for name, content_type, content in zip(*schemas, strict=False)
            if name or content
        ),
        registry=forms.unix_lines(forms.text(form, "schemas")),
        repeat=forms.text(form, "repeat") == "1",
        clock=forms.text(form, "clock", START),
        seed=forms.text(form, "seed", SEED),
        limits={name: forms.text(form, f"limit_{name}") for name in LIMITS if forms.text(form, f"limit_{name}")},
    )


def from_request(request: Mapping[str, Any]) -> RunSettings:
    """A run's request (docs/api.md) in the form's fields."""
    clock, seed, schemas = request.get("clock"), request.get("seed"), request.get("schemas")
    is_repeated = bool(clock) or seed is not None
    start = clock.get("start", "") if isinstance(clock, dict) else clock or ""
    return RunSettings(
        state=tuple(_state_row(row) for row in request.get("state", [])),
        module_schemas=tuple(ModuleSchema(**schema) for schema in request.get("module_schemas", [])),
        registry=json.dumps(schemas, indent=2, ensure_ascii=False) if schemas else "",
        repeat=is_repeated,
        clock=start if is_repeated else START,
        seed=SEED if not is_repeated else "" if seed is None else str(seed),
        limits={name: formats.limit(value, name) for name, value in request.get("limits", {}).items()},
    )


def _state_row(given: Json) -> StateRow:
    key, key_encoding = _in_a_line(given["key"], given.get("key_encoding", "text"))
    value, encoding = _in_a_line(given["value"], given.get("encoding", "text"))
    return StateRow(key, value, encoding, key_encoding, given.get("expires") or "")


def _in_a_line(text: str, encoding: str) -> tuple[str, str]:
    """A text that a field of one line would change, as base64."""
    if encoding != "text" or not set(text) & set("\r\n\0"):
        return text, encoding
    return base64.b64encode(text.encode()).decode(), "base64"


def _amount(name: str, text: str) -> int:
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or (found[2] and not name.endswith("_bytes")):
        example = "as 64 MiB or 1000000" if name.endswith("_bytes") else "as 1000"
        raise Invalid("run_input", f"The limit {name} must be a whole number, written {example}.")
    return int(found[1]) * _UNITS[(found[2] or "").lower()]


def _whole(seed: str) -> int:
    if not (seed.isascii() and seed.isdigit() and len(seed) < 20):
        raise Invalid("run_input", "The seed must be a whole number from 0 on, such as 1.")
    return int(seed)


def _listed(text: str) -> list[Json]:
    if not text.strip():
        return []
    schemas = forms.json_of("the schemas of the registry", text)
    if not isinstance(schemas, list):
        raise Invalid("run_input", "The schemas of the registry must be a JSON list: [ … ]. Put the one in brackets.")
    return schemas


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
