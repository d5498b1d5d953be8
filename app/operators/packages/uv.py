"""Calls of uv 0.13.9, made in the child that fetches packages.

No option names the index: its address may hold a password, and every user of a machine can read the options of a
process. It goes through uv's environment, which holds nothing else that the caller did not choose.
"""

import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.operators.packages.guest import PLATFORM, PYTHON

_MOST_OUTPUT = 64 << 10  # bytes of what uv says, the end of it
_TOO_LARGE = "File too large (os error 27)"  # as Rust words EFBIG, when SIGXFSZ is ignored


@dataclass(frozen=True)
class Said:
    """How a call of uv ended: its exit code (negative for a signal) and what it said."""

    code: int
    text: str

    @property
    def wrote_too_much(self) -> bool:
        """Whether it met the limit on the size of a file."""
        return self.code == -signal.SIGXFSZ or _TOO_LARGE in self.text


@dataclass(frozen=True)
class Uv:
    """uv in one throw-away folder. ``index`` None leaves uv its own; ``python`` is the interpreter that it may ask."""

    program: str
    python: str
    folder: Path
    index: str | None
    environment: Mapping[str, str]

    def compile(self, requirements: Path, lock: Path) -> Said:
        """Choose versions, and write them with the hashes of their files to ``lock``."""
        options = ["--generate-hashes", "--no-header", "--no-annotate", "--quiet", "--output-file", str(lock)]
        return self._call("compile", str(requirements), *options)

    def install(self, lock: Path, target: Path) -> Said:
        """Unpack exactly what a lock names into a folder; files with other hashes are refused."""
        options = ["--require-hashes", "--no-deps", "--link-mode", "copy", "--target", str(target)]
        return self._call("install", "--requirements", str(lock), *options)

    def _call(self, *arguments: str) -> Said:
        log = self.folder / "uv.log"
        with log.open("wb") as output:
            done = subprocess.run(  # noqa: S603 -- the words are ours; names and versions stand in files
                [self.program, "pip", *arguments, *self._options()],
                cwd=self.folder,
                env=self._variables(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        return Said(done.returncode, log.read_bytes()[-_MOST_OUTPUT:].decode(errors="replace"))

    def _options(self) -> list[str]:
        """Only wheels, so that no package's own code runs; for the guest's Python; nothing read from configuration."""
        target = ["--only-binary", ":all:", "--python-version", PYTHON, "--python-platform", PLATFORM]
        tools = ["--python", self.python, "--no-python-downloads", "--cache-dir", str(self.folder / "cache")]
        return [*target, *tools, "--no-config", "--no-sources", "--system-certs", "--no-progress", "--color", "never"]

    def _variables(self) -> dict[str, str]:
        folder = str(self.folder)
        own = {"PATH": "/dev/null", "LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder, "UV_HTTP_RETRIES": "2"}
        index = {} if self.index is None else {"UV_DEFAULT_INDEX": self.index}
        return {**self.environment, **own, **index}
