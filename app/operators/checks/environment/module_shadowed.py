"""Files and requirements whose name already means another module in a component."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from app.operators.adapter import MODULE
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Place, Rule, Severity
from app.operators.names import module_conflict

REQUIREMENTS = "requirements.txt"
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def check(operator: Operator) -> Iterator[Found]:
    """Each file below such a name, and each line of the requirements that asks for one."""
    for path in operator.files:
        if path.endswith(".py"):
            top = PurePosixPath(path).parts[0].removesuffix(".py")
            reason = _reason(top)
            if reason is not None:
                yield Found(Place(path, 1, 1, 1, None), {"what": f"{path} will not be found: {top}", "reason": reason})
    for number, line in enumerate((operator.files.get(REQUIREMENTS) or "").split("\n"), 1):
        found = _NAME.match(line)
        reason = None if found is None else _reason(re.sub(r"[-.]+", "_", found[1]))
        if found is not None and reason is not None:
            place = Place(REQUIREMENTS, number, found.start(1) + 1, number, found.end(1) + 1)
            words = {"what": f"The package {found[1]} will not be used: its name", "reason": reason}
            yield Found(place, words, Severity.WARNING)


def _reason(top: str) -> str | None:
    if top.casefold() == MODULE:
        return "is the module that joins an operator to its component"
    return module_conflict(top)


RULE = Rule(
    code="module-shadowed",
    severity=Severity.ERROR,
    sentence="{what} {reason}.",
    help="Rename the file or folder, and the imports of it; a requirement of this name can be taken out.",
    check=check,
)
