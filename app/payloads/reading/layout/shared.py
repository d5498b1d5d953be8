"""What belongs to all cases of a collection, gathered from the files that tests lie beside."""

from typing import Any

from app.payloads.reading.bounds import GRAPH_FILE, SCHEMA_FILE, STATE_FILE, Bounds
from app.payloads.reading.findings import Bad, Findings
from app.payloads.reading.found import Json
from app.payloads.reading.layout import graph, schema, state
from app.payloads.reading.layout.test_file import TestFile
from app.payloads.reading.paths import folder, joined
from app.payloads.reading.sources import Source, read
from app.payloads.reading.strict_json import decoded

STATE, SCHEMA = "statestore.json", "tk_schema_config.json"
_WHAT = {
    "state": "initial state",
    "module_schemas": "module schemas",
    "configuration": "configuration",
}


class Shared:
    """Settings as tests name them. Those of two tests that differ cannot be one collection's."""

    def __init__(self, source: Source, bounds: Bounds, findings: Findings) -> None:
        self._source, self._bounds, self._findings = source, bounds, findings
        self._there = set(source.paths)
        self._values: dict[str, tuple[Any, str]] = {}
        self._read: dict[str, Any] = {}
        self._without: dict[str, str] = {}
        self._timeouts: set[int] = set()

    def take(self, test: TestFile) -> None:
        """Add what one test brings; Bad where it contradicts another."""
        home = folder(test.path)
        at = joined(home, test.graph) if test.graph else None
        self._agree("state", self._near(home, at, STATE), test)
        self._agree("module_schemas", self._near(home, at, SCHEMA), test)
        self._agree("configuration", at if at in self._there else None, test)
        if test.timeout_ms is not None:
            self._timeouts.add(test.timeout_ms)

    def settings(self) -> Json:
        """The settings that all tests share."""
        for name, (_, origin) in self._values.items():
            if name in self._without and name != "configuration":
                self._findings.note(
                    f"{origin} gives the {_WHAT[name]} of all cases, also of tests that do not lie beside it."
                )
        settings = {name: value for name, (value, _) in self._values.items() if value}
        if self._timeouts:
            settings["limits"] = {"time_ms": self._time_ms()}
        return settings

    def _time_ms(self) -> int:
        most = max(self._timeouts)
        if len(self._timeouts) > 1:
            self._findings.note(f"The tests name different timeouts; all cases have the longest, {most:,} ms.")
        if most > self._bounds.time_ms:
            most = self._bounds.time_ms
            self._findings.note(f"A timeout is longer than this studio allows; all cases have {most:,} ms.")
        return most

    def _near(self, home: str, graph_path: str | None, name: str) -> str | None:
        """The file beside the test, beside its graph, or above the test."""
        places = [home, *([folder(graph_path)] if graph_path else [])]
        while home:
            home = folder(home)
            places.append(home)
        return next((path for place in places if (path := joined(place, name)) in self._there), None)

    def _agree(self, name: str, path: str | None, test: TestFile) -> None:
        if path is None:
            self._without.setdefault(name, test.path)
            return
        value = self._value(name, path)
        known, origin = self._values.setdefault(name, (value, path))
        if value != known:
            what = _WHAT[name]
            raise Bad(
                path, None, f"{origin} gives another {what}. A collection has one for all its cases: import them apart."
            )

    def _value(self, name: str, path: str) -> Any:
        if path not in self._read:
            readers = {"state": self._state, "module_schemas": self._schema, "configuration": self._configuration}
            self._read[path] = readers[name](path)
        return self._read[path]

    def _state(self, path: str) -> list[Json]:
        return state.seeds(decoded(read(self._source, path, STATE_FILE), path), path)

    def _schema(self, path: str) -> list[Json]:
        text = decoded(read(self._source, path, SCHEMA_FILE), path)
        return schema.module_schemas(text, path, self._findings)

    def _configuration(self, path: str) -> dict[str, str]:
        """A graph that cannot be read is no reason to refuse its tests: they run one operator."""
        try:
            return graph.configuration(decoded(read(self._source, path, GRAPH_FILE), path), path, self._findings)
        except Bad as bad:
            self._findings.note(f"{path}: the graph was not read. {bad.sentence}")
            return {}
