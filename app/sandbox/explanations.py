"""The sentences that tell a user how a call ended: what was seen, then what to do next."""

import re
from collections.abc import Sequence

from app.kit.text import printable, truncate
from app.sandbox.limits import human_bytes, human_seconds

_MOST_NAMED = 5
MAX_LIFTED_BYTES = 2_796_130  # measured with wasmtime 50: the largest list<u8> that leaves a component

REFUSED = (
    "init answered false, so the operator refuses to start and no message reaches it. "
    "Its log may say why; an init without a return answers false too."
)
BACKWARDS = (
    "The returned time lies before the one that was given. A graph's time only goes forward, and what the real runtime "
    "does with such a message is not documented. Return the given time or a later one."
)
ERROR_VALUE = "The operator answered with an error value. A graph drops such a message, logs the error and goes on."
TOO_LARGE = (
    f"The operator handed over more than {MAX_LIFTED_BYTES:,} bytes at once, the most that the studio's "
    "WebAssembly runtime takes out of a component. Return less in one message; a real graph may draw the "
    "line elsewhere."
)
NO_REGISTRY = (
    "The schemas of this run were never read: the operator is built without the schema registry. In API version 1.1.0 "
    "it is there as soon as the sources import schema_registry; in 1.0.0 it does not exist."
)
STUCK = (
    "A message could not be ended in time, so the rest of the run was left out. "
    "Look for huge values that are handed to the host, or allow more time."
)
_MISSING_MODULE = (
    "The operator imported a module that is not in the component. Only what is imported while the component "
    "is built is there: move the import to the top of the file and build again."
)
_WRONG_FORM = (
    "A value did not have the form that the interface asks for when it left the operator. Check what is "
    "returned and what is passed to the host: each variant is wrapped in its class, as in "
    "types.BufferOrBytes_Bytes(payload)."
)


_CLASS = re.compile(r"[A-Za-z_][\w.]*")
_IN_BINDINGS = (
    "A value could not be handed over between the operator and its host, so the instance broke and cannot be used "
    "again. Look at what is passed to logger, metrics and state store and at what is returned: a text that UTF-8 "
    "cannot write, for example, cannot leave the operator."
)


def too_much(output_bytes: int) -> str:
    """The output limit was reached."""
    return (
        f"The operator used up the {human_bytes(output_bytes)} that one call may print, log, record and "
        "return together. What fits is shown. Look for a loop that prints or logs, or allow more output."
    )


def too_long(seconds: float) -> str:
    """The time limit was reached and the operator's code was interrupted."""
    return (
        f"The operator was stopped after {human_seconds(seconds)}, the time allowed for one call. "
        "Look for a loop that does not end, or allow more time."
    )


def waiting(seconds: float) -> str:
    """The time limit was reached while the operator waited for the host."""
    return (
        f"The operator was still waiting when its {human_seconds(seconds)} were over; time.sleep does that. "
        "Remove the wait, or allow more time."
    )


def too_many_calls(most: int) -> str:
    """The limit of host calls was reached."""
    return (
        f"The operator called logger, metrics, state store, schema registry and its buffers more than {most:,} times "
        "while it handled one message. What came before is shown. Look for a loop that does not end, or allow more "
        "host calls."
    )


def exited(code: int) -> str:
    """The operator left its process, as on a machine of its own. WASI tells success or failure, never the number."""
    return (
        f"The operator ended its own process as a {'failure' if code else 'success'}, as sys.exit does. "
        "Return a value or raise an error instead: on a real graph there is no process to leave."
    )


def no_room(memory_bytes: int) -> str:
    """The component's memory is larger than the limit from the start."""
    needed = f"The component needs more memory to start than the {human_bytes(memory_bytes)} it may have."
    return f"{needed} Allow more memory."


def too_many_buffers(most: int) -> str:
    """The operator never lets go of the host buffers that it is given."""
    return (
        f"The operator keeps more than {most:,} host buffers. "
        "Read a buffer and keep its bytes, not the message it came with."
    )


def too_many_handles(most: int) -> str:
    """The operator never lets go of what it opens."""
    return (
        f"The operator keeps more than {most:,} files, streams or timers open. "
        "Close what is opened, for instance with a with statement."
    )


def out_of_memory(memory_bytes: int) -> str:
    """Python raised MemoryError and the operator did not catch it."""
    return (
        f"Python ran out of memory in the operator, which may use {human_bytes(memory_bytes)}. "
        "Look for data that keeps growing, or allow more memory."
    )


def uncaught(name: str, raised: str) -> str:
    """The operator did not catch an exception; ``name`` is its class, ``raised`` its whole text."""
    if name == "ModuleNotFoundError":
        return _MISSING_MODULE
    if "Option::unwrap()" in raised or "PyDowncastError" in raised:
        return _WRONG_FORM
    if not _CLASS.fullmatch(name):
        return _IN_BINDINGS
    return (
        f"The operator did not catch {truncate(name, 100)}, so its instance broke and cannot be used again. "
        "Follow the traceback to the line, and handle what the message may hold."
    )


def stopped(reason: str) -> str:
    """A trap without any Python exception."""
    return (
        f"The component stopped: {reason or 'no reason was given'}. No Python exception was printed; "
        "the WebAssembly backtrace may say more."
    )


def not_again(explanation: str) -> str:
    """The run ends early: a fresh instance could not be initialised."""
    return truncate(
        "A message had broken the operator, and init did not succeed in a fresh instance, so the rest of the "
        f"run was left out. {explanation}",
        1_000,
    )


def unread(schemas: Sequence[tuple[str, str]]) -> str:
    """Schemas that were given and never asked for, by their ids and versions."""
    shown = [
        f"{truncate(printable(name), 100)} (version {truncate(printable(version), 20)})" for name, version in schemas
    ]
    named = ", ".join(shown[:_MOST_NAMED])
    more = f" and {len(schemas) - _MOST_NAMED:,} more" if len(schemas) > _MOST_NAMED else ""
    return (
        f"Of the schemas that this run was given, the operator never read: {named}{more}. Look at the ids and versions "
        "that it asks the schema registry for."
    )


def out_of_time(done: int, planned: int) -> str:
    """A measurement ends early."""
    return f"The time of the run was over after {done:,} of {planned:,} calls. Measure fewer calls, or allow more time."
