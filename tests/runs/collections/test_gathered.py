"""A case's report, from what its child said."""

from app.db.models import RunStatus
from app.operators.kinds import Kind
from app.runs.collections.gathered import Gathered, not_run
from app.runs.conversation import Conversation, Ending

INIT = {"kind": "init", "result": {"ok": True, "outcome": None}}
RESULT = {"kind": "result", "index": 0, "result": {"outcome": "output", "error": None, "truncated": True}}
FINISHED = {"kind": "finished", "memory_bytes": 7, "state": [{"key": "k"}], "timings": {"init_us": 1}, "stopped": None}


def test_a_case_that_ends_well_is_reported_whole() -> None:
    gathered = Gathered()
    conversation = Conversation(gathered, Kind.MAP)
    for message in (INIT, RESULT, RESULT, FINISHED | {"notes": ["Look."]}):
        conversation.heard(message)
    report = gathered.report(conversation.ending(None))

    assert (report["status"], report["error"], report["notes"]) == ("completed", None, ["Look."])
    assert [result["outcome"] for result in report["results"]] == ["output", "output"]
    assert (report["state"], report["memory_bytes"], report["truncated"]) == ([{"key": "k"}], 7, True)
    assert report["init"]["ok"] is True


def test_an_init_that_failed_has_no_results() -> None:
    gathered = Gathered()
    gathered.add("init", result={"ok": False})
    report = gathered.report(Ending(RunStatus.FAILED))

    assert (report["status"], report["results"], report["init"]) == ("failed", [], {"ok": False})


def test_what_was_not_run_says_why_and_has_all_members() -> None:
    report = not_run("It does not fit.")

    assert report.keys() == Gathered().report(Ending(RunStatus.COMPLETED)).keys()
    assert (report["status"], report["error"]["detail"]) == ("stopped", "It does not fit.")
