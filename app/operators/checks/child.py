"""The child that reads hostile sources: it answers check, fix, lazy and format, one question after the other.

A question holds ``do``, ``about`` (kind, api_version, name, adapter, provided), ``files`` (path to text, None for what
is not text), unless it is lazy ``bindings`` (a zip file) and the programs ``ruff`` and ``ty``, and for a fix ``ids``
(None for all). The answer is one message. For a format it holds ``path``, ``text`` and ``ruff``.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.kit.folders import clear
from app.operators.checks import catalogue, fixing, lazy
from app.operators.checks.analysis import MOST_FINDINGS, as_json, identified, merged, own_findings
from app.operators.checks.environment.hidden_import import hidden_imports
from app.operators.checks.habits import frozen_at_build
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Finding, Severity
from app.operators.checks.sources import Sources
from app.operators.checks.tools import bindings, formatting, ruff, ty
from app.operators.own_tests import is_of_tests
from app.sandbox.messages import Channel


def main(requests: Iterator[dict[str, Any]], channel: Channel) -> None:
    """Answer every question; what one of them left in the folder is gone before the next."""
    warnings.simplefilter("ignore")  # the sources' own, such as an invalid escape
    catalogue.all_rules()
    for request in requests:
        if request["do"] == "format":
            channel.send("answer", **formatting.formatted(request["ruff"], request["path"], request["text"]))
            continue
        question = _Question(request)
        channel.send("answer", **question.answer())
        clear(question.folder)


class _Question:
    def __init__(self, request: dict[str, Any]) -> None:
        self._request = request
        self._files: fixing.Files = request["files"]
        self._tools_s = float(request.get("tools_s", 0.0))  # for each tool, within the time of the question
        self._sources = Sources(request["about"])
        self.folder = Path.cwd() / "question"

    def answer(self) -> dict[str, Any]:
        answers: dict[str, Callable[[], dict[str, Any]]] = {"check": self._check, "fix": self._fix, "lazy": self._lazy}
        return answers[self._request["do"]]()

    def _check(self) -> dict[str, Any]:
        return {"diagnostics": self._diagnostics(self._files)}

    def _fix(self) -> dict[str, Any]:
        ids = self._request["ids"]
        if ids is None:
            after = fixing.fix_all(self._sources, self._files, self._look)
        else:
            after = fixing.fix_some(self._sources, self._files, ids, self._look)
        changed = {path: text for path, text in after.items() if text != self._files[path]}
        diff = fixing.unified_diff(self._files, after)
        return {"diff": diff, "files": changed, "diagnostics": self._diagnostics(after)}

    def _lazy(self) -> dict[str, Any]:
        """What the adapter has to load: also what the standard library imports only when it is called. ``frozen`` says
        whether top-level code asks for what a build freezes."""
        operator = self._sources.operator(self._files)
        names = sorted({*lazy.lazy_imports(operator), *hidden_imports(operator)})
        return {"lazy_imports": names, "frozen": frozen_at_build.asks(operator)}

    def _diagnostics(self, files: fixing.Files) -> list[dict[str, Any]]:
        found = self._everything(files)
        return [as_json(number, one) for number, one in identified(found, files).items()][:MOST_FINDINGS]

    def _everything(self, files: fixing.Files) -> list[Finding]:
        """Both tools work while our own rules do."""
        root = self._written(files)
        stubs = bindings.prepare(Path(self._request["bindings"]), Path.cwd() / "bindings")
        checker = ty.start(self._request["ty"], root, stubs)  # first, since it takes longest
        linter = ruff.start(self._request["ruff"], root)
        own = [*self._sources.unreadable(files), *own_findings(self._sources.operator(files))]
        found = merged(own, [*ruff.findings(linter, self._tools_s), *ty.findings(checker, self._tools_s)])
        return [self._of_tests(one) for one in found]

    def _of_tests(self, one: Finding) -> Finding:
        """What is wrong with a test keeps no operator from being built."""
        if one.severity is Severity.ERROR and is_of_tests(one.place.path, self._request["about"]["name"]):
            return replace(one, severity=Severity.WARNING)
        return one

    def _look(self, operator: Operator, files: fixing.Files) -> list[Finding]:
        """What a fix works on: ty has no fixes, so it is not asked."""
        linter = ruff.start(self._request["ruff"], self._written(files))
        return merged(own_findings(operator), ruff.findings(linter, self._tools_s))

    def _written(self, files: fixing.Files) -> Path:
        """The sources as files, without those that would end a tool."""
        clear(self.folder)
        self.folder.mkdir(exist_ok=True)
        for path in sorted(set(files) - self._sources.too_deep(files)):
            if path.endswith(".py") and (text := files[path]) is not None:
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8", newline="")
        return self.folder
