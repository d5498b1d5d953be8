import threading

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app.db import events
from app.db.journal import Journal
from app.db.session import reading, unit_of_work


def stored(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [event.data["text"] for event in events.since(session, "job", 0)]


def test_nothing_is_stored_before_a_flush(engine: Engine) -> None:
    told: list[str] = []
    journal = Journal(engine, "job", told.append)
    journal.add("log", text="one")
    journal.add("log", text="two")
    assert (stored(engine), told) == ([], [])

    journal.flush()
    assert (stored(engine), told) == (["one", "two"], ["job"])


def test_a_flush_without_news_tells_nobody(engine: Engine) -> None:
    told: list[str] = []
    journal = Journal(engine, "job", told.append)
    journal.flush()
    journal.add("log", text="one")
    journal.flush()
    journal.flush()

    assert told == ["job"]


def test_adding_and_flushing_at_the_same_time_loses_nothing(engine: Engine) -> None:
    journal = Journal(engine, "job", lambda _: None)
    done = threading.Event()

    def flush() -> None:
        while not done.is_set():
            journal.flush()

    flusher = threading.Thread(target=flush)
    flusher.start()
    for number in range(300):
        journal.add("log", text=str(number))
    done.set()
    flusher.join()
    journal.flush()

    assert stored(engine) == [str(number) for number in range(300)]


def test_what_could_not_be_stored_is_kept_for_the_next_flush(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(engine, "job", lambda _: None)
    journal.add("log", text="one")

    def fail(*_: object) -> None:
        raise OperationalError("", None, Exception("database is locked"))

    with monkeypatch.context() as patched:
        patched.setattr("app.db.journal.append", fail)
        with pytest.raises(OperationalError):
            journal.flush()
    journal.flush()

    assert stored(engine) == ["one"]


def test_the_last_events_can_be_stored_together_with_more(engine: Engine) -> None:
    told: list[str] = []
    journal = Journal(engine, "job", told.append)
    journal.add("log", text="last")
    with journal.closing() as store, unit_of_work(engine) as session:
        store(session, events.Event("log", {"text": "more"}))
    journal.flush()

    assert (stored(engine), told) == (["last", "more"], [])


def test_what_was_not_stored_with_it_is_still_there_for_the_next_attempt(engine: Engine) -> None:
    journal = Journal(engine, "job", lambda _: None)
    journal.add("log", text="last")

    def fail() -> None:
        with journal.closing() as store, unit_of_work(engine) as session:
            store(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert stored(engine) == []

    journal.flush()
    assert stored(engine) == ["last"]
