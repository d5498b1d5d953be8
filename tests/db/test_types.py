from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session

from app.db.models import Project
from app.db.session import reading, unit_of_work
from tests.support.studio import a_build


def store(engine: Engine, moment: datetime) -> datetime:
    project = Project(name="cooler", kind="map", api_version="1.1.0", created_at=moment)
    with unit_of_work(engine) as session:
        session.add(project)
    with reading(engine) as session:
        return session.get_one(Project, project.id).created_at


def test_a_moment_comes_back_aware_and_in_utc(engine: Engine) -> None:
    there = datetime(2026, 3, 29, 3, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    back = store(engine, there)

    assert back == there
    assert back.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        store(engine, datetime(2026, 3, 29, 3, 30))  # noqa: DTZ001 - that is the point


def test_a_status_that_is_none_is_refused_by_the_database(session: Session) -> None:
    build = a_build(session)
    session.commit()

    with pytest.raises(IntegrityError, match="ck_build_build_status"):
        session.execute(text("UPDATE build SET status = 'finished' WHERE id = :id"), {"id": build.id})
    session.rollback()


def test_a_status_is_stored_as_its_value(session: Session) -> None:
    a_build(session)

    assert session.execute(text("SELECT status FROM build")).scalar_one() == "queued"


def test_one_key_has_one_build_at_work(session: Session) -> None:
    a_build(session, status="running")
    a_build(session, status="queued")
    a_build(session, status="succeeded")
    session.commit()

    with pytest.raises(IntegrityError, match="key"):
        a_build(session, status="cancelling")
    session.rollback()
