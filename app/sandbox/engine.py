"""The one place that configures wasmtime.

A precompiled file only loads into an engine with the same version, settings and processor architecture as
the one that wrote it, so whoever compiles and whoever runs take their engine from here, and
``settings_key`` names a cache's folder.
"""

from __future__ import annotations

import hashlib
import json
import platform
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import wasmtime

# Settings of wasmtime.Config by their names in the C API. Epoch interruption puts a check into every loop and function
# entry: it is what stops an endless loop, and it is baked into the machine code, hence part of the key. Concurrency
# support is for asynchronous components; with it, wasmtime 50.0.1 traps ("deferred host scope") where one of our
# functions is lent two handles at once, as in a poll on two pollables.
SETTINGS: dict[str, bool | str] = {
    "strategy": "cranelift",
    "cranelift_opt_level": "speed",
    "epoch_interruption": True,
    "wasm_component_model": True,
    "concurrency_support": False,
}


def engine() -> wasmtime.Engine:
    """A fresh engine with the studio's settings.

    wasmtime is imported here: a server that only asks for the key never loads its 30 MB of native code.
    """
    import wasmtime

    from app.sandbox.values.native import support_concurrency

    config = wasmtime.Config()
    for name, value in SETTINGS.items():
        if name == "concurrency_support":
            support_concurrency(config, bool(value))
        else:
            setattr(config, name, value)
    return wasmtime.Engine(config)


@cache
def settings_key() -> str:
    """What a precompiled file depends on, fit for a folder: ``50.0.1-x86_64-<12 hexadecimal digits>``."""
    from importlib.metadata import version  # slow to import, and children never ask

    settings = hashlib.sha256(json.dumps(SETTINGS, sort_keys=True).encode()).hexdigest()[:12]
    return f"{version('wasmtime')}-{platform.machine()}-{settings}"
