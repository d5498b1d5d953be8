"""What a run is asked to set up before its first message: configuration, schemas, state and limits, checked.

Standard library only, like ``inputs``: the server checks with it, and the child reads with it.
"""

from dataclasses import dataclass
from typing import Any

from app.sandbox.checking import BadInput, choice, content, integer, items, record, text
from app.sandbox.inputs import MAX_SCHEMA_BYTES, MAX_TEXT_BYTES, pair

KINDS = ("map", "filter", "branch", "accumulate", "delay")
API_VERSIONS = ("1.0.0", "1.1.0")
MAX_CONFIGURATION = 1_000
MAX_CONFIGURATION_BYTES = 1024 * 1024
MAX_MODULE_SCHEMAS = 100
MAX_STATE_KEYS = 10_000
MAX_STATE_BYTES = 4 * 1024 * 1024
MAX_TIME_MS = 3_600_000
MAX_MEMORY_BYTES = 4 * 1024**3
MAX_OUTPUT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class ModuleSchema:
    """A schema that ``init`` is given."""

    name: str
    content_type: str
    content: str


@dataclass(frozen=True)
class RunLimits:
    """How much one operator may take.

    ``time_ms``: wall-clock time of each message, not of the run; ``init_time_ms``: of ``init``, each time it
    is called; ``memory_bytes``: linear memory of an instance; ``output_bytes``: everything that one call may
    leave behind (output, logs, metrics, state changes shown, stdout, stderr).
    """

    time_ms: int
    init_time_ms: int
    memory_bytes: int
    output_bytes: int


def parse_configuration(value: Any, path: str = "configuration") -> tuple[tuple[str, str], ...]:
    """Key and value pairs, ``[[key, value]]``, in order."""
    given = items(value, path, MAX_CONFIGURATION)
    return tuple(pair(entry, f"{path}[{index}]", MAX_CONFIGURATION_BYTES) for index, entry in enumerate(given))


def parse_module_schemas(value: Any, path: str = "module_schemas") -> tuple[ModuleSchema, ...]:
    """A list of ``{name, content_type, content}``."""
    given = items(value, path, MAX_MODULE_SCHEMAS)
    return tuple(_module_schema(entry, f"{path}[{index}]") for index, entry in enumerate(given))


def parse_state(value: Any, path: str = "state") -> tuple[tuple[bytes, bytes], ...]:
    """A list of ``{key, value, encoding?, key_encoding?}``: what the state store holds before the first
    message."""
    given = items(value, path, MAX_STATE_KEYS)
    entries = tuple(_entry(entry, f"{path}[{index}]") for index, entry in enumerate(given))
    if sum(len(key) + len(value) for key, value in entries) > MAX_STATE_BYTES:
        raise BadInput(path, f"The state store of a run holds at most {MAX_STATE_BYTES:,} bytes.")
    return entries


def parse_limits(value: Any, init_time_ms: Any, path: str = "limits") -> RunLimits:
    """``{time_ms, memory_bytes, output_bytes}``, all of them, and the time for ``init``."""
    given = record(value, path, ("time_ms", "memory_bytes", "output_bytes"))
    return RunLimits(
        _positive(given.get("time_ms"), f"{path}.time_ms", MAX_TIME_MS),
        _positive(init_time_ms, "init_time_ms", MAX_TIME_MS),
        _positive(given.get("memory_bytes"), f"{path}.memory_bytes", MAX_MEMORY_BYTES),
        _positive(given.get("output_bytes"), f"{path}.output_bytes", MAX_OUTPUT_BYTES),
    )


def parse_world(kind: Any, api_version: Any) -> tuple[str, str]:
    """The operator kind and the API version, both known."""
    return choice(kind, "kind", KINDS), choice(api_version, "api_version", API_VERSIONS)


def _module_schema(value: Any, path: str) -> ModuleSchema:
    given = record(value, path, ("name", "content_type", "content"))
    return ModuleSchema(
        text(given.get("name"), f"{path}.name", MAX_TEXT_BYTES),
        text(given.get("content_type", "application/json"), f"{path}.content_type", MAX_TEXT_BYTES),
        text(given.get("content"), f"{path}.content", MAX_SCHEMA_BYTES),
    )


def _entry(value: Any, path: str) -> tuple[bytes, bytes]:
    given = record(value, path, ("key", "value", "encoding", "key_encoding"))
    key = content(given.get("key"), given.get("key_encoding", "text"), f"{path}.key", MAX_TEXT_BYTES)
    if not key:
        raise BadInput(f"{path}.key", "A key of the state store cannot be empty.")
    return key, content(given.get("value"), given.get("encoding", "text"), f"{path}.value", MAX_STATE_BYTES)


def _positive(value: Any, path: str, most: int) -> int:
    number = integer(value, path, most)
    if number == 0:
        raise BadInput(path, "This limit must be more than 0.")
    return number
