"""Reading and writing contents."""

import json
from typing import Any

from map_impl.imports import types


def raw(content: types.BufferOrBytes) -> bytes:
    return content.value.read() if isinstance(content, types.BufferOrBytes_Buffer) else content.value


def parse(data: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(data.decode())
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def dump(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":"), sort_keys=True).encode()


def prop(key: str, value: str) -> tuple[types.BufferOrString, types.BufferOrString]:
    return types.BufferOrString_String(key), types.BufferOrString_String(value)
