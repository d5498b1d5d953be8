"""What a measurement is asked to do."""

from dataclasses import dataclass
from typing import Any

from app.errors import Invalid

Json = dict[str, Any]

RUN, MEASURE = "run", "measure"
MOST_CALLS = 10_000
USUAL_WARM_UP, USUAL_COUNT = 20, 500


@dataclass(frozen=True)
class Measure:
    """``warm_up`` calls that are not counted, then ``count`` that are; ``profile`` also tells which functions the time
    goes to, which only the preview lane can."""

    warm_up: int = USUAL_WARM_UP
    count: int = USUAL_COUNT
    profile: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.warm_up <= MOST_CALLS:
            raise Invalid("measure_bounds", f"A measurement takes 0 to {MOST_CALLS:,} calls to warm up.")
        if not 1 <= self.count <= MOST_CALLS:
            raise Invalid(
                "measure_bounds", f"A measurement takes 1 to {MOST_CALLS:,} calls. Choose a number in between."
            )

    def as_json(self) -> Json:
        """As it is stored with the run."""
        return {"warm_up": self.warm_up, "count": self.count, "profile": self.profile}

    def for_child(self) -> Json:
        """As the run child takes it; whether to profile it learns with the sources."""
        return {"warm_up": self.warm_up, "count": self.count}

    def check_component(self) -> None:
        """Invalid for a profile of a built component: nothing in it can watch its functions."""
        if self.profile:
            raise Invalid(
                "profile_needs_preview",
                "A built component cannot be profiled. Measure in the preview lane, or without the profile.",
            )
