"""What an import answers."""

from pydantic import Field

from app.api.schemas.collections import AddedOut


class ImportOut(AddedOut):
    """What came in; ``name`` is that of the collection in the files, where they have one."""

    notes: list[str] = Field(description="What is worth knowing although it was taken, in sentences.")
    name: str | None = None
