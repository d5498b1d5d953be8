# kind: map, API version: 1.1.0
from __future__ import annotations

from typing import TYPE_CHECKING

from parts import JsonMap

if TYPE_CHECKING:
    from typing import Any


class Map(JsonMap):
    """Only what is special about this press; the rest is in parts.py."""

    required = ("force", "area")

    def change(self, document: dict[str, Any]) -> dict[str, Any]:
        return document | {"pressure": self.pressure(force=document["force"], area=document["area"])}

    def pressure(self, *, force: float, area: float) -> float:
        if area == 0:
            raise self.refusal("the area is zero")
        return round(force / area, self.digits)
