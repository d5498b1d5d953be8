from typing import Any

import pytest
from sqlalchemy import Engine

from app.db import events
from app.db.journal import Journal
from app.db.session import reading
from app.operators.kinds import Kind
from app.runs.conversation import Conversation, stopped
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome

INIT = {"kind": "init", "result": {"ok": True}}
RESULT = {"kind": "result", "index": 0, "result": {"outcome": "output"}}
FINISHED: dict[str, Any] = {"kind": "finished", "stopped": None, "memory_bytes": 1, "state": [], "timings": {}}


def outcome(cause: Cause) -> Outcome:
    return Outcome(cause, "What was seen.", 0, None, 1.0, output_truncated=False, error=None)


@pytest.fixture
def journal(engine: Engine) -> Journal:
    return Journal(engine, "job", lambda _: None)


def after(journal: Journal, *messages: dict[str, Any]) -> Conversation:
    conversation = Conversation(journal, Kind.MAP)
    for message in messages:
        conversation.heard(message)
    return conversation


def test_a_run_that_went_to_its_end_is_completed(engine: Engine, journal: Journal) -> None:
    ending = after(journal, INIT, RESULT, FINISHED).ending(None)
    journal.flush()

    assert (ending.status, ending.error) == ("completed", None)
    with reading(engine) as session:
        assert [event.kind for event in events.since(session, "job", 0)] == ["init", "result", "finished"]


def test_what_is_kept_of_a_failure_names_its_check(engine: Engine, journal: Journal) -> None:
    trap = {"outcome": "trap", "error": "TypeError: Map.process() missing 1 required positional argument: 'x'"}
    after(journal, INIT, {"kind": "result", "index": 0, "result": trap}, FINISHED)
    journal.flush()

    with reading(engine) as session:
        stored = [event.data["result"] for event in events.of_kind(session, "job", "init", "result")]
    assert [one["check"] for one in stored] == [None, "process-parameters"]


def test_other_messages_are_not_kept(engine: Engine, journal: Journal) -> None:
    after(journal, {"kind": "gossip", "text": "x"})
    journal.flush()

    with reading(engine) as session:
        assert events.since(session, "job", 0) == []


@pytest.mark.parametrize("ok", [False, None, "yes", 1])
def test_a_run_whose_init_did_not_answer_true_has_failed(journal: Journal, ok: object) -> None:
    messages = ({"kind": "init", "result": {"ok": ok}}, FINISHED)

    assert after(journal, *messages).ending(None).status == "failed"


def test_a_run_that_left_messages_out_says_so(journal: Journal) -> None:
    ending = after(journal, INIT, FINISHED | {"stopped": "Time ran out."}).ending(None)

    assert ending.status == "stopped"
    assert ending.error == {"code": "run_left_out", "title": "The run was stopped", "detail": "Time ran out."}


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not Cause.CANCELLED])
def test_a_child_that_was_stopped_names_the_cause(journal: Journal, cause: Cause) -> None:
    ending = after(journal, INIT, FINISHED).ending(outcome(cause))

    assert ending.status == "stopped"
    assert ending.error is not None
    assert (ending.error["code"], ending.error["detail"]) == (f"run_{cause}", "What was seen.")


def test_a_child_that_ended_without_its_last_message_did_not_complete(journal: Journal) -> None:
    assert after(journal, INIT, RESULT).ending(None).status == "stopped"


@pytest.mark.parametrize("messages", [[], [INIT]])
def test_a_cancelled_run_of_which_nothing_came_out_was_stopped(
    journal: Journal, messages: list[dict[str, Any]]
) -> None:
    ending = after(journal, *messages).ending(outcome(Cause.CANCELLED))

    assert ending.status == "stopped"
    assert ending.error is not None
    assert (ending.error["code"], "kept" in ending.error["detail"]) == ("cancelled", False)


@pytest.mark.parametrize("came", [RESULT, {"kind": "measured", "planned": 1}])
def test_of_a_cancelled_run_is_kept_what_came_out(journal: Journal, came: dict[str, Any]) -> None:
    ending = after(journal, INIT, came).ending(outcome(Cause.CANCELLED))

    assert "What came out before is kept." in (ending.error or {})["detail"]


def test_a_refused_preview_is_called_that() -> None:
    assert (stopped("preview_refused", "Why.").error or {})["title"] == "The preview was refused"
    assert (stopped("run_time_limit", "Why.").error or {})["title"] == "The run was stopped"


@pytest.mark.parametrize(
    ("part", "code", "unloadable"), [("component", "precompile_failed", True), ("packages", "preview_refused", False)]
)
def test_what_a_child_refuses_is_told_until_it_is_tried_anew(
    journal: Journal, part: str, code: str, unloadable: bool
) -> None:
    conversation = after(journal, {"kind": "refused", "part": part, "reason": "It is damaged."})

    assert conversation.unloadable is unloadable
    error = conversation.ending(None).error
    assert error is not None
    assert (error["code"], error["detail"].startswith("It is damaged. ")) == (code, True)

    conversation.begin_anew()
    for message in (INIT, RESULT, FINISHED):
        conversation.heard(message)
    assert conversation.ending(None).status == "completed"
