# kind: accumulate, API version: 1.0.0
"""Lays the fields of all messages over each other; the latest value of a field wins."""

import json

from accumulate_impl import exports
from accumulate_impl.imports import types

skip = frozenset()


def content(data):
    if isinstance(data, types.DataModel_BufferOrBytes):
        return data.value
    if isinstance(data, types.DataModel_Message):
        return data.value.payload
    return None


def fields(data):
    found = content(data)
    if found is None:
        return {}
    raw = found.value if isinstance(found, types.BufferOrBytes_Bytes) else found.value.read()
    try:
        document = json.loads(raw or b"{}")
    except ValueError:
        return {"unreadable": len(raw)}
    return document if type(document) is dict else {"value": document}


class Accumulate(exports.Accumulate):
    def init(self, configuration):
        global skip
        skip = frozenset(
            name.strip() for key, value in configuration.properties if key == "skip" for name in value.split(",")
        )
        return True

    def process(self, staged, message):
        merged = fields(staged)
        for one in message:
            merged.update((name, value) for name, value in fields(one).items() if name not in skip)
        body = types.BufferOrBytes_Bytes(json.dumps(merged, ensure_ascii=False).encode())
        return types.DataModel_BufferOrBytes(body)
