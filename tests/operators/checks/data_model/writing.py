"""Entry files for the tests of this room. What is put into them begins on line ``FIRST``."""

from textwrap import dedent, indent

from app.operators.checks.data_model.bindings import INTERFACES

FIRST = 9
_PARAMETERS = {
    "map": "message",
    "filter": "message",
    "branch": "timestamp, message",
    "accumulate": "staged, messages",
    "delay": "data, timestamp",
}
_ANSWERS = {"map": "message", "filter": "True", "branch": "True", "accumulate": "staged", "delay": "timestamp"}


def in_process(body: str, kind: str = "map", answer: str | None = None) -> str:
    """A file whose ``process`` does this and then gives the kind's simplest answer; "" for no answer of its own."""
    returned = _ANSWERS[kind] if answer is None else answer
    process = f"def process(self, {_PARAMETERS[kind]}):\n" + indent(dedent(body).strip() + "\n", "    ")
    if returned:
        process += f"    return {returned}\n"
    return _head(kind) + indent(process + "\ndef init(self, configuration):\n    return True\n", "    ")


def in_init(body: str, kind: str = "map", more: str = "") -> str:
    """A file whose ``init`` does this and then answers True; ``more`` are further methods."""
    init = "def init(self, configuration):\n" + indent(dedent(body).strip() + "\n", "    ") + "    return True\n"
    process = f"\ndef process(self, {_PARAMETERS[kind]}):\n    return {_ANSWERS[kind]}\n"
    return _head(kind) + indent(init + process + dedent(more), "    ")


def _head(kind: str) -> str:
    return (
        "import json\n"
        f"from {kind}_impl import exports\n"
        f"from {kind}_impl.imports import {', '.join(sorted(INTERFACES))}\n"
        f"from {kind}_impl.types import Err\n"
        "\n"
        "\n"
        f"class {kind.capitalize()}(exports.{kind.capitalize()}):\n"
    )
