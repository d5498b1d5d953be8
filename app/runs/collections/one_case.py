"""One case as one run of its own: asked of a warm child, reported as a run."""

import threading
from copy import copy
from dataclasses import dataclass

from app.db.models import Run
from app.errors import Invalid, LimitExceeded
from app.operators.kinds import Kind
from app.payloads.cases import Case
from app.runs.bench import Bench
from app.runs.collections.fitting import misfit
from app.runs.collections.gathered import Gathered, not_run
from app.runs.collections.service import request_of
from app.runs.conversation import Conversation
from app.runs.preview import Prepared
from app.runs.request import Json
from app.sandbox.exits import Cause


@dataclass(frozen=True)
class Over:
    """What cases are run over: ``run`` is the row that a run of its own would have, ``shared`` the collection's
    settings."""

    run: Run
    prepared: Prepared
    shared: Json


def report_of(bench: Bench, over: Over, case: Case, state: list[Json], cancel: threading.Event) -> Json | None:
    """What a run of the case reports, begun with ``state`` in the state store; None where it was cancelled.

    A case that does not fit the operator is not run, and the report says why. Closing as of ``Bench.ask``.
    """
    kind = Kind(over.run.kind)
    sentence = misfit(kind, case.expect)
    if sentence is not None:
        return not_run(sentence)
    try:
        asked = request_of(over.shared | {"state": state}, case.messages).for_child(kind, bench.settings)
    except (Invalid, LimitExceeded) as error:
        return not_run(f"This case cannot be given to this operator, which is of the kind {kind}. {error.detail}")
    return _run(bench, over, asked, cancel)


def _run(bench: Bench, over: Over, asked: Json, cancel: threading.Event) -> Json | None:
    gathered = Gathered()
    conversation = Conversation(gathered, Kind(over.run.kind))
    conversation.loading = copy(over.prepared.loading)  # it remembers what it has read of this one
    outcome = bench.ask(over.run, asked, over.prepared, conversation, cancel)
    if outcome is not None and outcome.cause is Cause.CANCELLED:
        return None
    return gathered.report(conversation.ending(outcome))
