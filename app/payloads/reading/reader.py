"""The way to the reading child: files in, cases out.

<folder>/children/    the children's own folders
<folder>/uploads/     what is being imported, which the children may read
<folder>/spools/      cases that came out, until somebody has stored them
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.kit.folders import throw_away
from app.operators.kinds import ApiVersion, Kind
from app.payloads.reading.bounds import MOST_UNPACKED, Bounds
from app.payloads.reading.how import How
from app.payloads.reading.upload import Upload
from app.payloads.stored import NewCase
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome
from app.sandbox.messages import Message
from app.sandbox.pool import Pool
from app.sandbox.profiles import CHECK

MAIN = "app.payloads.reading.child"
SIZE = 2  # one may read something large while the other answers
READ_S = 90.0
_MIB = 1 << 20
_MEMORY = 1024 * _MIB  # bytes: a case of 64 MiB lies there several times, as bytes, text and JSON
_ASKS = 20  # questions to one child: what a large import took is given back
_WHY = {
    Cause.TIME_LIMIT: "Reading this took too long, or others took all the time. Import less at once, or try again.",
    Cause.MEMORY_LIMIT: "This takes more memory to read than is allowed. Import it in parts.",
    Cause.OUTPUT_LIMIT: "The cases in this are larger than is allowed. Import them in parts.",
    Cause.CANCELLED: "The import was stopped. Try again.",
}
_BROKE = "The reader broke down over this. Look for something nested very deeply or very large, and take it out."


@dataclass(frozen=True)
class Problem:
    """What is wrong, in which file (empty for all of them) and on which line, where that is known."""

    path: str
    line: int | None
    sentence: str

    def __str__(self) -> str:
        """In one line, for a person."""
        place = self.path if self.line is None else f"{self.path or 'the text'}, line {self.line}"
        return f"{place}: {self.sentence}" if place else self.sentence


@dataclass(frozen=True)
class Sources:
    """The sources of a project that came along; nothing of them is checked but that there are not too many."""

    name: str
    kind: Kind
    api_version: ApiVersion
    files: dict[str, bytes]


@dataclass(frozen=True)
class Read:
    """What came out. ``cases`` begins anew with each call and holds one in memory at a time; where there are problems,
    there is none. ``name``, ``description`` and ``settings`` are what the files bring of a whole collection.
    """

    count: int
    cases: Callable[[], Iterator[NewCase]]
    name: str | None = None
    description: str | None = None
    settings: dict[str, Any] | None = None
    project: Sources | None = None
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Reader:
    """Reads what is to be imported, in warm children; ``folder`` (absolute) is its own."""

    def __init__(self, folder: Path, bounds: Bounds, most_bytes: int = MOST_UNPACKED) -> None:
        self._uploads, self._spools = folder / "uploads", folder / "spools"
        for own in (self._uploads, self._spools):
            own.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._bounds, self._most_bytes = bounds, most_bytes
        limits = replace(
            CHECK.limits,
            wall_s=READ_S,
            cpu_s=int(READ_S) * _ASKS,
            data_bytes=_MEMORY,
            message_bytes=bounds.case_bytes * 2 + _MIB,  # an expectation stands beside the inputs
            messages_bytes=bounds.all_bytes * 2,
        )
        readable = (self._uploads,)
        self._pool = Pool(MAIN, CHECK, limits, folder / "children", SIZE, readable=readable, most_asks=_ASKS)

    def warm_up(self) -> None:
        """Start the children, so that the first import finds them ready."""
        self._pool.warm_up()

    def close(self) -> None:
        """End the children."""
        self._pool.close()

    @contextmanager
    def upload(self) -> Iterator[Upload]:
        """A place for the files of one import, gone when the block ends."""
        with throw_away(self._uploads) as folder:
            yield Upload(folder, self._most_bytes)

    @contextmanager
    def read(self, upload: Upload, how: How | None = None) -> Iterator[Read]:
        """What the files hold; the cases can be taken within the block. Hostile files are problems, not exceptions."""
        request = {"files": upload.files, "how": (how or How()).as_json(), "bounds": self._bounds.as_json()}
        with throw_away(self._spools) as folder:
            spool = _Spool(folder / "cases.jsonl")
            with spool.writing() as take:
                answer = self._pool.ask(request, READ_S, on_message=take)
            yield spool.failed(answer.outcome) if spool.last is None else spool.read()


class _Spool:
    """Cases on the disk, a line each, as the child sends them; ``last`` is its final word."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._count = 0
        self.last: Message | None = None

    @contextmanager
    def writing(self) -> Iterator[Callable[[Message], None]]:
        with self._path.open("w", encoding="utf-8") as file:

            def take(message: Message) -> None:
                if message["kind"] == "case":
                    file.write(json.dumps(message, ensure_ascii=False) + "\n")
                    self._count += 1
                else:
                    self.last = message

            yield take

    def read(self) -> Read:
        last = self.last or {}
        problems = [Problem(str(one["path"]), one["line"], str(one["sentence"])) for one in last["problems"]]
        about = {name: last.get(name) for name in ("name", "description", "settings")}
        count = 0 if problems else self._count
        project = _sources(last["project"]) if last.get("project") else None
        return Read(
            count,
            self._cases if count else _none,
            **about,
            project=project,
            notes=list(last["notes"]),
            problems=problems,
        )

    def failed(self, outcome: Outcome | None) -> Read:
        """The child ended before its last word."""
        if outcome is None:
            raise RuntimeError("the child that reads gave no answer")
        return Read(0, _none, problems=[Problem("", None, _WHY.get(outcome.cause, _BROKE))])

    def _cases(self) -> Iterator[NewCase]:
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                case = json.loads(line)
                yield NewCase(case["name"], case["messages"], case["expect"])


def _sources(told: dict[str, Any]) -> Sources:
    files = {path: base64.b64decode(content) for path, content in told["files"].items()}
    return Sources(told["name"], Kind(told["kind"]), ApiVersion(told["api_version"]), files)


def _none() -> Iterator[NewCase]:
    return iter(())
