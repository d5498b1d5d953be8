"""Chooses and fetches packages, and looks at them. Runs in the sandbox's fetch profile, in a folder of its own.

Request: ``uv`` and ``python`` (paths of programs), ``index`` (URL or None), ``environment`` (further variables for uv),
``requirements`` (normalised lines), ``lock`` (text of an earlier choice, or None), ``most_bytes`` (of all files).
Sends ``problem`` (code, message, package), or ``fetched`` (lock, facts); then ``packages.zip`` lies in the folder.
What it prints is the log, free of the index's credentials. Nothing of a package is ever imported or run here.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from app.kit.archives import zipped
from app.operators.absent_modules import ABSENT, ABSENT_SUBMODULES, REMOVED
from app.operators.guest_modules import STANDARD_LIBRARY
from app.operators.packages import lock as locks
from app.operators.packages.facts import Facts, gather
from app.operators.packages.secrets import without_credentials
from app.operators.packages.uv import Said, Uv
from app.operators.packages.uv_messages import Problem, explain
from app.sandbox.limits import human_bytes
from app.sandbox.messages import Channel

ARCHIVE = "packages.zip"
_DESCRIPTIONS = ("METADATA", "entry_points.txt", "top_level.txt")  # what importlib.metadata reads during the build
_UNNEEDED = (".pyi", ".pyc")
_TO_THE_TOOLCHAIN = "componentize-py.toml"  # would add interfaces to the component, beside those of its kind


class _Stopped(Exception):
    """There are no packages, and this is why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def main(request: dict[str, Any], channel: Channel) -> None:
    """See above."""
    folder = Path.cwd()
    try:
        lock, facts = _fetch(request, folder)
    except _Stopped as stopped:
        problem = stopped.problem
        message = without_credentials(problem.message, request["index"])
        channel.send("problem", code=problem.code, message=message, package=problem.package)
    else:
        channel.send("fetched", lock=lock, facts=[found.as_json() for found in facts])


def _fetch(request: dict[str, Any], folder: Path) -> tuple[str, list[Facts]]:
    uv = Uv(request["uv"], request["python"], folder, request["index"], request["environment"])
    lock = request["lock"] if request["lock"] is not None else _choose(uv, request, folder)
    target = folder / "packages"
    target.mkdir()
    locked = folder / "requirements.lock"
    locked.write_text(lock, encoding="utf-8")
    if locks.versions(lock):
        _demand(uv.install(locked, target), request)
    facts = gather(target, ABSENT | ABSENT_SUBMODULES | REMOVED, STANDARD_LIBRARY)
    _refuse_what_cannot_work(facts, {Requirement(line).name for line in request["requirements"]})
    _pack(target, folder / ARCHIVE, request["most_bytes"])
    return lock, facts


def _choose(uv: Uv, request: dict[str, Any], folder: Path) -> str:
    wanted, lock = folder / "requirements.in", folder / "chosen.lock"
    wanted.write_text("".join(f"{line}\n" for line in request["requirements"]), encoding="utf-8")
    _demand(uv.compile(wanted, lock), request)
    return lock.read_text(encoding="utf-8")


def _demand(said: Said, request: dict[str, Any]) -> None:
    if said.code == 0:
        return
    print(without_credentials(said.text, request["index"]).rstrip())  # noqa: T201 -- standard output is the log
    if said.wrote_too_much:
        raise _Stopped(_too_large(request["most_bytes"]))
    if said.code < 0:
        raise _Stopped(Problem("packages-stopped", f"uv was ended by signal {-said.code}."))
    raise _Stopped(explain(said.text))


def _refuse_what_cannot_work(facts: list[Facts], asked_for: Collection[str]) -> None:
    """A package that only another one needs may lack a module: that one may do without it, and says so itself."""
    for found in facts:
        if found.compiled:
            message = f"{found.name} has compiled parts, and only pure Python can go into a component."
            raise _Stopped(Problem("package-compiled", message, found.name))
    for found in facts:
        if found.lacks is not None and found.name in asked_for:
            message = f"{found.name} needs the module {found.lacks.module}, which Python inside a component lacks."
            raise _Stopped(Problem("package-needs-module", message, found.name))


def _pack(target: Path, archive: Path, most_bytes: int) -> None:
    """Everything that can be imported, or read during the build, in one file."""
    paths = [path for path in sorted(target.rglob("*")) if path.is_file() and not path.is_symlink()]
    kept = {path.relative_to(target).as_posix(): path for path in paths}
    kept = {name: path for name, path in kept.items() if _is_kept(name)}
    if sum(path.stat().st_size for path in kept.values()) > most_bytes:
        raise _Stopped(_too_large(most_bytes))
    archive.write_bytes(zipped({name: path.read_bytes() for name, path in kept.items()}))


def _is_kept(name: str) -> bool:
    if ".dist-info/" in name:
        return name.endswith(_DESCRIPTIONS) or "licen" in name.lower()
    return not name.startswith(("bin/", ".")) and not name.endswith((*_UNNEEDED, _TO_THE_TOOLCHAIN))


def _too_large(most_bytes: int) -> Problem:
    return Problem("packages-too-large", f"The packages take more than {human_bytes(most_bytes)}, the limit.")
