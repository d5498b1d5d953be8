"""The folder a build works in.

<work folder>/<id>/
  sources/        the modules of the revision
  adapter/        the module that joins them to the component, where the build has one
  packages/       what its requirements.txt asks for, where it asks for something
  component.wasm  what the toolchain makes of them
  slimmed.wasm    the same component, smaller; stripped.wasm where it is only without what debuggers read
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.operators import adapter


@dataclass(frozen=True)
class Workspace:
    """Where everything of one build lies."""

    folder: Path

    @property
    def sources(self) -> Path:
        """The modules of the revision."""
        return self.folder / "sources"

    @property
    def adapter(self) -> Path:
        """The adapter's folder. It stands apart, so that no frame of its own is taken for one of the project."""
        return self.folder / "adapter"

    @property
    def packages(self) -> Path:
        """The packages that the project asks for."""
        return self.folder / "packages"

    @property
    def component(self) -> Path:
        """The component, once it is built."""
        return self.folder / "component.wasm"

    @property
    def slimmed(self) -> Path:
        """The same component, smaller, in a release build."""
        return self.folder / "slimmed.wasm"

    @property
    def stripped(self) -> Path:
        """The same component without what debuggers read, where slimming it did not go well."""
        return self.folder / "stripped.wasm"

    def fill(self, sources: Mapping[str, bytes]) -> None:
        """Write the modules out; their paths were checked when they were saved."""
        self.sources.mkdir()
        for path, content in sources.items():
            target = self.sources / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def add_adapter(self, text: str) -> None:
        """Write the adapter out."""
        self.adapter.mkdir()
        (self.adapter / adapter.FILE).write_text(text, encoding="utf-8")
