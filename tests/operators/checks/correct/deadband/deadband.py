# kind: filter, API version: 1.0.0
"""Drops readings that hardly differ from the last one that passed, for each sensor."""

import json
import math
from collections.abc import Iterator
from typing import TypeAlias

import filter_impl
from filter_impl.imports import logger, types

Reading: TypeAlias = tuple[str, float]

last: dict[str, float] = {}
band = 0.5


def contents(data: types.DataModel) -> Iterator[bytes]:
    if isinstance(data, types.DataModel_Message):
        yield read(data.value.payload)
    elif isinstance(data, types.DataModel_BufferOrBytes):
        yield from read(data.value).splitlines()


def read(content: types.BufferOrBytes) -> bytes:
    if isinstance(content, types.BufferOrBytes_Bytes):
        return content.value
    return content.value.read()


def readings(data: types.DataModel) -> Iterator[Reading]:
    for line in contents(data):
        try:
            entry = json.loads(line)
            yield str(entry["sensor"]), float(entry["value"])
        except (ValueError, KeyError, TypeError):
            logger.log(logger.Level.DEBUG, "deadband", f"not a reading: {line[:40]!r}")


def moved(sensor: str, value: float) -> bool:
    before = last.get(sensor, math.inf)
    if abs(value - before) <= band:
        return False
    last[sensor] = value
    return True


class Filter(filter_impl.exports.Filter):
    def init(self, configuration):
        global band
        given = {key.lower(): value for key, value in configuration.properties}
        band = float(given["band"]) if "band" in given else band
        last.clear()
        return not math.isnan(band)

    def process(self, message):
        changes = [moved(*reading) for reading in readings(message)]
        return any(changes)
