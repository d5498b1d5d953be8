"""Artifacts and where they come from."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from app.api.schemas.builds import Mode
from app.operators.kinds import ApiVersion, Kind


class ArtifactBuild(BaseModel):
    """A build that gave an artifact."""

    id: str
    project: str
    revision: int
    mode: Mode
    cached: bool
    requested_by: str
    created: datetime


class SlimmingChecks(BaseModel):
    """What was compared and tried before a slimmed component was stored."""

    imports: bool
    exports: bool
    smoke: bool


class SlimmingOut(BaseModel):
    """What was done to make a component smaller; sizes in bytes."""

    stripped_bytes: int
    unused_bytes: int
    freed_bytes: int
    zero_bytes: int
    segments: int
    heap_walk: str
    checked: SlimmingChecks


class ArtifactOut(BaseModel):
    """A component and what was read off its bytes."""

    digest: str
    name: str
    size: int
    plain_size: int | None
    slimming: SlimmingOut | None
    kinds: list[Kind]
    api_version: ApiVersion
    imports: list[str]
    exports: list[str]
    package: str | None
    sizes: dict[str, int]
    toolchain: dict[str, Any]
    mode: str
    adapter: bool
    origin: Literal["built", "uploaded"]
    builds: list[ArtifactBuild]
    created: datetime
