"""What is offered while a name is typed: nothing that a component cannot import, and names that bring an import last.

ty 0.0.105 writes such an offer as ``deque (import collections)``, with the import as an edit elsewhere in the file.
"""

import re
from typing import Any

from app.operators.absent_modules import ABSENT, ABSENT_SUBMODULES, REMOVED, instead_of

_WITH_IMPORT = re.compile(r"(?P<name>\S+) \(import (?P<module>[\w.]+)\)")


def offered(answer: Any) -> Any:
    """The answer to a completion for a page: a list of items, or an object that has one."""
    if isinstance(answer, dict) and isinstance(answer.get("items"), list):
        return {**answer, "items": _offered(answer["items"])}
    return _offered(answer) if isinstance(answer, list) else answer


def _offered(items: list[Any]) -> list[Any]:
    shown = (_shown(item) for item in items if isinstance(item, dict))
    return [item for item in shown if item is not None]


def _shown(item: dict[str, Any]) -> dict[str, Any] | None:
    found = _WITH_IMPORT.fullmatch(str(item.get("label")))
    if found is None:
        return item
    if _is_no_use(found["module"]):
        return None
    last = f"~{item.get('sortText', '')}"  # ~ is sorted behind every letter and digit
    return {**item, "label": found["name"], "detail": f"import {found['module']}", "sortText": last}


def _is_no_use(module: str) -> bool:
    top = module.partition(".")[0]
    return top in ABSENT | REMOVED or module in ABSENT_SUBMODULES or instead_of(module) != ""
