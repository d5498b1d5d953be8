"""The same component under jco on Node, beside our own runner: a small message with two logs."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from wasmtime.component import Component

from app.sandbox.engine import engine
from benchmarks import values
from benchmarks.result import Result
from benchmarks.server import Server

FOLDER = Path(__file__).with_name("jco")
ROUNDS = 4_000


def message_vs_jco(server: Server) -> Iterator[Result]:
    """Medians, ours measured before and after jco's; nothing where Node or npm is not there."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        yield Result("message_vs_jco", 0.0, "us", None, "not measured: Node and npm are not there")
        return
    content = values.component(server)
    call = values.our_side(engine_ := engine(), Component(engine_, content))
    message = partial(call, values.message(b'{"temperature": 20.5}', "log"))
    before = values.medians_us([message], ROUNDS)[0]
    theirs = _under_jco(node, npm, content)
    mine = min(before, values.medians_us([message], ROUNDS)[0])
    yield Result("message_vs_jco", round(mine, 1), "us", round(theirs / mine, 2), f"jco on Node, {theirs:.1f} us")


def _under_jco(node: str, npm: str, content: bytes) -> float:
    _run(npm, "install", "--no-save", "--silent")
    with TemporaryDirectory() as name:
        component, folder = Path(name) / "component.wasm", Path(name) / "out"
        component.write_bytes(content)
        script = str(FOLDER / "node_modules" / "@bytecodealliance" / "jco" / "dist" / "jco.js")
        _run(node, script, "transpile", str(component), "-o", str(folder), "--instantiation", "async", "-q")
        (folder / "package.json").write_text('{"type": "module"}')
        return float(_run(node, "process.mjs", str(folder), str(values.WARM_UP), str(ROUNDS)))


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300, check=True)
    return done.stdout
