"""Health and readiness."""

from typing import Literal

from pydantic import BaseModel


class Health(BaseModel):
    """Alive."""

    status: Literal["ok"]


class Readiness(BaseModel):
    """Ready to work, part by part; ``notes`` names walls that this machine does not offer, and previews that are
    being prepared."""

    status: Literal["ready", "not ready"]
    checks: dict[str, str]
    notes: list[str]
