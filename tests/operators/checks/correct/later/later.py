# kind: delay, API version: 1.0.0
import typing

from delay_impl.exports import Delay as Base
from delay_impl.imports import hybrid_logical_clock, types


class Span(typing.NamedTuple):
    seconds: int
    nanos: int

    @classmethod
    def of_milliseconds(cls, milliseconds: int) -> "Span":
        seconds, rest = divmod(milliseconds, 1000)
        return cls(seconds, rest * 1_000_000)

    def after(self, time: hybrid_logical_clock.Timespec) -> hybrid_logical_clock.Timespec:
        carry, nanos = divmod(time.nanos + self.nanos, 1_000_000_000)
        return hybrid_logical_clock.Timespec(secs=time.secs + self.seconds + carry, nanos=nanos)


class Delay(Base):
    def __init__(self) -> None:
        super().__init__()
        self.spans: dict[str, Span] = {}

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        self.spans = {name: Span.of_milliseconds(int(value)) for name, value in configuration.properties}
        return "default" in self.spans

    def process(
        self, data: types.DataModel, timestamp: hybrid_logical_clock.HybridLogicalClock
    ) -> hybrid_logical_clock.HybridLogicalClock:
        kind = {types.DataModel_Message: "message", types.DataModel_Snapshot: "snapshot"}.get(type(data), "bytes")
        span = self.spans.get(kind, self.spans["default"])
        return hybrid_logical_clock.HybridLogicalClock(
            timestamp=span.after(timestamp.timestamp),
            counter=timestamp.counter,
            node_id=timestamp.node_id,
        )
