# kind: delay, API version: 1.1.0
"""Moves every message to the end of its window, so that an accumulate operator combines them."""

from dataclasses import replace

from delay_impl import exports
from delay_impl.imports import logger, types
from delay_impl.imports.hybrid_logical_clock import HybridLogicalClock, Timespec
from delay_impl.types import Err

SECOND = 1_000_000_000
_window = 10 * SECOND


class Delay(exports.Delay):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        global _window
        for key, value in configuration.properties:
            if key == "window_s":
                _window = round(float(value) * SECOND)
        if _window <= 0:
            logger.log(logger.Level.ERROR, "window", "a window must be longer than nothing")
        return _window > 0

    def process(self, data: types.DataModel, timestamp: HybridLogicalClock) -> HybridLogicalClock:
        if isinstance(data, types.DataModel_BufferOrBytes):
            raise Err(types.Error("bytes have no time of their own"))
        own = data.value.timestamp.timestamp
        now = own.secs * SECOND + own.nanos
        end = -(-now // _window) * _window
        return replace(timestamp, timestamp=Timespec(*divmod(end, SECOND)), counter=0)
