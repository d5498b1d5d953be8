"""Every rule there is: each module of the four rooms holds one, as ``RULE``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from app.operators.checks import data_model, environment, habits, interface, tools
from app.operators.checks.rule import Rule

_ROOMS = (interface, data_model, environment, habits)


@cache
def rules() -> tuple[Rule, ...]:
    """Our own rules, in the order in which they are tried."""
    return tuple(rule for room in _ROOMS for rule in _rules_in(room.__name__, list(room.__path__)))


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its code, those that tools find included."""
    found = [*rules(), *_rules_in(tools.__name__, list(tools.__path__))]
    return {rule.code: rule for rule in found}


def _rules_in(package: str, path: list[str]) -> list[Rule]:
    names = sorted(info.name for info in pkgutil.iter_modules(path))
    modules = [importlib.import_module(f"{package}.{name}") for name in names]
    return [
        rule for module in modules for rule in [*getattr(module, "RULES", ()), getattr(module, "RULE", None)] if rule
    ]
