# kind: map, API version: 1.1.0
"""Unpacks registers of a Modbus answer: two bytes of head, then big-endian words."""

import json
import struct
from typing import ClassVar, Final

from map_impl import exports
from map_impl.imports import metrics, types


class Map(exports.Map):
    HEAD: Final = struct.Struct(">BB")
    SCALES: ClassVar[dict[int, float]] = {3: 0.1, 4: 0.01}
    unit_id = 1

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        wanted = next((value for key, value in configuration.properties if key == "unit"), "1")
        Map.unit_id = int(wanted)
        return 0 < Map.unit_id < 248

    def process(self, message: types.DataModel) -> types.DataModel:
        frame = self.frame_of(message)
        if len(frame) < self.HEAD.size or len(frame) % 2:
            raise types.Err(types.Error(f"a frame of {len(frame)} bytes cannot be right"))
        unit, function = self.HEAD.unpack_from(frame)
        if unit != self.unit_id:
            raise types.Err(types.Error(f"unit {unit} is not ours"))
        count = (len(frame) - self.HEAD.size) // 2
        words = struct.unpack_from(f">{count}H", frame, self.HEAD.size)
        scale = self.SCALES.get(function, 1)
        metrics.record_to_histogram("registers", metrics.HistogramValue_U64(count), None)
        body = json.dumps({"unit": unit, "values": [round(word * scale, 3) for word in words]})
        return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(bytes(body, "ascii")))

    @staticmethod
    def frame_of(data: types.DataModel) -> bytes:
        if isinstance(data, types.DataModel_Message):
            content = data.value.payload
        elif isinstance(data, types.DataModel_Snapshot):
            content = data.value.frame
        else:
            content = data.value
        if isinstance(content, types.BufferOrBytes_Buffer):
            with content.value as buffer:
                return buffer.read()
        return content.value
