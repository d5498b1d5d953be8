"""Rewriting the parameters of a method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.interface.expected import TYPES, spelled
from app.operators.checks.rule import Found

SELF = {"self", "cls"}


@dataclass(frozen=True)
class Change:
    """How the parameters become right: names to drop, and roles to put in front of the others and behind them.

    ``swap`` turns the order of those behind self round.
    """

    drop: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    swap: bool = False


def fix(edit: Edit, found: Found) -> None:
    """Drop what is too much and add what is missing."""
    change: Change = found.detail
    statement = edit.starting_at(found.node, cst.FunctionDef)
    old = statement.params
    if old.posonly_params:
        raise CannotFix("positional-only parameters")
    annotate = any(parameter.annotation is not None for parameter in old.params)
    kept = [parameter for parameter in old.params if parameter.name.value not in change.drop]
    at = 1 if kept and kept[0].name.value in SELF else 0
    if change.swap:
        present = kept[at:]
        pairs = zip(reversed(present), present, strict=True)
        kept[at:] = [param.with_changes(comma=place.comma) for param, place in pairs]
    before, behind = ([_parameter(edit, role, annotate) for role in roles] for roles in (change.before, change.behind))
    params = [*before[: "self" in change.before], *kept[:at], *before["self" in change.before :], *kept[at:], *behind]
    edit.replace(old, old.with_changes(params=_separated(params, old.params)))


def _separated(params: list[cst.Param], old: Sequence[cst.Param]) -> list[cst.Param]:
    """The last one ends as the last one did before, and no other does."""
    if not params or not old:
        return params
    others = [
        parameter.with_changes(comma=cst.MaybeSentinel.DEFAULT) if parameter is old[-1] else parameter
        for parameter in params[:-1]
    ]
    return [*others, params[-1].with_changes(comma=old[-1].comma)]


def _parameter(edit: Edit, role: str, annotate: bool) -> cst.Param:
    annotation = None
    if annotate and role in TYPES:
        annotation = cst.Annotation(cst.parse_expression(spelled(edit, TYPES[role])))
    return cst.Param(cst.Name(role), annotation=annotation)
