# kind: branch, API version: 1.0.0
"""The second arm gets what happened at night, told by the logical time of the message."""

from datetime import datetime, time, timedelta, timezone

from branch_impl import exports
from branch_impl.imports import logger, types
from branch_impl.imports.hybrid_logical_clock import HybridLogicalClock

start = time(22, 0)
end = time(6, 0)
zone = timezone.utc


def clock(text: str) -> time:
    hours, _, minutes = text.partition(":")
    return time(int(hours), int(minutes or 0))


class Branch(exports.Branch):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        global start, end, zone
        given = dict(configuration.properties)
        try:
            start, end = clock(given.get("from", "22:00")), clock(given.get("to", "6:00"))
            zone = timezone(timedelta(hours=float(given.get("offset_h", "0"))))
        except ValueError as problem:
            logger.log(logger.Level.ERROR, "night-shift", f"wrong parameters: {problem}")
            return False
        return True

    def process(self, timestamp: HybridLogicalClock, message: types.DataModel) -> bool:
        moment = datetime.fromtimestamp(timestamp.timestamp.secs, tz=zone).time()
        if start <= end:
            return start <= moment < end
        return moment >= start or moment < end
