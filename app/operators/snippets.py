"""Pieces of code that use what the host offers, for the help beside the editor. End-to-end tests run each of them."""

from dataclasses import dataclass
from enum import StrEnum

from app.operators.kinds import ApiVersion
from app.operators.worlds import World


class Place(StrEnum):
    """Where a piece belongs: in ``init``, in ``process``, or beside the class."""

    INIT = "init"
    PROCESS = "process"
    MODULE = "module"


@dataclass(frozen=True)
class Snippet:
    """A piece of code. ``imports`` are modules of the bindings' ``imports``; ``uses_err``: it raises or catches Err."""

    name: str
    interface: str
    title: str
    code: str
    imports: tuple[str, ...]
    place: Place = Place.PROCESS
    uses_err: bool = False

    def import_lines(self, world: World) -> list[str]:
        """What has to stand at the top of the file, one name a line."""
        lines = [f"from {world.module}.imports import {module}" for module in self.imports]
        return lines + ([f"from {world.module}.types import Err"] if self.uses_err else [])

    def text(self, world: World) -> str:
        """The piece with its imports, as it is shown and copied."""
        named = ", ".join(self.imports)
        lines = [f"from {world.module}.imports import {named}"]
        lines += [f"from {world.module}.types import Err"] if self.uses_err else []
        return "\n".join(lines) + f"\n\n{self.code}"


LOG = Snippet(
    "log",
    "logger",
    "Write a line into the log",
    'logger.log(logger.Level.INFO, __name__, "a message came")\n',
    ("logger",),
)

COUNT = Snippet(
    "count",
    "metrics",
    "Add one to a counter",
    """\
try:
    labels = [metrics.Label("line", "A")]
    metrics.add_to_counter("messages_seen", metrics.CounterValue_U64(1), labels)
except Err as problem:
    logger.log(logger.Level.WARN, __name__, f"not counted: {problem.value}")
""",
    ("logger", "metrics"),
    uses_err=True,
)

MEASURE = Snippet(
    "measure",
    "metrics",
    "Record a measured value in a histogram",
    """\
try:
    metrics.record_to_histogram("pressure_bar", metrics.HistogramValue_F64(2.5), None)
except Err as problem:
    logger.log(logger.Level.WARN, __name__, f"not recorded: {problem.value}")
""",
    ("logger", "metrics"),
    uses_err=True,
)

READ = Snippet(
    "read",
    "state-store",
    "Read a value, absent or not",
    """\
try:
    found = state_store.get(key=b"last-batch", timeout=None).response
except Err as problem:
    logger.log(logger.Level.WARN, __name__, f"the state store did not answer: {problem.value}")
    found = None
last_batch = found.decode() if found is not None else "none yet"
""",
    ("logger", "state_store"),
    uses_err=True,
)

WRITE = Snippet(
    "write",
    "state-store",
    "Write a value that vanishes after an hour",
    """\
hour = state_store_types.Duration(seconds=3600, nanos=0)
always = state_store_types.SetOptions(state_store_types.SetConditions.UNCONDITIONAL, expires=hour)
try:
    state_store.set(key=b"last-batch", value=b"42", timeout=None, fencing_token=None, options=always)
except Err as problem:
    logger.log(logger.Level.WARN, __name__, f"not written: {problem.value}")
""",
    ("logger", "state_store", "state_store_types"),
    uses_err=True,
)

LOCK = Snippet(
    "lock",
    "state-store",
    "Change a value that only one may change at a time",
    """\
brief = state_store_types.Duration(seconds=10, nanos=0)
if_free = state_store_types.SetOptions(state_store_types.SetConditions.ONLY_IF_DOES_NOT_EXIST, expires=brief)
always = state_store_types.SetOptions(state_store_types.SetConditions.UNCONDITIONAL, expires=None)
try:
    lock = state_store.set(key=b"lock", value=b"mine", timeout=None, fencing_token=None, options=if_free)
    if lock.response:  # False: somebody else holds it
        state_store.set(key=b"total", value=b"7", timeout=None, fencing_token=lock.version, options=always)
        state_store.vdel(key=b"lock", value=b"mine", fencing_token=None, timeout=None)
except Err as problem:
    logger.log(logger.Level.WARN, __name__, f"not changed: {problem.value}")
""",
    ("logger", "state_store", "state_store_types"),
    uses_err=True,
)

DELETE = Snippet(
    "delete",
    "state-store",
    "Delete a key",
    """\
try:
    state_store.del_(key=b"last-batch", fencing_token=None, timeout=None)
except Err as problem:
    logger.log(logger.Level.WARN, __name__, f"not deleted: {problem.value}")
""",
    ("logger", "state_store"),
    uses_err=True,
)

SCHEMA = Snippet(
    "schema",
    "schema-registry",
    "Fetch a schema, waiting five seconds at most",
    """\
try:
    schema = schema_registry.get("boiler-readings", "1", (5, 0))
    logger.log(logger.Level.INFO, __name__, f"{schema.name} has {len(schema.schema_content)} characters")
except Err as problem:
    logger.log(logger.Level.WARN, __name__, f"no schema: {problem.value}")
""",
    ("logger", "schema_registry"),
    uses_err=True,
)

SETTINGS = Snippet(
    "settings",
    "types",
    "Read the configuration in init, and refuse a wrong one",
    """\
settings = dict(configuration.properties)
wanted = settings.get("limit", "100")  # always text; absent where nobody set it
if not wanted.isdecimal():
    logger.log(logger.Level.ERROR, __name__, f"limit must be a whole number, not {wanted!r}")
    return False
""",
    ("logger",),
    Place.INIT,
)

CONTENT = Snippet(
    "content",
    "types",
    "Read a payload or topic, wherever it is",
    """\
def content_of(part: types.BufferOrBytes) -> bytes:
    \"\"\"A buffer is still with the host and is copied by reading it: read it once.\"\"\"
    return part.value.read() if isinstance(part, types.BufferOrBytes_Buffer) else part.value
""",
    ("types",),
    Place.MODULE,
)

TEXT = Snippet(
    "text",
    "types",
    "Read a content type or a user property",
    """\
def text_of(part: types.BufferOrString) -> str:
    \"\"\"Text that is still with the host comes as the bytes of its UTF-8.\"\"\"
    return part.value.read().decode() if isinstance(part, types.BufferOrString_Buffer) else part.value
""",
    ("types",),
    Place.MODULE,
)

ANSWER = Snippet(
    "answer",
    "types",
    "Make a message with another payload",
    """\
def with_payload(message: types.Message, payload: bytes) -> types.DataModel:
    \"\"\"All six fields have to be given; those that stay are handed on as they came.\"\"\"
    changed = types.Message(
        timestamp=message.timestamp,
        topic=message.topic,
        content_type=message.content_type,
        payload=types.BufferOrBytes_Bytes(payload),
        properties=message.properties,
        schema=message.schema,
    )
    return types.DataModel_Message(changed)
""",
    ("types",),
    Place.MODULE,
)

REFUSE = Snippet(
    "refuse",
    "types",
    "Drop one message and say why",
    'raise Err(types.Error("there is no temperature in this message"))\n',
    ("types",),
    uses_err=True,
)

_ALL = (LOG, COUNT, MEASURE, READ, WRITE, LOCK, DELETE, SCHEMA, SETTINGS, CONTENT, TEXT, ANSWER, REFUSE)
_NEWER = frozenset({SCHEMA, REFUSE})


def snippets(api_version: ApiVersion) -> list[Snippet]:
    """Those that work under this API version."""
    return [one for one in _ALL if api_version.has_errors or one not in _NEWER]
