"""Real components for tests: a plain componentize-py build, made once and kept under ``.test-cache``.

    .test-cache/components/<key>.wasm     key: sources, WIT folder, world, componentize-py's version
    .test-cache/components/<key>.log      what componentize-py printed where it is to refuse; the same key
    .test-cache/slimmed/<key>.wasm        key: component, the studio's code that slims it
    .test-cache/precompiled/<key>.cwasm   key: component, wasmtime's version, the studio's engine settings
    .test-cache/**/<key>.lock             held while the file beside it is made: xdist's workers share it

Deleting the folder is always safe.
"""

import fcntl
import hashlib
import importlib.metadata
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.components.slimming import slim as slimming

TOP = Path(__file__).resolve().parents[2]
CACHE = TOP / ".test-cache"
WIT = TOP / "schema" / "wit"
_TIME_LIMIT_S = 300
_SCRIPT = "import sys, componentize_py; sys.argv[0] = 'componentize-py'; sys.exit(componentize_py.script())"


class BuildFailed(Exception):
    """componentize-py refused; ``log`` is everything it printed, standard error after standard output."""

    def __init__(self, log: str) -> None:
        super().__init__(log)
        self.log = log


def built(
    kind: str, api_version: str, files: Mapping[str, str], app: str, beside: Mapping[str, str] | None = None
) -> Path:
    """The component of ``files`` (path -> source) for world ``<kind>-impl``; ``app`` names the module to wrap.

    An adapter goes ``beside`` the files and then is that module.

    A failed build raises BuildFailed and is not kept.
    """
    build = _Build(kind, api_version, _encoded(files), app, _encoded(beside or {}))
    return once(CACHE / "components" / f"{build.key()}.wasm", build.make)


def refusal(
    kind: str, api_version: str, files: Mapping[str, str], app: str, beside: Mapping[str, str] | None = None
) -> str:
    """What componentize-py prints when it refuses to build that; AssertionError if it builds it."""
    build = _Build(kind, api_version, _encoded(files), app, _encoded(beside or {}))
    return once(CACHE / "components" / f"{build.key()}.log", build.fail).read_text(encoding="utf-8")


@dataclass(frozen=True)
class _Build:
    """What one component is made of."""

    kind: str
    api_version: str
    sources: Mapping[str, bytes]
    app: str
    beside: Mapping[str, bytes]

    def key(self) -> str:
        wit = _folder(WIT / self.api_version)
        parts = [b"componentize 1", _toolchain(), self._world.encode(), self.app.encode(), wit, _mapping(self.sources)]
        return _key(*parts, *([_mapping(self.beside)] if self.beside else []))

    def make(self, output: Path) -> None:
        componentize(WIT / self.api_version, self._world, self.sources, self.app, output, self.beside)

    def fail(self, log: Path) -> None:
        """Only a refusal is kept: what stops the toolchain otherwise is raised."""
        try:
            self.make(log.with_suffix(".wasm"))
        except BuildFailed as error:
            log.write_text(error.log, encoding="utf-8")
        else:
            raise AssertionError("componentize-py has built what it was to refuse")

    @property
    def _world(self) -> str:
        return f"{self.kind}-impl"


def _encoded(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: source.encode() for path, source in files.items()}


def slimmed(component: Path) -> Path:
    """What a release build of the studio stores in place of this component."""
    code = _mapping({path.name: path.read_bytes() for path in Path(slimming.__file__).parent.glob("*.py")})
    key = _key(b"slim 1", code, component.read_bytes())
    target = CACHE / "slimmed" / f"{key}.wasm"
    return once(target, lambda output: _keep(output, slimming.slim(component.read_bytes())[0]))


def precompiled(component: Path) -> Path:
    """What the studio's own wasmtime engine makes of a component, for ``Component.deserialize_file``."""
    from app.sandbox import engine  # here, so that a test that only builds does not load wasmtime

    settings = Path(engine.__file__).read_bytes()
    version = importlib.metadata.version("wasmtime").encode()
    key = _key(b"precompile 1", version, settings, component.read_bytes())
    return once(CACHE / "precompiled" / f"{key}.cwasm", lambda output: _precompile(component, output))


def componentize(
    wit: Path,
    world: str,
    sources: Mapping[str, bytes],
    app: str,
    output: Path,
    beside: Mapping[str, bytes] | None = None,
) -> None:
    """One bare build in a folder and an environment of its own; BuildFailed where componentize-py refuses.

    ``sources`` are ``/0`` for the guest; modules ``beside`` them, such as an adapter, are ``/1``.
    """
    with tempfile.TemporaryDirectory(prefix="built-") as name:
        folder = Path(name)
        _write(folder / "src", sources)
        _write(folder / "beside", beside or {})
        (folder / "empty").mkdir()
        paths = ["-p", "src", "-p", "beside"] if beside else ["-p", "src"]
        arguments = ["-d", str(wit), "-w", world, "componentize", *paths, app, "-o", str(output)]
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-c", _SCRIPT, *arguments],
            # With an empty PATH componentize-py finds no other Python and so no site-packages to mix in.
            env={"PATH": str(folder / "empty"), "HOME": name, "TMPDIR": name},
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=_TIME_LIMIT_S,
        )
    if done.returncode != 0:
        raise BuildFailed((done.stdout + done.stderr).decode(errors="replace"))


def _keep(output: Path, content: bytes) -> None:
    output.write_bytes(content)


def _precompile(component: Path, output: Path) -> None:
    from wasmtime.component import Component

    from app.sandbox.engine import engine

    output.write_bytes(Component(engine(), component.read_bytes()).serialize())


def once(target: Path, make: Callable[[Path], None]) -> Path:
    """``target``, made by ``make`` where it is missing; whoever else asks for it meanwhile waits."""
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with _held(target.with_suffix(".lock")):
        if not target.exists():
            with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent) as name:
                made = Path(name) / target.name
                make(made)
                made.rename(target)
    return target


@contextmanager
def _held(path: Path) -> Iterator[None]:
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(folder: Path, sources: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for path, content in sources.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _toolchain() -> bytes:
    return importlib.metadata.version("componentize-py").encode()


def _folder(folder: Path) -> bytes:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if not found:
        raise FileNotFoundError(f"no WIT in {folder}")
    return _mapping(found)


def _mapping(contents: Mapping[str, bytes]) -> bytes:
    return _key(*(part for path in sorted(contents) for part in (path.encode(), contents[path]))).encode()


def _key(*parts: bytes) -> str:
    """A hash over parts and their lengths, so that no byte can move from one part to the next unseen."""
    state = hashlib.sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.hexdigest()[:32]
