"""What becomes of a run of a collection and of each of its cases. The children here are real, what they do is told to
them."""

from __future__ import annotations

import threading

import pytest

from app.db.models import CollectionRun, RunStatus
from app.db.session import reading, unit_of_work
from app.errors import NotFound
from app.payloads import cases, collections
from app.runs.collections import service
from app.runs.collections.executor import BEGUN_ANEW, MOST_ATTEMPTS
from tests.runs.collections.conftest import Studio, gives
from tests.support.collections import a_case, with_cases
from tests.support.polling import until


def test_each_case_gets_its_verdict_and_the_run_is_completed(studio: Studio) -> None:
    run_id = studio.run(a_case("x", gives("x")), a_case("y", gives("x")), a_case("z"))
    run = studio.row(run_id)

    assert (run.status, run.error, run.total) == ("completed", None, 3)
    assert studio.verdicts(run_id) == {"x": "passed", "y": "failed", "z": "unchecked"}
    assert run.counts == {"passed": 1, "failed": 1, "unchecked": 1, "broken": 0}
    assert [row.position for row in studio.results(run_id)] == [1, 2, 3]
    assert set(run.timings) == {"precompile_ms", "cases_ms"}
    assert studio.ended == [run_id]


def test_its_events_tell_every_case_then_how_far_it_is(studio: Studio) -> None:
    run_id = studio.run(a_case("x", gives("x")), a_case("y", gives("x")))

    kinds = studio.kinds(run_id)
    assert (kinds[:2], kinds[-2:]) == (["status", "status"], ["progress", "status"])
    assert kinds.count("case") == 2
    assert {told["name"]: told["verdict"] for told in studio.told(run_id, "case")} == {"x": "passed", "y": "failed"}
    assert studio.told(run_id, "progress")[-1] == {"done": 2, "total": 2, "counts": studio.row(run_id).counts}


def test_a_crash_costs_its_own_case_and_no_other(studio: Studio) -> None:
    wanted = [a_case(f"{number}", gives(f"{number}")) for number in range(8)]
    run_id = studio.run(*wanted[:4], a_case("abort", gives("abort")), *wanted[4:])

    verdicts = studio.verdicts(run_id)
    assert verdicts.pop("abort") == "broken"
    assert set(verdicts.values()) == {"passed"}
    assert len(verdicts) == 8
    assert studio.row(run_id).status == "completed"
    [broken] = [row for row in studio.results(run_id) if row.verdict == "broken"]
    assert broken.reason


def test_an_init_that_refuses_breaks_its_case(studio: Studio) -> None:
    run_id = studio.run(a_case("refuse", gives("refuse")), a_case("x", gives("x")))

    assert studio.verdicts(run_id) == {"refuse": "broken", "x": "passed"}


def test_a_case_of_another_kind_is_broken_with_a_sentence_and_is_not_run(studio: Studio) -> None:
    batch = cases.NewCase("batch", [{"staged": None, "messages": [{"payload": "x"}]}], None)
    run_id = studio.run(batch, a_case("sleep", {"arm": "True"}, "armed"), a_case("x", gives("x")))

    reasons = {row.name: row.reason for row in studio.results(run_id)}
    assert studio.verdicts(run_id) == {"batch": "broken", "armed": "broken", "x": "passed"}
    assert "cannot be given to this operator, which is of the kind map" in str(reasons["batch"])
    assert "only a branch operator has; this one is a map" in str(reasons["armed"])


def test_more_inputs_than_a_run_may_have_break_their_case(studio: Studio) -> None:
    many = cases.NewCase("many", [{"payload": "x"}] * (studio.settings.run_max_messages + 1), None)
    run_id = studio.run(many, a_case("x", gives("x")))

    assert studio.verdicts(run_id) == {"many": "broken", "x": "passed"}


def test_each_case_begins_with_the_collections_state(studio: Studio) -> None:
    state = [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]
    run_id = studio.run(*(a_case("count", gives("2"), f"{number}") for number in range(4)), state=state)

    assert set(studio.verdicts(run_id).values()) == {"passed"}


