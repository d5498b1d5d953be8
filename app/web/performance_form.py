"""The fields that ask for a measurement. They belong to the test panel's form, which holds the input."""

from starlette.datastructures import FormData

from app.runs.measure import Measure
from app.web.project import forms

PREVIEW, ARTIFACT = "preview", "artifact"


def measure_from(form: FormData, lane: str) -> Measure:
    """What was chosen; Invalid for numbers beyond the bounds. Whatever has no field has its usual value.

    A profile is left out in the lane that has none: its box stays ticked when the lane is changed.
    """
    usual = Measure()
    return Measure(
        warm_up=_number(form, "measure_warm_up", usual.warm_up),
        count=_number(form, "measure_count", usual.count),
        profile=forms.text(form, "measure_profile") == "on" and lane == PREVIEW,
    )


def lane_from(form: FormData) -> str:
    """``preview`` or ``artifact``."""
    return forms.text(form, "measure_lane", PREVIEW)


def _number(form: FormData, name: str, usual: int) -> int:
    return forms.number(form, name) if name in form else usual
