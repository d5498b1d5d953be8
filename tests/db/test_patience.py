import sqlite3

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from app.db import patience
from app.db.patience import patient

LOCKED = OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSE_S", 0.001)


def test_what_the_database_refused_is_done_again_until_it_works() -> None:
    refusals = [LOCKED, LOCKED]

    @patient
    def work(answer: str) -> str:
        if refusals:
            raise refusals.pop()
        return answer

    with capture_logs() as said:
        assert work("done") == "done"
    assert [entry["event"] for entry in said] == ["the database did not answer; trying again"] * 2


def test_it_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST_S", 0.0)
    tries = []

    @patient
    def work() -> None:
        tries.append(1)
        raise LOCKED

    with pytest.raises(OperationalError):
        work()
    assert len(tries) == 1


def test_another_fault_is_not_repeated() -> None:
    tries = []

    @patient
    def work() -> None:
        tries.append(1)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the kind is the point
        work()
    assert len(tries) == 1
