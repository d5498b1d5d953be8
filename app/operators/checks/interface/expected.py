"""How the runtime calls ``init`` and ``process``, and what it takes from them.

Source: the WIT of each kind; both API versions are the same in Python, where an error value is raised.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.operators.checks.editing import Edit
from app.operators.checks.operator import Operator
from app.operators.kinds import Kind

BOOL = "bool"
DATA = "@types.DataModel"
CLOCK = "@hybrid_logical_clock.HybridLogicalClock"
MESSAGES = "list"
CONFIGURATION = "@types.ModuleConfiguration"

TYPES = {"message": DATA, "staged": DATA, "messages": MESSAGES, "timestamp": CLOCK, "configuration": CONFIGURATION}


@dataclass(frozen=True)
class Call:
    """``roles`` of the positional arguments behind self, the same in words, and the type of the answer."""

    roles: tuple[str, ...]
    words: str
    answer: str


_INIT = Call(("configuration",), "the configuration", BOOL)
_PROCESS = {
    Kind.MAP: Call(("message",), "the message only", DATA),
    Kind.FILTER: Call(("message",), "the message only", BOOL),
    Kind.BRANCH: Call(("timestamp", "message"), "the logical time and the message", BOOL),
    Kind.ACCUMULATE: Call(("staged", "messages"), "the value so far and the list of messages", DATA),
    Kind.DELAY: Call(("message", "timestamp"), "the message and the logical time", CLOCK),
}


def call(operator: Operator, method: str) -> Call:
    """How ``init`` or ``process`` is called in this project."""
    return _INIT if method == "init" else _PROCESS[operator.kind]


def in_words(wanted: str) -> str:
    """A type as the generated bindings name it."""
    return f"list[{in_words(DATA)}]" if wanted == MESSAGES else wanted.removeprefix("@")


def spelled(edit: Edit, wanted: str) -> str:
    """A type as this module can write it; asks for the import that it needs."""
    if wanted == MESSAGES:
        return f"list[{edit.spell(DATA)}]"
    return edit.spell(wanted) if wanted.startswith("@") else wanted
