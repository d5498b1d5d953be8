"""Small wheels, written here as the binary distribution format asks, so that no test needs a package of others."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.kit.archives import zipped


@dataclass(frozen=True)
class Wheel:
    """One file of an index. ``files`` are paths and contents; ``needs`` are requirements of other packages."""

    name: str
    version: str = "1.0"
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    needs: Sequence[str] = ()
    tag: str = "py3-none-any"
    pure: bool = True
    python: str = ""

    @property
    def filename(self) -> str:
        return f"{self._folder}-{self.version}-{self.tag}.whl"

    @property
    def _folder(self) -> str:
        return self.name.replace("-", "_")

    def content(self) -> bytes:
        info = f"{self._folder}-{self.version}.dist-info"
        files = {path: text.encode() if isinstance(text, str) else text for path, text in self.files.items()}
        files[f"{info}/METADATA"] = self._metadata().encode()
        files[f"{info}/WHEEL"] = (
            f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: {str(self.pure).lower()}\nTag: {self.tag}\n"
        ).encode()
        record = "".join(f"{path},sha256={_hash(data)},{len(data)}\n" for path, data in files.items())
        files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
        return zipped(files)

    def unpack(self, folder: Path) -> None:
        """As an installer does."""
        folder.mkdir(exist_ok=True)
        with zipfile.ZipFile(io.BytesIO(self.content())) as archive:
            archive.extractall(folder)

    def _metadata(self) -> str:
        lines = ["Metadata-Version: 2.1", f"Name: {self.name}", f"Version: {self.version}"]
        lines += [f"Requires-Dist: {need}" for need in self.needs]
        return "\n".join([*lines, *([f"Requires-Python: {self.python}"] if self.python else [])]) + "\n"


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
