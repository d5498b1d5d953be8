"""What can be configured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    plant: str = "unknown"
    line: int = 1

    @classmethod
    def of(cls, pairs: list[tuple[str, str]]) -> Settings:
        given = dict(pairs)
        unknown = given.keys() - {"plant", "line"}
        if unknown:
            raise ValueError(f"unknown parameters: {', '.join(sorted(unknown))}")
        return cls(plant=given.get("plant", cls.plant), line=int(given.get("line", cls.line)))
