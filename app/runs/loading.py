"""What the first result of a preview says of its loading, which stands for a build: the build's own diagnostics, or why
a preview cannot do what a build can."""

import re
from typing import Any

from app.builds.key import python_sources
from app.builds.packages import blame
from app.errors import Invalid
from app.kit.text import decode
from app.operators.checker import Subject
from app.operators.diagnostics import Diagnostic, from_build_log
from app.operators.names import entry_path
from app.operators.preview import parts
from app.packages.service import Packages
from app.sandbox.limits import human_bytes, human_seconds
from app.settings import Settings

Json = dict[str, Any]

# What Python adds where it prints an exception; a build tells the exception's own words.
_GUESS = re.compile(r"\. Did you (?:mean|forget)\b[^\n]{0,200}$", re.MULTILINE)
_BUILD = "Build the project, then run its component."
_HOST = (
    "Top-level code calls the host (logger, metrics, state store or schema registry). There is no host while a "
    "component is built, so the build would fail. Move the call into init or process."
)
_PRINTS = (
    "Top-level code prints more than 10,000 bytes, at which a build fails. Print less, or move it into init or process."
)
# What a build lets top-level code do, and a preview does not.
_BEYOND = (
    (
        re.compile(r"OSError: \[Errno 69\]"),
        "Top-level code writes a file. A build has a folder for that, which the component loses; a preview has none.",
    ),
    (
        re.compile(r"(?:FileNotFoundError|NotADirectoryError): .{0,200}'/(?:python|world|bundled)\b"),
        "Top-level code reads a file of Python's own library. A preview holds its modules, but not as files.",
    ),
    (
        re.compile(
            r"ModuleNotFoundError: No module named '(?:test|tests|idle_test|idlelib\.idle_test|lib2to3\.tests)\b"
        ),
        "Top-level code imports Python's own tests, which a preview leaves out.",
    ),
)


class Loading:
    """Reads what ``init`` gave. ``refused`` is set where the preview cannot tell what a component would do."""

    def __init__(self, wanted: Subject, packages: Packages | None, settings: Settings) -> None:
        self._wanted, self._packages, self._settings = wanted, packages, settings
        self.refused: Invalid | None = None

    def told(self, init: Json) -> Json:
        """The result of ``init`` with ``diagnostics``, which a failed build would have given; none where it loaded."""
        if init.get("stage") != "load" or init["ok"]:
            return init | {"diagnostics": []}
        init = init | {"stderr": parts.own_frame().sub("", init["stderr"])}
        reason = self._beyond(init)
        if reason is not None:
            self.refused = Invalid("preview_refused", reason)
            return init | {"diagnostics": [], "explanation": reason}
        found = self._diagnostics(init)
        sentence = f"A build of these files would fail: {found[0].message} {found[0].help}"
        return init | {"diagnostics": [one.as_json() for one in found], "explanation": sentence}

    def _beyond(self, init: Json) -> str | None:
        outcome, error = init["outcome"], init["error"] or ""
        limit_s = human_seconds(self._settings.build_time_limit_s)
        if outcome == "time_limit":
            return f"Loading the modules took too long for a preview. A build may take {limit_s}. {_BUILD}"
        if outcome == "memory_limit":
            most = human_bytes(self._settings.build_memory_bytes)
            return f"Loading the modules took more memory than a run may have. A build may have {most}. {_BUILD}"
        if outcome == "host_call_limit":
            return _HOST
        if outcome == "output_limit":
            return _PRINTS
        reason = next((words for pattern, words in _BEYOND if pattern.match(error)), None)
        return None if reason is None else f"{reason} {_BUILD}"

    def _diagnostics(self, init: Json) -> list[Diagnostic]:
        error = "Exited with i32 exit status 0" if init["outcome"] == "exit" else _GUESS.sub("", init["error"] or "")
        lines = [*init["stderr"].splitlines(), "Caused by:", *(f"    {line}" for line in error.splitlines())]
        sources = python_sources(self._wanted.files, self._wanted.name)
        texts = {path: decode(data) for path, data in sources.items()}
        found = from_build_log(lines, texts, entry_path(self._wanted.name))
        if self._packages is not None:
            return blame(lines, found, self._packages, 2 if self._wanted.adapter else 1)
        return found
