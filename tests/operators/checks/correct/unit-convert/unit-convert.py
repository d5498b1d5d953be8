# kind: map, API version: 1.1.0
"""Converts a temperature between units, whatever shape the data comes in."""

import json

from map_impl import exports
from map_impl.imports import logger, types
from map_impl.types import Err


class Map(exports.Map):
    def __init__(self):
        self.unit = "C"
        self.digits = 1

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        for name, value in configuration.properties:
            match name:
                case "unit" if value.upper() in {"C", "F", "K"}:
                    self.unit = value.upper()
                case "digits" if value.isdigit():
                    self.digits = int(value)
                case _:
                    logger.log(logger.Level.WARN, "unit-convert", f"{name}={value} is not understood")
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        match message:
            case types.DataModel_Message(value=inner):
                inner.payload = self._converted(inner.payload)
                return types.DataModel_Message(inner)
            case types.DataModel_BufferOrBytes(value=content):
                return types.DataModel_BufferOrBytes(self._converted(content))
            case _:
                return message

    def _converted(self, content: types.BufferOrBytes) -> types.BufferOrBytes_Bytes:
        match content:
            case types.BufferOrBytes_Buffer(value=buffer):
                raw = buffer.read()
            case types.BufferOrBytes_Bytes(value=raw):
                pass
        try:
            reading = json.loads(raw)
            celsius = float(reading["celsius"])
        except (ValueError, KeyError, TypeError) as problem:
            raise Err(types.Error(f"no reading: {problem!r}")) from problem
        match self.unit:
            case "F":
                value = celsius * 9 / 5 + 32
            case "K":
                value = celsius + 273.15
            case _:
                value = celsius
        answer = {**reading, "value": round(value, self.digits), "unit": self.unit}
        return types.BufferOrBytes_Bytes(json.dumps(answer).encode("utf-8"))
