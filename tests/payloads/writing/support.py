"""Cases for the writers."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

SETTINGS: Json = {
    "configuration": {},
    "module_schemas": [],
    "schemas": [],
    "state": [],
    "clock": None,
    "seed": None,
    "limits": {},
    "carry_state": True,
}


@dataclass(frozen=True)
class A:
    """A case."""

    name: str
    messages: list[Json] = field(default_factory=lambda: [{"payload": '{"a": 1}'}])
    expect: Json | None = None


def unzipped(pieces: Iterable[bytes]) -> dict[str, bytes]:
    """The files of a zip file by path, in its order; each path is there once."""
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        return {name: archive.read(name) for name in names}
