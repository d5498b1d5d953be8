# kind: branch, API version: 1.1.0
"""True for what a person should look at."""

import enum
import json

import branch_impl.imports.logger as log
from branch_impl import exports
from branch_impl.imports import hybrid_logical_clock as hlc
from branch_impl.imports import types
from branch_impl.types import Err


class Severity(enum.IntEnum):
    OK = 0
    NOTICE = 1
    ALARM = 2
    FIRE = 3

    @classmethod
    def parse(cls, value: object) -> "Severity":
        if isinstance(value, str):
            return cls[value.strip().upper()]
        return cls(value)


class Branch(exports.Branch):
    least = Severity.ALARM

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        try:
            for name, value in configuration.properties:
                if name == "least":
                    Branch.least = Severity.parse(value)
        except KeyError as problem:
            log.log(log.Level.CRITICAL, "severity", f"there is no severity {problem}")
            return False
        return True

    def process(self, timestamp: hlc.HybridLogicalClock, message: types.DataModel) -> bool:
        try:
            severity = Severity.parse(self.document(message)["severity"])
        except (KeyError, ValueError) as problem:
            log.log(log.Level.TRACE, "severity", f"{timestamp.node_id}: {problem}")
            raise Err(types.Error("the message has no severity that is known"))
        else:
            return severity >= self.least

    def document(self, data: types.DataModel) -> dict:
        content = data.value if isinstance(data, types.DataModel_BufferOrBytes) else self.payload(data.value)
        while not isinstance(raw := content.value, bytes):
            content = types.BufferOrBytes_Bytes(raw.read())
        return json.loads(raw)

    @staticmethod
    def payload(inner: types.Message | types.Snapshot) -> types.BufferOrBytes:
        if isinstance(inner, types.Snapshot):
            raise ValueError("a picture has no severity")
        return inner.payload
