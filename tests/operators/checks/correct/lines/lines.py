# kind: accumulate, API version: 1.1.0
"""Packs a window's payloads into one message, a line for each, base64 where they are no text."""

import base64
import itertools
from typing import Generator, Iterable, NamedTuple

from accumulate_impl import exports
from accumulate_impl.imports import types


class Limits(NamedTuple):
    lines: int = 1000
    bytes: int = 1_000_000


def encoded(contents: Iterable[bytes]) -> Generator[bytes, None, int]:
    """Lines of text; the number of those that had to be encoded is what the generator returns."""
    changed = 0
    for content in contents:
        try:
            content.decode("ascii")
        except UnicodeDecodeError:
            changed += 1
            yield b"base64:" + base64.b64encode(content)
        else:
            yield content.replace(b"\n", b" ")
    return changed


class Accumulate(exports.Accumulate):
    limits = Limits()

    def init(self, configuration: types.ModuleConfiguration) -> bool:
        numbers = {key: int(value) for key, value in configuration.properties if key in Limits._fields}
        Accumulate.limits = Limits()._replace(**numbers)
        return all(number > 0 for number in self.limits)

    def process(self, staged: types.DataModel, message: list[types.DataModel]) -> types.DataModel:
        before = [line for line in self.raw(staged).split(b"\n") if line]
        lines = list(itertools.islice(itertools.chain(before, encoded(map(self.raw, message))), self.limits.lines))
        body = b"\n".join(lines)
        if len(body) > self.limits.bytes:
            raise types.Err(types.Error(f"{len(body)} bytes are more than {self.limits.bytes}"))
        return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(body))

    def raw(self, data: types.DataModel) -> bytes:
        match data:
            case types.DataModel_Message(types.Message(payload=found)):
                content = found
            case types.DataModel_Snapshot(types.Snapshot(frame=found)):
                content = found
            case types.DataModel_BufferOrBytes(found):
                content = found
            case _:
                return b""
        return content.value.read() if isinstance(content, types.BufferOrBytes_Buffer) else content.value
