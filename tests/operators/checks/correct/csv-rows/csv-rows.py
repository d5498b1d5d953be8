# kind: map, API version: 1.1.0
# Turns a CSV payload into JSON rows.
import csv
import io
import json
from dataclasses import replace

from map_impl import exports
from map_impl.imports.types import (
    BufferOrBytes,
    BufferOrBytes_Buffer,
    BufferOrBytes_Bytes,
    BufferOrString_String,
    DataModel,
    DataModel_Message,
    Err,
    Error,
    ModuleConfiguration,
)

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_delimiter = ","


def _text(content: BufferOrBytes) -> str:
    data = content.value.read() if isinstance(content, BufferOrBytes_Buffer) else content.value
    return data.decode().removeprefix("\ufeff")


def _number(cell: str) -> int | float | str:
    for convert in (int, float):
        try:
            return convert(cell)
        except ValueError:
            continue
    return cell


class Map(exports.Map):
    def init(self, configuration: ModuleConfiguration) -> bool:
        global _delimiter
        _delimiter = DELIMITERS.get(dict(configuration.properties).get("delimiter", "comma"), ",")
        return True

    def process(self, message: DataModel) -> DataModel:
        if not isinstance(message, DataModel_Message):
            raise Err(Error("only messages can hold CSV"))
        try:
            table = csv.DictReader(io.StringIO(_text(message.value.payload)), delimiter=_delimiter, strict=True)
            rows = [{name: _number(cell) for name, cell in row.items() if name} for row in table]
        except (csv.Error, UnicodeDecodeError) as problem:
            raise Err(Error(f"this is not CSV: {problem}")) from None
        if not rows:
            raise Err(Error("there are no rows"))
        return DataModel_Message(
            replace(
                message.value,
                payload=BufferOrBytes_Bytes(json.dumps(rows).encode()),
                content_type=BufferOrString_String("application/json"),
            )
        )
