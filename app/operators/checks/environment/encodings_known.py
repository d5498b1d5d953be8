"""Text encodings: which of them Python loads a module for."""

from __future__ import annotations

import ast
from encodings import normalize_encoding
from encodings.aliases import aliases

from app.operators.checks.module import Module

# Python's core knows these by itself when bytes become text or the other way round; tried in a component.
_IN_THE_CORE = frozenset({"utf_8", "utf_16", "utf_32", "ascii", "latin_1", "iso8859_1", "iso_8859_1", "us_ascii"})
_SPELLED = {"utf8": "utf_8", "latin1": "latin_1", "u8": "utf_8", "utf16": "utf_16", "utf32": "utf_32"}
_OTHERS = frozenset({"utf_8_sig", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_16_le", "utf_16_be"})
_NOT_FOR_TEXT = frozenset(
    {"bz2_codec", "zlib_codec", "hex_codec", "base64_codec", "quopri_codec", "uu_codec", "rot_13"}
)
_CONVERTERS = {"encode": 0, "decode": 0, "builtins.str": 1, "builtins.bytes": 1}
_TO_TEXT = "xml.etree.ElementTree.tostring"


def encoding_module(module: Module, call: ast.Call) -> str | None:
    """The module that a call with the name of an encoding loads, such as ``encodings.cp1252``."""
    full = module.qualified(call.func)
    if full == _TO_TEXT:
        return _of_tostring(call)
    method = call.func.attr if full is None and isinstance(call.func, ast.Attribute) else full
    literal = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Constant)
    if literal and isinstance(call.func, ast.Attribute):
        method = call.func.attr
    position = _CONVERTERS.get(method or "")
    name = None if position is None else _argument(call, position)
    return None if name is None else module_of(name)


def module_of(name: str) -> str | None:
    """The module of an encoding that the core does not know; None for others and for what is no encoding."""
    spelled = normalize_encoding(name).lower()
    spelled = _SPELLED.get(spelled, spelled)
    if spelled in _IN_THE_CORE:
        return None
    found = aliases.get(spelled, spelled)
    known = found in _OTHERS or found in set(aliases.values())
    return f"encodings.{found}" if known and found not in _NOT_FOR_TEXT else None


def _argument(call: ast.Call, position: int) -> str | None:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "encoding"]
    node = given[0] if given else (call.args[position] if len(call.args) > position else None)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _of_tostring(call: ast.Call) -> str | None:
    """ElementTree looks its encoding up even where the core knows it; without one it takes ASCII."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "encoding"] or call.args[1:2]
    if not given:
        return None if any(keyword.arg is None for keyword in call.keywords) else "encodings.ascii"
    name = given[0].value if isinstance(given[0], ast.Constant) else None
    if not isinstance(name, str) or name.lower() in {"unicode", "utf-8", "utf8"}:
        return None
    spelled = normalize_encoding(name).lower()
    return f"encodings.{aliases.get(spelled, spelled)}" if aliases.get(spelled) else None
