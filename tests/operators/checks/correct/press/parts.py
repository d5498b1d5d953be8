"""A base for operators that take JSON objects and give JSON objects."""

from __future__ import annotations

import json
from typing import Any

from map_impl import exports
from map_impl.imports import logger, metrics, types


class JsonMap(exports.Map):
    required: tuple[str, ...] = ()
    digits = 2

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        self.digits = int(dict(configuration.properties).get("digits", self.digits))
        logger.log(logger.Level.DEBUG, type(self).__name__, f"{self.digits=}")
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        if isinstance(message, types.DataModel_Snapshot):
            return message
        inner = message.value if isinstance(message, types.DataModel_Message) else None
        document = self.document(inner.payload if inner is not None else message.value)
        content = types.BufferOrBytes_Bytes(json.dumps(self.change(document)).encode())
        self.count()
        if inner is None:
            return types.DataModel_BufferOrBytes(content)
        inner.payload = content
        return types.DataModel_Message(inner)

    def change(self, document: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def document(self, content: Any) -> dict[str, Any]:
        raw = content.value if isinstance(content.value, bytes) else content.value.read()
        try:
            document = json.loads(raw)
        except json.JSONDecodeError as problem:
            raise self.refusal(problem.msg) from problem
        if missing := [name for name in self.required if name not in document]:
            raise self.refusal(f"missing: {', '.join(missing)}")
        return document

    def count(self) -> None:
        labels = [metrics.Label("operator", type(self).__name__), metrics.Label(key="digits", value=str(self.digits))]
        metrics.add_to_counter("changed", metrics.CounterValue_U64(1), labels)

    @staticmethod
    def refusal(reason: str) -> types.Err:
        return types.Err(types.Error(reason))
