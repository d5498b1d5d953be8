"""A failure of an operator in the words of the check that would have found it."""

from typing import Any

from app.operators.kinds import Kind
from app.operators.runtime_errors import meaning

Json = dict[str, Any]


def explained(result: Json, kind: Kind) -> Json:
    """The result with ``check``: the code of that check, None where no check speaks of what happened."""
    trapped = result.get("outcome") == "trap" and result.get("error")
    known = meaning(result["error"], kind) if trapped else None
    if known is None:
        return result | {"check": None}
    return result | {"check": known.check, "explanation": known.sentence}
