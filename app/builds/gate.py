"""Whether sources are worth building: what surely cannot work is told before minutes are spent on it."""

from collections.abc import Sequence

from app.errors import Invalid
from app.operators.checks.rule import Severity
from app.operators.diagnostics import Diagnostic


def refuse_errors(found: Sequence[Diagnostic]) -> None:
    """Invalid, code ``checks_failed``, with every diagnostic, where one of them is an error."""
    errors = [one for one in found if one.severity == Severity.ERROR]
    if not errors:
        return
    count = "One error" if len(errors) == 1 else f"{len(errors)} errors"
    detail = f"{count} would keep the operator from working: {errors[0].message} Mend it, or build with force."
    raise Invalid("checks_failed", detail, diagnostics=[one.as_json() for one in found])
