"""One measured figure."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Result:
    """A value with its unit; for a comparison also the ratio of the value to that of ``against``."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    against: str | None = None

    def as_json(self) -> str:
        """One line of JSON, without what does not apply."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})

    def __str__(self) -> str:
        compared = "" if self.ratio is None else f"  ({self.ratio:.3f} times {self.against})"
        return f"{self.name:24} {self.value:10.3f} {self.unit}{compared}"
