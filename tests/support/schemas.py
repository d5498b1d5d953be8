"""A map operator that answers with what the schema registry says; its payload is ``id version seconds nanoseconds``."""

READS_SCHEMAS = """\
import json

from map_impl import exports
from map_impl.imports import schema_registry, schema_types, types
from map_impl.types import Err


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        identity, version, seconds, nanos = asked(message.value).split(" ")
        return types.DataModel_BufferOrBytes(types.BufferOrBytes_Bytes(answer(identity, version, seconds, nanos)))


def asked(value):
    payload = value if not hasattr(value, "payload") else value.payload
    content = payload.value
    return (content if isinstance(content, bytes) else content.read()).decode()


def answer(identity, version, seconds, nanos):
    try:
        found = schema_registry.get(identity, version, (int(seconds), int(nanos)))
    except Err as error:
        reason = error.value
        return json.dumps({"error": type(reason).__name__, "text": getattr(reason, "value", None)}).encode()
    return json.dumps(
        {
            "description": found.description,
            "display_name": found.display_name,
            "format": type(found.format).__name__,
            "hash": found.hash,
            "name": found.name,
            "namespace": found.namespace,
            "content": found.schema_content,
            "type": type(found.schema_type).__name__,
            "tags": found.tags,
            "version": found.version,
            "is_json": isinstance(found.format, schema_types.SchemaFormat_Json),
        }
    ).encode()
"""
