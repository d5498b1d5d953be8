"""The folder a build works in.

<work folder>/<id>/
  sources/        the modules of the revision
  component.wasm  the result
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Workspace:
    """Where everything of one build lies."""

    folder: Path

    @property
    def sources(self) -> Path:
        """The modules of the revision."""
        return self.folder / "sources"

    @property
    def component(self) -> Path:
        """The component, once it is built."""
        return self.folder / "component.wasm"

    def fill(self, sources: Mapping[str, bytes]) -> None:
        """Write the modules out; their paths were checked when they were saved."""
        self.sources.mkdir()
        for path, content in sources.items():
            target = self.sources / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
