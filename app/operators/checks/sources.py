"""The files of a project, parsed for the rules; what cannot be parsed is told."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.operators.checks.module import BYTE_ORDER_MARK, Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Finding, Place, Severity
from app.operators.kinds import ApiVersion, Kind
from app.operators.own_tests import is_of_tests
from app.operators.worlds import world

TOO_DEEP = "check-too-deep"
NEWER = "check-newer-syntax"


@dataclass
class Sources:
    """Parses each text once, however often a fix asks again.

    ``about`` is the request: kind, api_version, name, adapter, provided (a list or None) and reading.
    """

    about: Mapping[str, Any]
    _parsed: dict[str, tuple[str, Module | Exception]] = field(default_factory=dict)  # by path, the newest text of each

    def operator(self, files: Mapping[str, str | None]) -> Operator:
        """The project with these texts, without its tests, which no rule of ours is for."""
        name = self.about["name"]
        files = {path: text for path, text in files.items() if not is_of_tests(path, name)}
        texts = {path: text for path, text in files.items() if text is not None and path.endswith(".py")}
        modules = {
            path: parsed for path, text in texts.items() if isinstance(parsed := self._parse(path, text), Module)
        }
        provided = self.about["provided"]
        return Operator(
            kind=Kind(self.about["kind"]),
            api_version=ApiVersion(self.about["api_version"]),
            name=name,
            adapter=self.about["adapter"],
            modules=modules,
            files=files,
            provided=None if provided is None else frozenset(provided),
            reading=self.about.get("reading", {}),
        )

    def unreadable(self, files: Mapping[str, str | None]) -> list[Finding]:
        """What keeps our own rules from looking at a file. Of a plain syntax error ruff tells more."""
        found = []
        for path, text in files.items():
            if text is not None and path.endswith(".py"):
                error = self._parse(path, text)
                if isinstance(error, RecursionError | MemoryError):
                    found.append(_too_deep(path))
                elif isinstance(error, SyntaxError):
                    found.append(_newer(path, error))
        return found

    def too_deep(self, files: Mapping[str, str | None]) -> set[str]:
        """Files that no tool shall see either: they would end it."""
        return {finding.place.path for finding in self.unreadable(files) if finding.code == TOO_DEEP}

    def _parse(self, path: str, text: str) -> Module | Exception:
        known = self._parsed.get(path)
        if known is None or known[0] != text:
            bindings = world(Kind(self.about["kind"]), ApiVersion(self.about["api_version"])).module
            known = self._parsed[path] = text, _parse(path, text, bindings)
        return known[1]


def readable(text: str) -> bool:
    """Whether Python can parse a text at all."""
    try:
        ast.parse(text.removeprefix(BYTE_ORDER_MARK))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _parse(path: str, text: str, bindings: str) -> Module | Exception:
    try:
        return Module(path, text, bindings)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return error


def _too_deep(path: str) -> Finding:
    message = "This file is nested so deeply that it cannot be checked, and Python cannot compile it."
    return Finding(TOO_DEEP, Severity.ERROR, Place(path, 1, 1), message, HELP[TOO_DEEP])


def _newer(path: str, error: SyntaxError) -> Finding:
    message = (
        f"The Python that runs this studio cannot read this line ({error.msg}), so the file was only checked in part."
    )
    place = Place(path, error.lineno or 1, max(error.offset or 1, 1))
    return Finding(NEWER, Severity.INFORMATION, place, message, HELP[NEWER])


HELP = {
    TOO_DEEP: "Break the long expression or the many levels of brackets up into several statements.",
    NEWER: "Python 3.12, which a component holds, may still read it. Run the studio with Python 3.12 or newer to have "
    "such files checked.",
}
