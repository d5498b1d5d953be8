# kind: map, API version: 1.1.0
"""Prices the energy of a meter message exactly, and says when it was used."""

import json
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from map_impl import exports
from map_impl.imports import types
from map_impl.types import Err

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
CENT = Decimal("0.01")


class Map(exports.Map):
    price = Decimal("0.25")

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        prices = [value for key, value in configuration.properties if key == "price"]
        if prices:
            try:
                Map.price = Decimal(prices[-1])
            except InvalidOperation:
                return False
        return Map.price >= 0

    def process(self, message: types.DataModel) -> types.DataModel:
        if not isinstance(message, types.DataModel_Message):
            return message
        used = self.kwh(message.value)
        at = moment(message.value.timestamp)
        bill = {
            "kwh": str(used),
            "cost": str((used * self.price).quantize(CENT, rounding=ROUND_HALF_UP)),
            "at": at.isoformat(timespec="milliseconds"),
            "day": f"{at:%Y-%m-%d}",
        }
        message.value.payload = types.BufferOrBytes_Bytes(json.dumps(bill).encode())
        message.value.schema = None
        return message

    def kwh(self, message: types.Message) -> Decimal:
        payload = message.payload
        raw = payload.value.read() if isinstance(payload, types.BufferOrBytes_Buffer) else payload.value
        try:
            return Decimal(json.loads(raw, parse_float=Decimal, parse_int=Decimal)["kwh"])
        except (ValueError, TypeError, KeyError, InvalidOperation) as error:
            raise Err(types.Error(f"no usable kwh ({type(error).__name__})"))


def moment(stamp: types.Timestamp) -> datetime:
    return EPOCH + timedelta(seconds=stamp.timestamp.secs, microseconds=stamp.timestamp.nanos // 1000)
