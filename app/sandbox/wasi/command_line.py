"""``wasi:cli``: an operator has no environment, no arguments, no working directory and no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from app.sandbox.values.forms import Case
from app.sandbox.wasi.interface import Interface
from app.sandbox.wasi.tables import Table, Type


class Exited(Exception):
    """The component ended itself, as ``sys.exit`` does; ``code`` is 0 for success, else 1."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the component exited with status {code}")
        self.code = code


def interfaces() -> Iterator[Interface]:
    """All but the standard streams."""
    yield Interface("wasi:cli/environment", {"get-environment": _empty, "get-arguments": _empty, "initial-cwd": _none})
    yield Interface("wasi:cli/exit", {"exit": _exit})
    for kind, name in ((Type.TERMINAL_INPUT, "terminal-input"), (Type.TERMINAL_OUTPUT, "terminal-output")):
        yield Interface(f"wasi:cli/{name}", {}, {name: Table[None](kind).resource})
    for stream in ("stdin", "stdout", "stderr"):
        yield Interface(f"wasi:cli/terminal-{stream}", {f"get-terminal-{stream}": _none})


def _empty() -> list[Any]:
    return []


def _none() -> None:
    return None


def _exit(status: Case) -> NoReturn:
    raise Exited(0 if status.tag == "ok" else 1)
