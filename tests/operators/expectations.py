"""What every template answers to its own payloads, typed out by hand: shared by whoever runs the templates for real.

An expected result is ``(outcome, detail)``: the JSON payload (or the text) for ``output``, the arm for ``arm``, the
seconds for ``delayed``, a part of the message for ``error``, None where the outcome says all. No list of results means
that ``init`` refuses.
"""

from typing import Any

from app.operators.kinds import ApiVersion, Kind

Expected = list[tuple[str, Any]] | None

_OK: dict[tuple[Kind, str], Expected] = {
    (Kind.MAP, "Boiling water"): [("output", {"temperature": 100.0, "unit": "C"})],
    (Kind.MAP, "Boiling water, with unit"): [("output", {"temperature": {"value": 100.0, "unit": "C"}})],
    (Kind.MAP, "Several readings"): [
        ("output", {"temperature": {"value": 37.8, "unit": "C"}}),
        ("output", {"temperature": 20.5, "unit": "C"}),
        ("output", {"machine": "press-7", "temperature": -40.0, "ok": True, "unit": "C"}),
    ],
    (Kind.MAP, "Three decimals"): [("output", {"temperature": 37.778, "unit": "C"})],
    (Kind.MAP, "A picture, then bare bytes"): [
        ("output", "/wAA/wAA"),
        ("output", {"temperature": 0.0, "unit": "C"}),
    ],
    (Kind.FILTER, "Around the threshold"): [("dropped", None), ("passed", None), ("passed", None)],
    (Kind.FILTER, "Another field"): [("passed", None)],
    (Kind.FILTER, "A picture, then bare bytes"): [("passed", None), ("dropped", None)],
    (Kind.FILTER, "A threshold that is no number"): None,
    (Kind.BRANCH, "An alarm and a notice"): [("arm", "True"), ("arm", "False")],
    (Kind.BRANCH, "Another field and value"): [("arm", "True"), ("arm", "False")],
    (Kind.BRANCH, "With a logical time of its own"): [("arm", "True")],
    (Kind.BRANCH, "A picture, then bare bytes"): [("arm", "False"), ("arm", "True")],
    (Kind.ACCUMULATE, "One window, one batch"): [("output", {"count": 3, "sum": 66, "average": 22.0})],
    (Kind.ACCUMULATE, "The rest of a window"): [("output", {"count": 3, "sum": 66, "average": 22.0})],
    (Kind.ACCUMULATE, "Another field"): [("output", {"count": 2, "sum": 3, "average": 1.5})],
    (Kind.ACCUMULATE, "A bad reading among good ones"): [("output", {"count": 2, "sum": 42, "average": 21.0})],
    (Kind.DELAY, "Seven seconds in"): [("delayed", 1767225610), ("delayed", 1767225610)],
    (Kind.DELAY, "Windows of one minute"): [("delayed", 1767225660)],
    (Kind.DELAY, "Behind in the graph, but not late"): [("delayed", 1767225610)],
    (Kind.DELAY, "A picture, then bare bytes"): [("delayed", 1767225610), ("delayed", 1767225620)],
}

_BAD_1_0_0: dict[tuple[Kind, str], Expected] = {
    (Kind.MAP, "Not a temperature"): [("output", "hot"), ("output", {"temperature": {"value": 373, "unit": "K"}})],
    (Kind.FILTER, "Nothing to compare"): [("dropped", None), ("dropped", None)],
    (Kind.BRANCH, "No severity"): [("arm", "False"), ("arm", "False")],
    (Kind.ACCUMULATE, "No reading at all"): [("output", {"count": 1, "sum": 20, "average": 20.0})],
    (Kind.DELAY, "Too late"): [("delayed", 1767225621)],
}

_BAD_1_1_0: dict[tuple[Kind, str], Expected] = {
    (Kind.MAP, "Not a temperature"): [("error", "not JSON"), ("error", "must be F or C, not 'K'")],
    (Kind.FILTER, "Nothing to compare"): [("error", "is missing"), ("error", "no usable number")],
    (Kind.BRANCH, "No severity"): [("error", "is missing"), ("error", "not JSON")],
    (Kind.ACCUMULATE, "No reading at all"): [("error", "no message holds a number")],
    (Kind.DELAY, "Too late"): [("error", "late")],
}


def expected(kind: Kind, api_version: ApiVersion, payload_name: str) -> Expected:
    """The results for one of a template's payloads; KeyError for a payload that nobody has thought about."""
    bad = _BAD_1_1_0 if api_version is ApiVersion.V1_1_0 else _BAD_1_0_0
    return (_OK | bad)[kind, payload_name]
