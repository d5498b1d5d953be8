"""What a run is asked to set up before its first message, checked: configuration, schemas, state, limits, clock, seed.

Standard library only, like ``inputs``: the server checks with it, and the child reads with it.
"""

from dataclasses import dataclass
from typing import Any

from app.sandbox.checking import BadInput, choice, content, integer, items, record, text
from app.sandbox.inputs import MAX_SCHEMA_BYTES, MAX_TEXT_BYTES, pair
from app.sandbox.timestamps import U64, parse_text
from app.sandbox.timestamps import parse as parse_version

KINDS = ("map", "filter", "branch", "accumulate", "delay")
API_VERSIONS = ("1.0.0", "1.1.0")
MAX_CONFIGURATION = 1_000
MAX_CONFIGURATION_BYTES = 1024 * 1024
MAX_MODULE_SCHEMAS = 100
MAX_STATE_KEYS = 10_000
MAX_STATE_BYTES = 64 * 1024 * 1024
MAX_TIME_MS = 3_600_000
MAX_MEMORY_BYTES = 4 * 1024**3
MAX_OUTPUT_BYTES = 64 * 1024 * 1024
MAX_LOG_LINES = 100_000
MAX_HOST_CALLS = 100_000_000
MAX_STEP_US = 3_600_000_000

# For a request that does not name these three limits.
LOG_LINES = 2_000
HOST_CALLS = 100_000
STATE_BYTES = 4 * 1024 * 1024

_NANOS_OF_US = 1_000
_LIMITS = ("time_ms", "memory_bytes", "output_bytes", "log_lines", "host_calls", "state_bytes")


@dataclass(frozen=True)
class ModuleSchema:
    """A schema that ``init`` is given."""

    name: str
    content_type: str
    content: str


@dataclass(frozen=True)
class Seed:
    """A key of the state store before the first message; ``expires_ns`` is wall-clock time."""

    key: bytes
    value: bytes
    expires_ns: int | None = None


@dataclass(frozen=True)
class FixedTime:
    """A clock that starts at ``start_ns`` (since 1970) and moves on by ``step_ns`` with each reading."""

    start_ns: int
    step_ns: int


@dataclass(frozen=True)
class RunLimits:
    """How much one operator may take.

    ``time_ms``: wall-clock time of each message, not of the run; ``init_time_ms``: of ``init``, each time it
    is called; ``memory_bytes``: linear memory of an instance; ``output_bytes``: everything that one call may
    leave behind (output, logs, metrics, state changes shown, stdout, stderr); ``log_lines``: how many one call keeps;
    ``host_calls``: how often one call may ask the host; ``state_bytes``: keys and values in the state store.
    """

    time_ms: int
    init_time_ms: int
    memory_bytes: int
    output_bytes: int
    log_lines: int = LOG_LINES
    host_calls: int = HOST_CALLS
    state_bytes: int = STATE_BYTES


def parse_configuration(value: Any, path: str = "configuration") -> tuple[tuple[str, str], ...]:
    """Key and value pairs, ``[[key, value]]``, in order."""
    given = items(value, path, MAX_CONFIGURATION)
    return tuple(pair(entry, f"{path}[{index}]", MAX_CONFIGURATION_BYTES) for index, entry in enumerate(given))


def parse_module_schemas(value: Any, path: str = "module_schemas") -> tuple[ModuleSchema, ...]:
    """A list of ``{name, content_type, content}``."""
    given = items(value, path, MAX_MODULE_SCHEMAS)
    return tuple(_module_schema(entry, f"{path}[{index}]") for index, entry in enumerate(given))


def parse_state(value: Any, path: str = "state", most: int = STATE_BYTES) -> tuple[Seed, ...]:
    """What the state store holds before the first message: a list of ``{key, value, encoding?, key_encoding?, expires?,
    version?}``, so that the state at the end of a run can begin another. ``expires`` (RFC 3339) counts; ``version``
    does not, since the store gives one of its own. ``most`` is the run's ``state_bytes``."""
    given = items(value, path, MAX_STATE_KEYS)
    seeds = tuple(_seed(entry, f"{path}[{index}]") for index, entry in enumerate(given))
    if sum(len(seed.key) + len(seed.value) for seed in seeds) > most:
        raise BadInput(path, f"The state store of this run holds at most {most:,} bytes.")
    return seeds


def parse_limits(value: Any, init_time_ms: Any, path: str = "limits") -> RunLimits:
    """``{time_ms, memory_bytes, output_bytes, log_lines?, host_calls?, state_bytes?}`` and the time for ``init``."""
    given = record(value, path, _LIMITS)
    return RunLimits(
        _positive(given.get("time_ms"), f"{path}.time_ms", MAX_TIME_MS),
        _positive(init_time_ms, "init_time_ms", MAX_TIME_MS),
        _positive(given.get("memory_bytes"), f"{path}.memory_bytes", MAX_MEMORY_BYTES),
        _positive(given.get("output_bytes"), f"{path}.output_bytes", MAX_OUTPUT_BYTES),
        _positive(given.get("log_lines", LOG_LINES), f"{path}.log_lines", MAX_LOG_LINES),
        _positive(given.get("host_calls", HOST_CALLS), f"{path}.host_calls", MAX_HOST_CALLS),
        _positive(given.get("state_bytes", STATE_BYTES), f"{path}.state_bytes", MAX_STATE_BYTES),
    )


def parse_clock(value: Any, path: str = "clock") -> FixedTime | None:
    """None for the real clock, an RFC 3339 text, or ``{start: such a text, step_us?}``; the step is 1 µs by default."""
    if value is None:
        return None
    if isinstance(value, str):
        return FixedTime(parse_text(value, path), _NANOS_OF_US)
    given = record(value, path, ("start", "step_us"))
    start_ns = parse_text(given.get("start"), f"{path}.start")
    return FixedTime(start_ns, integer(given.get("step_us", 1), f"{path}.step_us", MAX_STEP_US) * _NANOS_OF_US)


def parse_seed(value: Any, path: str = "seed") -> int | None:
    """Where the random numbers of a run begin; None for real ones."""
    return None if value is None else integer(value, path, U64)


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


def _seed(value: Any, path: str) -> Seed:
    given = record(value, path, ("key", "value", "encoding", "key_encoding", "expires", "version"))
    key = content(given.get("key"), given.get("key_encoding", "text"), f"{path}.key", MAX_TEXT_BYTES)
    if not key:
        raise BadInput(f"{path}.key", "A key of the state store cannot be empty.")
    held = content(given.get("value"), given.get("encoding", "text"), f"{path}.value", MAX_STATE_BYTES)
    expires = given.get("expires")
    if given.get("version") is not None:
        parse_version(given["version"], f"{path}.version")  # the store gives its own, but it must be one
    return Seed(key, held, None if expires is None else parse_text(expires, f"{path}.expires"))


def _positive(value: Any, path: str, most: int) -> int:
    number = integer(value, path, most)
    if number == 0:
        raise BadInput(path, "This limit must be more than 0.")
    return number
