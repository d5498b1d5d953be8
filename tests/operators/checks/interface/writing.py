"""Entry files for the tests of this room."""

from textwrap import dedent, indent

INIT = "def init(self, configuration):\n    return True\n"
_ANSWERS = {
    "map": "def process(self, message):\n    return message\n",
    "filter": "def process(self, message):\n    return True\n",
    "branch": "def process(self, timestamp, message):\n    return True\n",
    "accumulate": "def process(self, staged, messages):\n    return staged\n",
    "delay": "def process(self, message, timestamp):\n    return timestamp\n",
}
KINDS = tuple(_ANSWERS)


def entry(kind: str, body: str) -> str:
    """A file whose entry class, on line 5, has this body from line 6 on."""
    head = f"from {kind}_impl import exports\nfrom {kind}_impl.imports import types\n\n\n"
    return f"{head}class {kind.capitalize()}(exports.{kind.capitalize()}):\n{indent(dedent(body), '    ')}"


def with_init(init: str, kind: str = "map") -> str:
    """A file with this ``init``, which begins on line 6, and a good ``process``."""
    return entry(kind, dedent(init) + "\n" + _ANSWERS[kind])


def with_process(process: str, kind: str = "map") -> str:
    """A file with this ``process``, which begins on line 6, and a good ``init``."""
    return entry(kind, dedent(process) + "\n" + INIT)
