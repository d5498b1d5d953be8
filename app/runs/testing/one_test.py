"""One question about tests, asked of a warm child: which a file holds, or how one of them ends."""

import base64
import threading
from copy import copy
from dataclasses import dataclass
from typing import Any

from app.db.models import Run, RunStatus
from app.errors import Invalid
from app.operators.kinds import Kind
from app.operators.own_tests import is_of_tests
from app.runs.bench import Bench
from app.runs.conversation import Conversation, Ending
from app.runs.preview import Prepared
from app.runs.request import Json, RunRequest
from app.sandbox.exits import Cause
from app.sandbox.messages import Message


class NotLoaded(Exception):
    """The operator itself cannot be loaded, so no test can tell anything; ``ending`` is what the run says of it."""

    def __init__(self, ending: Ending) -> None:
        super().__init__()
        self.ending = ending


@dataclass(frozen=True)
class Over:
    """What tests are run over: ``run`` is the row that a preview of its own would have."""

    bench: Bench
    run: Run
    prepared: Prepared
    cancel: threading.Event

    def found(self, path: str) -> Json | None:
        """``{tests: [{name, line}], error}`` of a file; None where it was cancelled. NotLoaded as it says."""
        heard = self._ask({"path": path, "name": None})
        if heard is None:
            return None
        return heard.tests or {"tests": [], "error": heard.wrong}

    def result(self, path: str, name: str) -> Json | None:
        """How one test ended, see sandbox.testing; None where it was cancelled."""
        heard = self._ask({"path": path, "name": name})
        if heard is None:
            return None
        return heard.result or {"verdict": "broken", "reason": None, "error": heard.wrong}

    def _ask(self, test: Json) -> "_Heard | None":
        heard = _Heard(Kind(self.run.kind))
        heard.loading = copy(self.prepared.loading)  # it remembers what it has read of this one
        request = RunRequest(messages=[]).for_child(self.run.kind, self.bench.settings) | {"test": test}
        outcome = self.bench.ask(self.run, request, self._with_tests(), heard, self.cancel)
        if outcome is not None and outcome.cause is Cause.CANCELLED:
            return None
        heard.look(None if outcome is None else outcome.sentence)
        return heard

    def _with_tests(self) -> Prepared:
        """As it was prepared, with the files that only tests need."""
        subject = self.prepared.subject
        if subject is None:
            raise Invalid("tests_unknown", "Only a project has tests of its own.")
        sources = self.prepared.members["sources"]
        own = {path: data for path, data in subject.files.items() if is_of_tests(path, subject.name)}
        files = sources["files"] | {path: base64.b64encode(data).decode() for path, data in own.items()}
        return Prepared(self.prepared.precompiled, {"sources": sources | {"files": files}}, self.prepared.loading)


class _Kept:
    """The sink of one question."""

    def __init__(self) -> None:
        self.init: Json | None = None

    def add(self, kind: str, **data: Any) -> None:
        """Keep how loading went."""
        if kind == "init":
            self.init = data["result"]

    def flush(self) -> None:
        """Nothing is stored."""


class _Heard(Conversation):
    """``wrong`` says in an error's shape why there is neither a list nor a result."""

    def __init__(self, kind: Kind) -> None:
        self._kept = _Kept()
        super().__init__(self._kept, kind)
        self.tests: Json | None = None
        self.result: Json | None = None
        self.wrong: Json | None = None

    def heard(self, message: Message) -> None:
        """Take one message of the child."""
        if message["kind"] == "tests":
            self.tests = {"tests": message["tests"], "error": message["error"]}
        elif message["kind"] == "tested":
            self.result = message["result"]
        else:
            super().heard(message)

    def look(self, sentence: str | None) -> None:
        """Understand what came; ``sentence`` is how the child ended, None where it answered. NotLoaded as it says."""
        init = self._kept.init
        if init is not None and not init["ok"] and init["stage"] == "load":
            raise NotLoaded(self._ending_of(init))
        if self.refused is not None:
            raise NotLoaded(self.ending(None))
        if self.tests is None and self.result is None:
            stopped = init["explanation"] if init is not None and not init["ok"] else None
            words = sentence or stopped or "The child that ran it gave no answer. Try again."
            self.wrong = {"type": "", "message": words, "frames": []}

    def _ending_of(self, init: Json) -> Ending:
        if self.loading is not None and self.loading.refused is not None:
            return self.ending(None)
        from_build = {"code": "tests_not_loaded", "title": "The operator cannot be loaded"}
        error = {**from_build, "detail": str(init["explanation"]), "diagnostics": init["diagnostics"]}
        return Ending(RunStatus.FAILED, error)
