import threading

from sqlalchemy import Engine
from sqlmodel import Session

from app.db import events
from app.db.events import Event
from app.db.session import reading, unit_of_work


def line(number: int) -> Event:
    return Event("log", {"text": str(number)})


def test_events_are_numbered_from_one_for_each_job(session: Session) -> None:
    events.append(session, "a", [line(1), line(2)])
    events.append(session, "b", [line(1)])
    events.append(session, "a", [line(3)])
    events.append(session, "a", [])

    assert [event.seq for event in events.since(session, "b", 0)] == [1]
    assert [(event.seq, event.data["text"]) for event in events.since(session, "a", 0)] == [
        (1, "1"),
        (2, "2"),
        (3, "3"),
    ]


def test_numbers_have_no_gaps_when_several_write(engine: Engine) -> None:
    together = threading.Barrier(4)

    def write() -> None:
        together.wait()
        for number in range(10):
            with unit_of_work(engine) as session:
                events.append(session, "job", [line(number), line(number)])

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading(engine) as session:
        assert [event.seq for event in events.since(session, "job", 0)] == list(range(1, 81))


def test_reading_goes_on_where_it_was_in_bounded_steps(session: Session) -> None:
    events.append(session, "job", [line(number) for number in range(1, 8)])

    assert [event.seq for event in events.since(session, "job", 2, limit=3)] == [3, 4, 5]
    assert events.since(session, "job", 7) == []
    assert events.since(session, "job", 10**9) == []


def test_events_of_some_kinds(session: Session) -> None:
    events.append(session, "job", [line(1), Event("phase", {"name": "prepare"}), Event("status", {}), line(2)])

    assert [event.seq for event in events.of_kind(session, "job", "log", "status")] == [1, 3, 4]


def test_forgetting_all_or_some(session: Session) -> None:
    events.append(session, "job", [line(1), Event("status", {}), line(2)])
    events.append(session, "other", [line(1)])

    events.forget(session, "job", "log")
    assert [event.seq for event in events.since(session, "job", 0)] == [2]
    events.forget(session, "job")
    assert events.since(session, "job", 0) == []
    assert len(events.since(session, "other", 0)) == 1


def test_numbers_go_on_upwards_after_some_were_forgotten(session: Session) -> None:
    events.append(session, "job", [Event("status", {}), line(1), Event("status", {})])
    events.forget(session, "job", "log")

    events.append(session, "job", [line(2)])
    assert [event.seq for event in events.since(session, "job", 0)] == [1, 3, 4]


def test_reading_stops_at_a_size_and_gives_at_least_one(session: Session) -> None:
    events.append(session, "job", [Event("log", {"text": "x" * 1_000})] * 5)

    assert [event.seq for event in events.since(session, "job", 0, most_chars=2_500)] == [1, 2]
    assert [event.seq for event in events.since(session, "job", 2, most_chars=1)] == [3]


def test_a_stretch_of_a_kind_its_count_and_its_values(session: Session) -> None:
    told = [Event("result", {"result": {"outcome": name}}) for name in ("output", None, "trap", "trap")]
    events.append(session, "job", [line(1), *told])

    assert [event.seq for event in events.of_kind(session, "job", "result", offset=1, limit=2)] == [3, 4]
    assert events.count_of(session, "job", "result") == 4
    found = events.values(session, "job", "result", ("result", "outcome"))
    assert list(found.items()) == [("trap", 2), ("output", 1), (None, 1)]
