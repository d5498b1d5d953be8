"""Whether a project's code was written for another kind of operator."""

from __future__ import annotations

import ast

from app.operators.checks.operator import Operator
from app.operators.kinds import Kind


def is_of_other_kind(operator: Operator) -> bool:
    """Whether the entry file has the class of another kind and not the one that is looked for.

    Renaming it would only move the mistake into what process gives.
    """
    if operator.entry is None or operator.entry_class is not None:
        return False
    others = {kind.entry_class for kind in Kind} - {operator.wanted_class}
    return any(isinstance(node, ast.ClassDef) and node.name in others for node in operator.entry.tree.body)
