"""The interfaces that an operator imports, served by the studio: one interface a file, each a class with
``interface``, its name in the operator's WIT package, and ``define``, which adds its functions to a linker's
instance."""

from typing import ClassVar, Protocol

from wasmtime.component import LinkerInstance


class HostInterface(Protocol):
    """What every file here offers."""

    interface: ClassVar[str]

    def define(self, instance: LinkerInstance) -> None:
        """Add the functions and resources of the interface to its instance in a linker."""
