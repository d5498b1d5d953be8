"""Laying a source out: its imports in order, then everything as ruff formats it.

Rules of ruff: https://docs.astral.sh/ruff/rules/#isort-i
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

from app.operators.checks.tools.running import environment

_STEP_S = 4.0
_PLACE = re.compile(r":(\d+):(\d+): (.+)")
_LONGEST = 200  # characters of a reason
_COMMON = ("--isolated", "--no-cache", "--target-version", "py312")
_IMPORTS = ("check", *_COMMON, "--quiet", "--select", "I", "--fix", "--exit-zero")
_LAYOUT = ("format", *_COMMON)  # not quiet: it would not say where it cannot read


def formatted(program: str, path: str, text: str) -> dict[str, Any]:
    """``{"text"}``, or ``{"why", "line"}`` where Python cannot read the source."""
    try:
        ordered = _run(program, _IMPORTS, path, text)
        done = _run(program, _LAYOUT, path, ordered.stdout if ordered.returncode == 0 else text)
    except subprocess.TimeoutExpired:
        return {"why": "It takes too long. Break it up.", "line": None}
    if done.returncode != 0:
        return _reason(done.stderr)
    return {"text": done.stdout}


def _run(program: str, arguments: tuple[str, ...], path: str, text: str) -> subprocess.CompletedProcess[str]:
    # The name only tells ruff what kind of file it is: a user's could look like an option.
    name = "source.pyi" if path.endswith(".pyi") else "source.py"
    return subprocess.run(  # noqa: S603 -- no word of the command comes from a user
        [program, *arguments, "--stdin-filename", name, "-"],
        input=text,
        env=environment(Path.cwd()),
        cwd=Path.cwd(),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_STEP_S,
        check=False,
    )


def _reason(said: str) -> dict[str, Any]:
    found = _PLACE.search(said)
    if found is None:
        return {"why": "Python cannot read it.", "line": None}
    line = int(found[1])
    return {"why": f"Python cannot read line {line}: {found[3][:_LONGEST]}.", "line": line}
