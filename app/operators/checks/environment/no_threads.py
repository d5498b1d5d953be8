"""Threads, and asyncio's event loop, which a component cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from app.operators.checks.environment.calls import found_calls
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

# Each was tried in a component: "can't start new thread", and for the loop, which opens a pair of sockets,
# "Permission denied".
_THREAD = "a component cannot start a thread"
_LOOP = "asyncio's event loop needs sockets, which a component does not have"
_CALLS = {
    **dict.fromkeys(
        ("_thread.start_new_thread", "asyncio.to_thread", "concurrent.futures.ThreadPoolExecutor",
         "concurrent.futures.thread.ThreadPoolExecutor", "threading.Thread", "threading.Timer"),
        _THREAD,
    ),
    **dict.fromkeys(("asyncio.Runner", "asyncio.new_event_loop", "asyncio.run"), _LOOP),
}  # fmt: skip


def check(operator: Operator) -> Iterator[Found]:
    """Where a thread or an event loop is made."""
    return found_calls(operator, _CALLS, {"RuntimeError", "PermissionError", "OSError"})


RULE = Rule(
    code="no-threads",
    severity=Severity.ERROR,
    sentence="{call} fails: {why}.",
    help="Do the work right here, one step after the other: the graph hands over one message at a time. "
    "An async function's work belongs into a plain function.",
    check=check,
)