def test_state_is_carried_from_case_to_case_in_their_order(studio: Studio) -> None:
    wanted = [a_case("count", gives(f"{number + 1}"), f"{number}") for number in range(5)]
    run_id = studio.run(*wanted, state=[{"key": "a", "value": "1"}], carry_state=True)

    assert list(studio.verdicts(run_id).values()) == ["passed"] * 5


def test_a_case_that_breaks_hands_on_what_it_was_given(studio: Studio) -> None:
    wanted = [a_case("count", gives("0"), "first"), a_case("abort"), a_case("count", gives("1"), "last")]
    run_id = studio.run(*wanted, carry_state=True)

    assert studio.verdicts(run_id) == {"first": "passed", "abort": "broken", "last": "passed"}


def test_the_version_that_was_asked_for_is_run_whatever_is_changed_meanwhile(studio: Studio) -> None:
    collection_id = studio.collection(a_case("count", gives("0"), "kept"))
    run_id = studio.ask(collection_id)
    studio.change(collection_id, lambda session, found: with_cases(session, studio.blobs, found, a_case("new")))
    state = [{"key": "a", "value": "1"}]
    studio.change(collection_id, lambda session, found: collections.change(session, found, settings={"state": state}))
    studio.executor.run(run_id)

    assert studio.verdicts(run_id) == {"kept": "passed"}
    assert studio.row(run_id).status == "completed"


def keys_of(studio: Studio, collection_id: str) -> list[str]:
    with reading(studio.engine) as session:
        return [row.key for row in cases.page(session, collections.get(session, collection_id))]


def test_only_the_chosen_cases_are_run(studio: Studio) -> None:
    collection_id = studio.collection(a_case("a"), a_case("b"), a_case("c"))
    first, _, third = keys_of(studio, collection_id)
    run_id = studio.ask(collection_id, [third, first, third])
    studio.executor.run(run_id)

    assert set(studio.verdicts(run_id)) == {"a", "c"}
    assert (studio.row(run_id).total, studio.row(run_id).status) == (2, "completed")


def test_a_run_is_done_once(studio: Studio) -> None:
    run_id = studio.run(a_case("x"))
    before = studio.kinds(run_id)
    studio.executor.run(run_id)

    assert studio.kinds(run_id) == before


def at_work(studio: Studio, run_id: str, done: int) -> threading.Thread:
    """The run in a thread of its own, once so many of its results are stored."""
    thread = threading.Thread(target=studio.executor.run, args=(run_id,))
    thread.start()
    until(lambda: len(studio.results(run_id)) >= done)
    return thread


SLEEPERS = (a_case("sleep", None, "one"), a_case("sleep", None, "two"), a_case("never"))


def test_what_was_done_before_a_cancel_is_kept(studio: Studio) -> None:
    run_id = studio.ask(studio.collection(a_case("x", gives("x")), *SLEEPERS))
    thread = at_work(studio, run_id, 1)
    with unit_of_work(studio.engine) as session:
        service.cancel(session, service.get(session, run_id))
    thread.join()
    run = studio.row(run_id)

    assert (run.status, (run.error or {})["code"]) == ("stopped", "cancelled")
    assert studio.verdicts(run_id) == {"x": "passed"}
    assert run.counts["passed"] == 1


def test_what_the_studios_end_interrupts_goes_on_with_the_cases_that_are_left(studio: Studio) -> None:
    collection_id = studio.collection(a_case("x", gives("x")), *SLEEPERS[:2])
    run_id = studio.ask(collection_id)
    thread = at_work(studio, run_id, 1)
    studio.pool.close()
    thread.join()
    assert studio.row(run_id).status is RunStatus.RUNNING

    with unit_of_work(studio.engine) as session:
        assert service.requeue_interrupted(session) == [run_id]
    assert studio.verdicts(run_id) == {"x": "passed"}
    assert studio.row(run_id).counts["passed"] == 1


