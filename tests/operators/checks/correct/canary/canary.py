# kind: branch, API version: 1.1.0
"""Sends a fixed share of the devices to the arm where a new version is tried."""

import hashlib
import hmac

from branch_impl import exports
from branch_impl.imports import metrics, types
from branch_impl.types import Err

_share = 10.0
_salt = b"studio"


def share_of(device: str, *, salt: bytes, steps: int = 10_000) -> float:
    mac = hmac.new(salt, device.encode(), hashlib.sha256).digest()
    return int.from_bytes(mac[:8], "big") % steps / steps * 100


def device_of(message: types.Message, *, depth: int = -1) -> str:
    topic = message.topic
    name = topic.value.read() if isinstance(topic, types.BufferOrBytes_Buffer) else topic.value
    return name.decode().rstrip("/").split("/")[depth]


def count(*, arm: bool) -> None:
    labels = [metrics.Label("arm", str(arm).lower())]
    try:
        metrics.add_to_counter(name="canary", value=metrics.CounterValue_U64(value=1), labels=labels)
    except Err:
        return


class Branch(exports.Branch):
    def init(self, conf: types.ModuleConfiguration) -> bool:
        global _share, _salt
        for key, value in conf.properties:
            if key == "share_percent":
                _share = float(value)
            elif key == "salt":
                _salt = value.encode()
        return 0 <= _share <= 100

    def process(self, _timestamp, data) -> bool:
        chosen = False
        if isinstance(data, types.DataModel_Message):
            chosen = share_of(device_of(data.value), salt=_salt) < _share
        count(arm=chosen)
        return chosen
