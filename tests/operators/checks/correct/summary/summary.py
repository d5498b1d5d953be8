# kind: accumulate, API version: 1.1.0
"""Combines all readings of a window into their mean, median and extremes."""

import json
import statistics
from collections import Counter, defaultdict
from typing import Any

from accumulate_impl import exports
from accumulate_impl.imports import logger, metrics, types
from accumulate_impl.types import Err


def load(content: types.BufferOrBytes) -> Any:
    raw = content.value.read() if isinstance(content, types.BufferOrBytes_Buffer) else content.value
    return json.loads(raw) if raw else None


class Accumulate(exports.Accumulate):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        return True

    def process(self, staged: types.DataModel, messages: list[types.DataModel]) -> types.DataModel:
        values: dict[str, list[float]] = defaultdict(list)
        if isinstance(staged, types.DataModel_Message):
            before = load(staged.value.payload) or {}
            values.update(before.get("values", {}))
        failed: Counter[str] = Counter()
        newest: types.Message | None = None
        for one in messages:
            if not isinstance(one, types.DataModel_Message):
                failed["no message"] += 1
                continue
            try:
                reading = load(one.value.payload)
                values[reading["sensor"]].append(reading["value"])
            except (ValueError, KeyError, TypeError) as problem:
                failed[type(problem).__name__] += 1
            else:
                newest = one.value
        for reason, times in failed.most_common():
            logger.log(logger.Level.WARN, "summary", f"{times} left out: {reason}")
        if newest is None:
            raise Err(types.Error("there was nothing to combine"))
        metrics.add_to_counter("combined", metrics.CounterValue_U64(sum(map(len, values.values()))), [])
        result = {"values": values, "summary": {sensor: self.summary(found) for sensor, found in values.items()}}
        newest.payload = types.BufferOrBytes_Bytes(json.dumps(result).encode())
        return types.DataModel_Message(newest)

    def summary(self, values: list[float]) -> dict[str, float]:
        return {
            "mean": statistics.fmean(values),
            "median": statistics.median(values),
            "least": min(values),
            "most": max(values),
            "spread": statistics.pstdev(values),
        }
