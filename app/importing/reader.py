"""The way to the child that reads projects: files in, operators out."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import Invalid
from app.kit.folders import throw_away
from app.operators.files import LARGEST_FILE
from app.payloads.reading.upload import Upload
from app.projects.files import Files
from app.sandbox.exits import Cause
from app.sandbox.messages import Message
from app.sandbox.pool import Pool
from app.sandbox.profiles import CHECK

MAIN = "app.importing.child"
READ_S = 60.0
MOST_BYTES = 64 << 20  # of one upload, and of all files that are taken of it
_MEMORY = 512 << 20
_ASKS = 20
_MIB = 1 << 20
_SHOWN = 5  # problems in the sentence
_WHY = {
    Cause.TIME_LIMIT: "Reading this took too long, or others took all the time. Import less at once, or try again.",
    Cause.MEMORY_LIMIT: "This takes more memory to read than is allowed. Import less at once.",
    Cause.OUTPUT_LIMIT: "The files in this are larger than is allowed together. Import one operator at a time.",
    Cause.CANCELLED: "The import was stopped. Try again.",
}
_BROKE = "The reader broke down over this. Look for something very large or damaged, and take it out."


@dataclass(frozen=True)
class Operator:
    """One that was found: the path of its module, its name there, the kinds that it may have, how many files."""

    entry: str
    name: str
    kinds: list[str]
    count: int


@dataclass(frozen=True)
class Read:
    """What an upload holds. ``files`` are those of the operators that were asked for, by the module of each."""

    operators: list[Operator]
    versions: list[str]
    left_out: list[str]
    files: dict[str, Files] = field(default_factory=dict)


class ProjectReader:
    """Reads what is to be imported, in a warm child; ``folder`` (absolute) is its own."""

    def __init__(self, folder: Path) -> None:
        self._uploads = folder / "uploads"
        self._uploads.mkdir(parents=True, exist_ok=True, mode=0o700)
        limits = replace(
            CHECK.limits,
            wall_s=READ_S,
            cpu_s=int(READ_S) * _ASKS,
            data_bytes=_MEMORY,
            message_bytes=LARGEST_FILE * 2 + _MIB,
            messages_bytes=MOST_BYTES * 2,
        )
        self._pool = Pool(MAIN, CHECK, limits, folder / "children", 1, readable=(self._uploads,), most_asks=_ASKS)

    def close(self) -> None:
        """End the child."""
        self._pool.close()

    @contextmanager
    def upload(self) -> Iterator[Upload]:
        """A place for the files of one import, gone when the block ends."""
        with throw_away(self._uploads) as folder:
            yield Upload(folder, MOST_BYTES)

    def read(self, upload: Upload, take: Iterable[str] = ()) -> Read:
        """What the files hold. Invalid (``project_import``, with each problem) for what cannot be taken."""
        files: dict[str, Files] = {entry: {} for entry in take}
        said: list[Message] = []

        def on_message(message: Message) -> None:
            if message["kind"] == "file":
                files[message["entry"]][message["path"]] = base64.b64decode(message["content"])
            else:
                said.append(message)

        answer = self._pool.ask({"files": upload.files, "take": list(files)}, READ_S, on_message=on_message)
        if not said:
            cause = answer.outcome.cause if answer.outcome else None
            raise _refused([{"path": "", "line": None, "sentence": _WHY.get(cause, _BROKE) if cause else _BROKE}])
        return _read(said[-1], files)


def _read(last: Message, files: dict[str, Files]) -> Read:
    if last["problems"]:
        raise _refused(list(last["problems"]))
    operators = [Operator(one["entry"], one["name"], list(one["kinds"]), one["count"]) for one in last["operators"]]
    left_out = [f"{number} {words}" for words, number in last["left_out"]]
    return Read(operators, list(last["versions"]), left_out, files)


def _refused(problems: list[Message]) -> Invalid:
    told = " ".join(
        f"{one['path']}: {one['sentence']}" if one["path"] else one["sentence"] for one in problems[:_SHOWN]
    )
    more = f" And {len(problems) - _SHOWN} more." if len(problems) > _SHOWN else ""
    listed = [{"path": one["path"], "message": one["sentence"]} for one in problems]
    return Invalid("project_import", f"Nothing was imported. {told}{more}", problems=listed)
