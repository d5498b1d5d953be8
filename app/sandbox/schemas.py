"""The content of the schema registry in a run, checked. Standard library only, like ``inputs``."""

from dataclasses import dataclass
from typing import Any

from app.sandbox.checking import BadInput, choice, items, record, text
from app.sandbox.inputs import MAX_SCHEMA_BYTES, MAX_TEXT_BYTES, pair

FORMATS = ("json", "delta")
MAX_SCHEMAS = 1_000
MAX_SCHEMAS_BYTES = 16 * 1024 * 1024
MAX_TAGS = 100

_TEXTS = ("id", "version", "name", "namespace", "description", "display_name", "hash")
_MEMBERS = (*_TEXTS, "format", "content", "tags")


@dataclass(frozen=True)
class RegisteredSchema:
    """One version of a schema; the members that are optional in the registry are None where they are not known."""

    id: str
    version: str
    name: str
    namespace: str
    format: str
    content: str
    description: str | None
    display_name: str | None
    hash: str | None
    tags: tuple[tuple[str, str], ...]

    @property
    def identity(self) -> tuple[str, str]:
        """What it is asked for by: its id and its version."""
        return self.id, self.version


def parse_schemas(value: Any, path: str = "schemas") -> tuple[RegisteredSchema, ...]:
    """A list of ``{id, version, content, name?, namespace?, format?, description?, display_name?, hash?, tags?}``, each
    id and version once. The name is the id and the namespace empty where they are not given."""
    given = items(value, path, MAX_SCHEMAS)
    schemas = tuple(_schema(entry, f"{path}[{index}]") for index, entry in enumerate(given))
    if sum(len(schema.content) for schema in schemas) > MAX_SCHEMAS_BYTES:
        raise BadInput(path, f"The schemas of a run hold at most {MAX_SCHEMAS_BYTES:,} characters together.")
    known: set[tuple[str, str]] = set()
    for index, schema in enumerate(schemas):
        if (schema.id, schema.version) in known:
            raise BadInput(f"{path}[{index}]", "This id is there already in this version. Give each version once.")
        known.add((schema.id, schema.version))
    return schemas


def _schema(value: Any, path: str) -> RegisteredSchema:
    given = record(value, path, _MEMBERS)
    texts = {name: _optional(given.get(name), f"{path}.{name}") for name in _TEXTS}
    identity = text(given.get("id"), f"{path}.id", MAX_TEXT_BYTES)
    tags = items(given.get("tags", []), f"{path}.tags", MAX_TAGS)
    return RegisteredSchema(
        id=identity,
        version=text(given.get("version"), f"{path}.version", MAX_TEXT_BYTES),
        name=identity if texts["name"] is None else texts["name"],
        namespace=texts["namespace"] or "",
        format=choice(given.get("format", "json"), f"{path}.format", FORMATS),
        content=text(given.get("content"), f"{path}.content", MAX_SCHEMA_BYTES),
        description=texts["description"],
        display_name=texts["display_name"],
        hash=texts["hash"],
        tags=tuple(pair(tag, f"{path}.tags[{index}]") for index, tag in enumerate(tags)),
    )


def _optional(value: Any, path: str) -> str | None:
    return None if value is None else text(value, path, MAX_TEXT_BYTES)
