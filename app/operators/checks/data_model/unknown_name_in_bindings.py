"""Names that the bindings do not have, or have elsewhere."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.data_model.bindings import (
    ENUMS,
    HELPERS,
    INTERFACES,
    NEWER,
    REGISTRY,
    borrowed,
    names_of,
)
from app.operators.checks.data_model.references import Reference, is_guarded, references
from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.module import Module
from app.operators.checks.names import absolute
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_MEANT = {"@state_store.delete": "@state_store.del_", "@state_store.remove": "@state_store.del_"}


def check(operator: Operator) -> Iterator[Found]:
    """Imports and attributes, each against what the module behind it really has."""
    for module in operator.modules.values():
        for one in references(module, operator.bindings):
            unknown = _unknown(operator, module, one)
            if unknown is not None and not is_guarded(module, one):
                yield _found(operator, module, one, unknown)


def fix(edit: Edit, found: Found) -> None:
    """The right name, or the right module in the import."""
    one, unknown, meant = found.detail
    if isinstance(one.node, ast.Attribute) and not unknown.startswith("@results."):
        rest = one.name.removeprefix(unknown)
        edit.expression(one.node, edit.spell(meant) + rest)
    else:
        node, alias = (one.node, one.alias) if one.alias else _import_of_types(edit)
        _imported_from(edit, node, alias, meant.partition(".")[0] if one.alias is None else meant)


def _unknown(operator: Operator, module: Module, one: Reference) -> str | None:
    """The part of a name that is not there; None where all is well."""
    interface, *rest = one.name.removeprefix("@").split(".")
    if interface in REGISTRY and operator.api_version.has_errors:
        return None  # the type checker knows these better than the table here
    if isinstance(one.node, ast.ImportFrom) and absolute(one.node, module) == operator.bindings:
        return one.name if interface in INTERFACES else None
    if isinstance(one.node, ast.ImportFrom) and absolute(one.node, module) == f"{operator.bindings}.imports":
        return None if interface in INTERFACES else one.name
    if interface == "results":
        return f"@results.{rest[0]}" if rest and rest[0] in names_of("types", operator.api_version) else None
    if interface not in INTERFACES or not rest or rest[0] in borrowed(interface) or rest[0].startswith("__"):
        return None if interface in INTERFACES | HELPERS | {"imports", "exports"} or not rest else f"@{interface}"
    full = f"@{interface}.{rest[0]}"
    if rest[0] not in names_of(interface, operator.api_version):
        return None if full in NEWER else full
    return _unknown_member(full, rest[1:])


def _unknown_member(full: str, rest: list[str]) -> str | None:
    """A condition of the state store that is not one; levels have a rule of their own."""
    known = ENUMS.get(full, ())
    if full == "@logger.Level" or not known or not rest or rest[0].startswith("_"):
        return None
    return None if rest[0] in known else f"{full}.{rest[0]}"


def _found(operator: Operator, module: Module, one: Reference, unknown: str) -> Found:
    meant, is_certain = _meant(operator, unknown)
    written = one.alias.name if one.alias else module.source(one.node)
    known = f"; {_path(operator, meant)} is meant" if meant else ""
    words = {"code": written, "known": known}
    fixable = is_certain and (one.alias is None or meant.rpartition(".")[2] == unknown.rpartition(".")[2])
    return Found(
        module.place(one.alias or one.node), words, fixable=fixable, node=one.node, detail=(one, unknown, meant)
    )


def _meant(operator: Operator, unknown: str) -> tuple[str, bool]:
    """The name that was meant ("" if there is none near), and whether that is certain."""
    interface, _, name = unknown.removeprefix("@").partition(".")
    if interface in INTERFACES and not name:
        return unknown, True
    if unknown in _MEANT:
        return _MEANT[unknown], True
    owner, _, last = unknown.rpartition(".")
    here = [f"{owner}.{one}" for one in ENUMS.get(owner, names_of(interface, operator.api_version))]
    everywhere = [f"@{other}.{one}" for other in sorted(INTERFACES) for one in names_of(other, operator.api_version)]
    same = [one for one in here if _plain(one) == _plain(unknown)] or [
        one for one in everywhere if one.rpartition(".")[2] == last
    ]
    near = difflib.get_close_matches(last, [one.rpartition(".")[2] for one in here], n=1, cutoff=0.7)
    return (same[0], len(same) == 1) if same else (f"{owner}.{near[0]}" if near else "", False)


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _path(operator: Operator, name: str) -> str:
    return f"{operator.bindings}.imports.{name.removeprefix('@')}"


def _import_of_types(edit: Edit) -> tuple[ast.ImportFrom, ast.alias]:
    """``from map_impl import types``, which names the wrong one of two modules of that name."""
    for node in edit.module.all(ast.ImportFrom):
        for alias in node.names:
            if alias.name == "types" and absolute(node, edit.module) == edit.operator.bindings:
                return node, alias
    raise CannotFix("the module was imported in another way")


def _imported_from(edit: Edit, node: ast.ImportFrom, alias: ast.alias, meant: str) -> None:
    """Import one name from where it is; the others of the statement stay."""
    interface, _, name = meant.removeprefix("@").replace("results", "types").partition(".")
    source = f"{edit.operator.bindings}.imports" + (f".{interface}" if name else "")
    renamed = f" as {alias.asname}" if alias.asname else ""
    line = f"from {source} import {name or interface}{renamed}"
    statement = edit.starting_at(node, cst.SimpleStatementLine)
    if len(statement.body) != 1 or not isinstance(old := statement.body[0], cst.ImportFrom):
        raise CannotFix("several statements on one line")
    others = [one for one in node.names if one is not alias]
    kept = ", ".join(one.name + (f" as {one.asname}" if one.asname else "") for one in others)
    new = cst.ensure_type(edit.statement(line), cst.SimpleStatementLine)
    if not others:
        edit.replace(old, new.body[0])
        return
    first = edit.statement(f"from {absolute(node, edit.module)} import {kept}")
    whole = statement.with_changes(body=cst.ensure_type(first, cst.SimpleStatementLine).body)
    edit.replace(statement, cst.FlattenSentinel([whole, new]))


RULE = Rule(
    code="unknown-name-in-bindings",
    severity=Severity.ERROR,
    sentence="{code}: the bindings have no such name here{known}.",
    help="The data types are in <world>.imports.types, clocks in imports.hybrid_logical_clock, the logger in "
    "imports.logger; <world>.types holds only Ok, Err and Result. The bindings page lists every name.",
    check=check,
    fix=fix,
)
