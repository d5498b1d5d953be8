"""Functions that read data files, which a component does not carry."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.environment.calls import judged
from app.operators.checks.environment.paths import beside_its_file
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_ZONES = "the database of time zones"
_BESIDE = "files that lie beside the code"
# Tried in a component: ZoneInfo raises ImportError, or ZoneInfoNotFoundError where importlib.resources is loaded;
# available_timezones gives an empty set, gettz and get_data give None, and reading through importlib.resources raises
# FileNotFoundError.
_CALLS = {
    "certifi.contents": "its list of certificates",
    "certifi.where": "its list of certificates",
    "dateutil.tz.gettz": _ZONES,
    "dateutil.zoneinfo.get_zonefile_instance": _ZONES,
    "dateutil.zoneinfo.gettz": _ZONES,
    "importlib.resources.as_file": _BESIDE,
    "importlib.resources.files": _BESIDE,
    "importlib.resources.open_binary": _BESIDE,
    "importlib.resources.open_text": _BESIDE,
    "importlib.resources.path": _BESIDE,
    "importlib.resources.read_binary": _BESIDE,
    "importlib.resources.read_text": _BESIDE,
    "pkgutil.get_data": _BESIDE,
    "pytz.timezone": _ZONES,
    "zoneinfo.ZoneInfo": _ZONES,
    "zoneinfo.available_timezones": _ZONES,
}
_READS = frozenset({"open", "read_text", "read_bytes"})
_ERRORS = frozenset({"ImportError", "OSError", "FileNotFoundError", "UnknownTimeZoneError"})


def check(operator: Operator) -> Iterator[Found]:
    """Where such a function is called after the build, when no file can be read."""
    for module in operator.modules.values():
        for call in module.all(ast.Call):
            data = _data(module, call) or _of_package(operator, module, call)
            if data is None:
                continue
            reach = reach_of(operator)
            if not reach.only_at_build(module, call) and judged(reach, module, call, _ERRORS) is not None:
                yield Found(module.place(call.func), {"call": module.source(call.func), "data": data})


def _data(module: Module, call: ast.Call) -> str | None:
    full = module.qualified(call.func)
    if full is not None and full in _CALLS:
        return None if _is_utc(full, call) else _CALLS[full]
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if full in {"builtins.open", "io.open"}:
        return _BESIDE if call.args and beside_its_file(module, call.args[0]) else None
    return _BESIDE if name in _READS and beside_its_file(module, call.func) else None


def _of_package(operator: Operator, module: Module, call: ast.Call) -> str | None:
    """What is known of the project's own packages, once a build has fetched them."""
    package = operator.reading.get(module.qualified(call.func) or "")
    return None if package is None else f"data files of the package {package}"


def _is_utc(full: str, call: ast.Call) -> bool:
    """pytz and dateutil know UTC without a file."""
    first = call.args[0] if call.args else None
    name = first.value if isinstance(first, ast.Constant) else None
    return isinstance(name, str) and name.upper() == "UTC" and full in {"pytz.timezone", "dateutil.tz.gettz"}


RULE = Rule(
    code="package-data",
    severity=Severity.WARNING,
    sentence="{call} reads {data}, which a component does not carry.",
    help="For a time zone use a fixed offset, as in timezone(timedelta(hours=1)), or let the configuration give it. "
    "Put other data into a Python module of the project, for example as a dictionary.",
    check=check,
)
