"""The studio as users start it: a process of its own, spoken to over HTTP."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2

from tests.support import previews, processes
from tests.support.polling import until
from tests.support.processes import Process

TOP = Path(__file__).resolve().parents[2]
GREETING = "Operator Studio: "
SHOWN_OF_A_LOG = 20_000  # characters
COMMAND = (sys.executable, "-m", "app", "serve")
IN_GOOD_ORDER = (0, -signal.SIGTERM)  # uvicorn shuts down and then lets the signal do what it would have done


class Server:
    """A studio on ``data``. As a context manager it is started, and stopped in good order.

    ``settings`` are STUDIO_* without the prefix, in lower case; they may set anything but the data folder.
    What the server writes is in ``output``.
    """

    def __init__(
        self,
        data: Path,
        output: Path,
        settings: Mapping[str, object] | None = None,
        *,
        command: Sequence[str] = COMMAND,
        folder: Path = TOP,
    ) -> None:
        self.data = data
        self.output = output
        self.address = ""
        self._command = command
        self._folder = folder
        usual = {"host": "127.0.0.1", "port": 0, "data_dir": data, "preview_dir": previews.ready()}
        self._settings = {**usual, **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.stop()
        else:
            self.kill()

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self._process is not None, "the server is not running"
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self.spawn()
        try:
            self.address = until(self._greeted, seconds=120)
            until(self._is_ready, seconds=120)
        except BaseException:
            self.kill()
            raise

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the process and wait for nothing."""
        self.output.parent.mkdir(parents=True, exist_ok=True)
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return self._process

    def stop(self) -> None:
        """Ask it to end; AssertionError unless it does so in good order and leaves no process behind."""
        process, children = self._taken()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in IN_GOOD_ORDER, f"the server ended with {process.returncode}:\n{self.log()}"
        _gone(children)

    def kill(self) -> None:
        """kill -9, as the lack of memory or of power would; its children have to notice by themselves."""
        if self._process is not None:
            process, children = self._taken()
            process.kill()
            process.wait(60)
            _gone(children)

    def children(self) -> set[Process]:
        """Every process below the server that has a job; those that wait for checks and runs are always there."""
        return processes.below(self.pid, apart_from=("check", "run"))

    def log(self) -> str:
        """The end of what the server wrote."""
        text = self.output.read_text(encoding="utf-8", errors="replace") if self.output.exists() else ""
        return text[-SHOWN_OF_A_LOG:]

    def _taken(self) -> tuple[subprocess.Popen[bytes], set[Process]]:
        assert self._process is not None, "the server is not running"
        process, self._process = self._process, None
        return process, processes.below(process.pid)

    def _greeted(self) -> str:
        assert self._process is not None
        assert self._process.poll() is None, f"the server ended with {self._process.returncode}:\n{self.log()}"
        line = next((line for line in self.log().splitlines() if line.startswith(GREETING)), "")
        # bound to every address it is reached at this machine's own
        return line.removeprefix(GREETING).strip().replace("//0.0.0.0:", "//127.0.0.1:")

    def _is_ready(self) -> bool:
        try:
            return httpx2.get(f"{self.address}/readyz", timeout=30).status_code == 200
        except httpx2.TransportError:
            return False

    def _environment(self) -> dict[str, str]:
        """Nothing of the caller's but PATH, where bubblewrap may be found."""
        own = {f"STUDIO_{name.upper()}": str(value) for name, value in self._settings.items()}
        return {"PATH": os.environ["PATH"], "HOME": str(self.data.parent), "LANG": "C.UTF-8", **own}


def _gone(children: set[Process]) -> None:
    until(lambda: [child for child in children if processes.is_alive(child)], lambda alive: not alive, seconds=30)
