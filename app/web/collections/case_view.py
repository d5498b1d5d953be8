"""A case as its page shows it: inputs and expectation in the fields of a form, as they are stored or as they were
typed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.datastructures import FormData

from app.db.models import CaseRow
from app.operators.kinds import Kind
from app.payloads.cases import Case
from app.web.collections import expect_fields
from app.web.collections.expect_fields import ExpectFields
from app.web.project import forms, run_fields
from app.web.project.run_fields import Fields
from app.web.project.run_inputs import InputFields, from_messages
from app.web.project.run_request import to_request

Json = dict[str, Any]
KEPT = "kept"
MOST_SHOWN_BYTES = 200_000  # of inputs as JSON: a longer text only slows an editor down
# A case belongs to no kind. A map's form has a field for all that a single input can say; batches are shown as JSON.
_KIND = Kind.MAP


@dataclass(frozen=True)
class CaseFields:
    """Everything in the form; ``base`` is the row that the edit began from."""

    name: str
    base: str
    inputs: InputFields
    expect: ExpectFields = field(default_factory=ExpectFields)


def stored(row: CaseRow, case: Case | None, *, as_json: bool = False) -> CaseFields:
    """The fields of a stored case; ``case`` is None where its inputs are too long to be shown."""
    if case is None:
        inputs = InputFields(shape=KEPT)
    elif as_json:
        inputs = listed(case.messages)
    else:
        inputs = from_messages(_KIND, case.messages)
    return CaseFields(row.name, row.id, inputs, expect_fields.from_expectation(row.expect))


def typed(form: FormData) -> CaseFields:
    """What was typed, as it is."""
    inputs = run_fields.from_form(form)
    return CaseFields(forms.text(form, "name"), forms.text(form, "base"), inputs, expect_fields.from_form(form))


def rebased(fields: CaseFields, row: CaseRow) -> CaseFields:
    """The same, to be saved over what is stored now."""
    return replace(fields, base=row.id)


def messages(fields: CaseFields) -> list[Json] | None:
    """The inputs, None where they stay as they are; Invalid for a field that cannot be read."""
    if fields.inputs.shape == KEPT or not isinstance(fields.inputs, Fields):
        return None
    return list(to_request(_KIND, fields.inputs).messages)


def listed(given: list[Json]) -> InputFields:
    """All inputs as the JSON that the interface takes."""
    return InputFields(shape="list", payloads=(json.dumps(given, indent=2, ensure_ascii=False),), encoding="json")


def is_short(row: CaseRow) -> bool:
    """Whether its inputs can be shown."""
    return row.size <= MOST_SHOWN_BYTES


def as_mapping(fields: CaseFields) -> Mapping[str, Any]:
    """For the template."""
    return {"fields": fields.inputs, "expect": fields.expect, "name": fields.name, "base": fields.base}
