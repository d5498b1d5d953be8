"""``tk_schema_config.json``: in published samples one JSON schema (draft 7), which init is given.

A list of ``{name, content_type, content}``, in any of the usual spellings, is taken as well, and an object that holds
such a list.
"""

import json
from typing import Any

from app.payloads.reading.findings import Findings, shown
from app.payloads.reading.found import Json
from app.payloads.reading.strict_json import parse

JSON_TYPE = "application/json"
_NAME = "tk_schema_config"
_OF_A_SCHEMA = frozenset({"$schema", "$id", "type", "properties", "required", "enum", "allOf", "anyOf", "oneOf", "not"})
_LISTS = ("schemas", "moduleSchemas", "module_schemas", "module-schemas")
_CONTENT_TYPES = ("content_type", "contentType", "content-type")


def module_schemas(text: str, path: str, findings: Findings) -> list[Json]:
    """The module schemas; a note where the form is not known."""
    given = parse(text, path)
    inner = next((given[name] for name in _LISTS if isinstance(given, dict) and name in given), given)
    if isinstance(inner, dict) and _OF_A_SCHEMA & inner.keys():
        title = inner.get("title")
        return [_schema(title if isinstance(title, str) and title else _NAME, JSON_TYPE, text)]
    if isinstance(inner, list) and inner and all(isinstance(one, dict) and "content" in one for one in inner):
        return [_listed(one, number) for number, one in enumerate(inner, start=1)]
    findings.note(
        f"{shown(path)} holds no JSON schema, nor a list of {{name, content_type, content}}: it was not taken."
    )
    return []


def _listed(one: dict[str, Any], number: int) -> Json:
    name = one.get("name")
    kind = next((one[member] for member in _CONTENT_TYPES if isinstance(one.get(member), str)), JSON_TYPE)
    content = one["content"]
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return _schema(name if isinstance(name, str) and name else f"{_NAME} {number}", kind, text)


def _schema(name: str, content_type: str, content: str) -> Json:
    return {"name": name, "content_type": content_type, "content": content}