def test_a_run_that_goes_on_does_only_what_has_no_result(studio: Studio) -> None:
    run_id = studio.run(a_case("x", gives("x")), a_case("y", gives("y")))
    with unit_of_work(studio.engine) as session:
        run = service.get(session, run_id)
        run.status, run.counts = RunStatus.QUEUED, {}
        session.add(run)
        first, _ = studio.results(run_id)
        session.delete(session.merge(first))
    studio.executor.run(run_id)

    assert studio.verdicts(run_id) == {"x": "passed", "y": "passed"}
    assert [told["name"] for told in studio.told(run_id, "case")].count("y") == 1
    assert (studio.row(run_id).status, studio.row(run_id).counts["passed"]) == ("completed", 2)


def test_one_whose_state_is_carried_begins_anew(studio: Studio) -> None:
    wanted = [a_case("count", gives("0"), "first"), a_case("count", gives("1"), "last")]
    run_id = studio.run(*wanted, carry_state=True)
    with unit_of_work(studio.engine) as session:
        run = service.get(session, run_id)
        run.status = RunStatus.QUEUED
        session.add(run)
        session.delete(session.merge(studio.results(run_id)[1]))
    assert studio.told(run_id, "notes") == []
    studio.executor.run(run_id)

    assert studio.verdicts(run_id) == {"first": "passed", "last": "passed"}
    [told] = studio.told(run_id, "notes")
    assert told["notes"] == [BEGUN_ANEW]


def test_a_run_in_which_the_studio_stops_again_and_again_is_given_up(studio: Studio) -> None:
    run_id = studio.ask(studio.collection(a_case("x")))
    for _ in range(MOST_ATTEMPTS):
        with unit_of_work(studio.engine) as session:
            assert service.claim(session, run_id) is not None
        with unit_of_work(studio.engine) as session:
            service.requeue_interrupted(session)
    studio.executor.run(run_id)
    run = studio.row(run_id)

    assert (run.status, (run.error or {})["code"]) == ("stopped", "run_interrupted")


def test_a_component_that_is_gone_stops_the_run_with_the_reason(studio: Studio) -> None:
    run_id = studio.ask(studio.collection(a_case("x")))
    digest = str(studio.row(run_id).artifact_digest)
    studio.precompiled.drop(digest)
    studio.blobs.delete(digest)
    studio.executor.run(run_id)
    run = studio.row(run_id)

    assert (run.status, (run.error or {})["code"]) == ("stopped", "blob_missing")


def test_a_component_that_cannot_be_loaded_breaks_the_case_with_the_reason(studio: Studio) -> None:
    run_id = studio.run(a_case("damaged"), a_case("x", gives("x")))

    assert studio.verdicts(run_id)["x"] == "passed"
    [broken] = [row for row in studio.results(run_id) if row.verdict == "broken"]
    assert "It is damaged." in str(broken.reason)


def test_a_collection_that_is_deleted_meanwhile_takes_its_run_along(studio: Studio) -> None:
    collection_id = studio.collection(a_case("x"), *SLEEPERS)
    run_id = studio.ask(collection_id)
    thread = at_work(studio, run_id, 1)
    studio.change(collection_id, lambda session, found: collections.delete(session, studio.blobs, found))
    thread.join()

    with reading(studio.engine) as session:
        assert session.get(CollectionRun, run_id) is None
        with pytest.raises(NotFound):
            service.get(session, run_id)
    assert (studio.results(run_id), studio.kinds(run_id)) == ([], [])
    assert studio.ended == [run_id]


def test_more_results_than_are_kept_in_memory_are_all_stored(studio: Studio) -> None:
    run_id = studio.run(*(a_case(f"{number}", gives(f"{number}")) for number in range(250)))

    assert studio.row(run_id).counts["passed"] == 250
    assert [row.position for row in studio.results(run_id)] == list(range(1, 251))
    assert len(studio.told(run_id, "case")) == 250
