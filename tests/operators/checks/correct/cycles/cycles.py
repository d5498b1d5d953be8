# kind: map, API version: 1.1.0
"""Counts the cycles of each machine in the state store and writes the count into the message."""

import json

from map_impl import exports
from map_impl.imports import logger, metrics, state_store, types
from map_impl.imports import state_store_types as store
from map_impl.types import Err

TIMEOUT = store.Duration(10, 0)
ALWAYS = store.SetOptions(conditions=store.SetConditions.UNCONDITIONAL, expires=None)


def key(machine: str) -> bytes:
    return f"cycles/{machine}".encode()


def increased(machine: str) -> int:
    """The next number; the version we have read guards against a slower writer."""
    known = state_store.get(key(machine), timeout=TIMEOUT)
    number = int(known.response) + 1 if known.response is not None else 1
    state_store.set(key(machine), str(number).encode(), timeout=TIMEOUT, fencing_token=known.version, options=ALWAYS)
    return number


def forget(machine: str) -> bool:
    answer = state_store.del_(key(machine), fencing_token=None, timeout=TIMEOUT)
    return answer.response == 1


def why(error) -> str:
    if isinstance(error, store.StateStoreError_RequestError):
        return error.value
    return type(error).__name__.removeprefix("StateStoreError_").lower()


class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        for name, machine in configuration.properties:
            if name == "reset" and forget(machine):
                logger.log(logger.Level.INFO, "cycles", f"{machine} begins at 1")
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        if not isinstance(message, types.DataModel_Message):
            raise Err(types.Error("a machine sends messages"))
        inner = message.value
        raw = inner.payload.value
        try:
            document = dict(json.loads(raw if isinstance(raw, bytes) else raw.read()))
        except (ValueError, TypeError):
            raise Err(types.Error("this is no JSON object"))
        machine = document.get("machine", "unnamed")
        try:
            document["cycle"] = increased(machine)
        except Err as problem:
            raise Err(types.Error(f"the state store refused: {why(problem.value)}")) from None
        finally:
            metrics.add_to_counter("cycles", metrics.CounterValue_U64(1), [metrics.Label("machine", machine)])
        if inner.content_type is None:
            inner.content_type = types.BufferOrString_String("application/json")
        inner.payload = types.BufferOrBytes_Bytes(json.dumps(document).encode())
        return types.DataModel_Message(inner)
