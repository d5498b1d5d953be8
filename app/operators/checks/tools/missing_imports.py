"""Importing what a file uses without having imported it."""

from __future__ import annotations

from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.rule import Found

# Modules that the guest's CPython has and whose names are hardly ever meant to be something else.
_STANDARD = """
    base64 binascii bisect cmath collections contextlib copy csv dataclasses datetime decimal enum fractions functools
    hashlib heapq hmac io itertools json logging math os pprint random re secrets statistics struct sys textwrap time
    traceback typing unicodedata uuid
"""
STANDARD_MODULES = frozenset(_STANDARD.split())
_INTERFACES = frozenset({"hybrid_logical_clock", "logger", "metrics", "state_store", "state_store_types", "types"})
_MODULES = STANDARD_MODULES | _INTERFACES | {"exports", "imports"}


def can_fix(name: str, behind: str) -> bool:
    """Whether it is clear what an undefined name was to be: Err, or a module if a dot follows, as ``behind`` tells."""
    return name == "Err" or (name in _MODULES and behind.lstrip().startswith("."))


def fix(edit: Edit, found: Found) -> None:
    """Import the module."""
    edit.need_import(_statement(edit.operator.bindings, str(found.detail)))


def _statement(bindings: str, name: str) -> str:
    if name in STANDARD_MODULES:
        return f"import {name}"
    if name in _INTERFACES:
        return f"from {bindings}.imports import {name}"
    if name in {"exports", "imports"}:
        return f"from {bindings} import {name}"
    if name == "Err":
        return f"from {bindings}.types import Err"
    raise CannotFix(f"nobody knows where {name} comes from")
