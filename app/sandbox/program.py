"""What all instances of one run share."""

from dataclasses import dataclass
from pathlib import Path

from wasmtime import Engine
from wasmtime.component import Component

from app.sandbox.host.metrics import Instruments
from app.sandbox.keys import Keys
from app.sandbox.preparation import ModuleSchema, RunLimits

# The WIT package of each API version, as the published interface files name it.
_PACKAGES = {"1.0.0": "tinykube-graph:processor", "1.1.0": "wasm-graph:processor"}


@dataclass(frozen=True)
class Program:
    """What is the same for every instance of a run.

    ``sources`` is a folder that the operator may read as ``/0``; None for a component that holds all it needs.
    """

    engine: Engine
    component: Component
    kind: str
    api_version: str
    configuration: tuple[tuple[str, str], ...]
    module_schemas: tuple[ModuleSchema, ...]
    limits: RunLimits
    keys: Keys
    instruments: Instruments
    sources: Path | None = None

    def name(self, interface: str) -> str:
        """An interface's full name, such as ``wasm-graph:processor/map@1.1.0``."""
        return f"{_PACKAGES[self.api_version]}/{interface}@{self.api_version}"
