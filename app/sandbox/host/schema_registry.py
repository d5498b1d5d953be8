"""``schema-registry``: schemas by id and version, from those that the run was given."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.sandbox.recording import Recording
from app.sandbox.schemas import RegisteredSchema
from app.sandbox.values.forms import Case, Resource

_NOT_FOUND = Case("err", Case("not-found"))
# What the real registry says to a timeout of zero is not documented; the state store refuses it, and so does this.
_NO_TIMEOUT = Case("err", Case("request", "the timeout must be longer than zero"))


class SchemaRegistry:
    """Serves one instance and notes every question in the recording of the call that is under way."""

    interface = "schema-registry"

    def __init__(self, recording: Recording, schemas: Iterable[RegisteredSchema]) -> None:
        self.recording = recording
        self.know(schemas)

    def know(self, schemas: Iterable[RegisteredSchema]) -> None:
        """Have these schemas and no others."""
        self._schemas = {(schema.id, schema.version): schema for schema in schemas}

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The function ``get``."""
        return {"get": self.get}

    def resources(self) -> Mapping[str, Resource]:
        """None."""
        return {}

    def get(self, identity: str, version: str, timeout: tuple[int, int]) -> Case:
        """A ``result``: the record ``schema``, or a ``schema-error``."""
        self.recording.called()
        schema = self._schemas.get((identity, version)) if any(timeout) else None
        self.recording.schema_lookup(identity, version, found=schema is not None)
        if schema is not None:
            return Case("ok", _record(schema))
        return _NOT_FOUND if any(timeout) else _NO_TIMEOUT


def _record(schema: RegisteredSchema) -> tuple[Any, ...]:
    return (
        schema.description,
        schema.display_name,
        Case(schema.format),
        schema.hash,
        schema.name,
        schema.namespace,
        schema.content,
        Case("message-schema"),
        schema.tags,
        schema.version,
    )
