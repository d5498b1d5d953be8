"""Asks a child's worker about a project's own tests, in this process."""

import base64
import contextlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from app.operators.adapter import adapter_source
from app.operators.kinds import ApiVersion, Kind
from app.sandbox.run_child import Worker
from tests.support import generic

Json = dict[str, Any]


class Heard:
    """What the child says, by kind."""

    def __init__(self) -> None:
        self.said: dict[str, Json] = {}

    def send(self, kind: str, **fields: Any) -> None:
        """Take one message, as JSON would bring it."""
        self.said[kind] = json.loads(json.dumps(fields))


class Asking:
    """Questions about the tests of one project."""

    def __init__(self, worker: Worker, kind: Kind, version: ApiVersion, files: Mapping[str, str], entry: str) -> None:
        self._worker, self._kind, self._version = worker, kind, version
        self._files, self._entry = files, entry

    def ask(self, path: str, name: str | None, **limits: int) -> dict[str, Json]:
        """Everything that is said, by kind."""
        heard = Heard()
        request = {
            "precompiled": str(generic.precompiled(self._version)),
            "kind": self._kind,
            "api_version": self._version,
            "configuration": [],
            "module_schemas": [],
            "state": [],
            "messages": [],
            "limits": generic.LIMITS | limits,
            "init_time_ms": 10_000,
            "test": {"path": path, "name": name},
            "sources": {
                "files": {path: base64.b64encode(text.encode()).decode() for path, text in self._files.items()},
                "entry": self._entry,
                "adapter": adapter_source(self._entry, self._kind.entry_class, []),
                "packages": None,
                "registry": False,
                "profile": False,
            },
        }
        self._worker.run(request, heard)
        return heard.said

    def names(self, path: str) -> list[str]:
        """The tests of a file that can be read."""
        found = self.ask(path, None)["tests"]
        assert found["error"] is None, found
        return [one["name"] for one in found["tests"]]

    def result(self, path: str, name: str, **limits: int) -> Json:
        """How one test ended."""
        result: Json = self.ask(path, name, **limits)["tested"]["result"]
        return result


@contextmanager
def asking(kind: Kind, version: ApiVersion, files: Mapping[str, str], entry: str) -> Iterator[Asking]:
    """For the time of a block."""
    with contextlib.closing(Worker(lambda: None)) as worker:
        yield Asking(worker, kind, version, files, entry)
