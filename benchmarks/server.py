"""A studio of its own for the measurements: started as a user would, spoken to over HTTP."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 300.0
LOOK_S = 0.5


@dataclass(frozen=True)
class Server:
    """The address of a running studio."""

    address: str

    def call(self, method: str, path: str, body: object | None = None) -> Any:
        """One call of the JSON interface; the decoded answer. Raises HTTPError for anything but success."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return json.loads(answer.read() or b"null")

    def build(self, project: str, *, adapter: bool = True, mode: str = "release") -> dict[str, Any]:
        """Build a project and wait until the build has ended."""
        build = self.call("POST", f"/projects/{project}/builds", {"adapter": adapter, "mode": mode})
        deadline = time.monotonic() + PATIENCE_S
        while build["status"] not in {"succeeded", "failed", "cancelled"} and time.monotonic() < deadline:
            time.sleep(LOOK_S)  # seldom: the build wants both cores, and its times are taken by the server
            build = self.call("GET", f"/builds/{build['id']}")
        if build["status"] != "succeeded":
            raise RuntimeError(f"the build did not succeed: {build['error']}")
        return dict(build)


@contextmanager
def serving() -> Iterator[Server]:
    """A studio on a free port with an empty data folder, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="studio-benchmark-") as folder:
        environment = {**os.environ, "STUDIO_DATA_DIR": folder, "STUDIO_PORT": "0", "STUDIO_HOST": "127.0.0.1"}
        environment["STUDIO_BUILD_WORKERS"] = "2"  # for previews beside two builds
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            yield Server(_address(process))
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def _address(process: subprocess.Popen[str]) -> str:
    """The address that the studio prints before it serves; then wait until it is ready, and its previews as well: the
    making of them would take the cores from whatever is measured."""
    assert process.stdout is not None
    address = process.stdout.readline().rpartition(" ")[2].strip()
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if not any("preview" in note for note in json.loads(answer.read())["notes"]):
                    return address
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError("the studio did not become ready")
