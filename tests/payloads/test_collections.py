import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, func, select

from app.db import events
from app.db.events import Event
from app.db.models import CaseResult, CaseRow, Collection, CollectionRun, CollectionVersion, Project, ProjectCollection
from app.db.session import unit_of_work
from app.errors import Conflict, Invalid, NotFound
from app.payloads import cases, collections, versions
from app.storage.blobs import Blobs
from tests.payloads.support import LIMITS, a_collection, names, new
from tests.support.studio import a_project

TABLES: tuple[type[SQLModel], ...] = (
    *(Collection, CollectionVersion, CaseRow),
    *(CollectionRun, CaseResult, ProjectCollection),
)


def counted(session: Session) -> list[int]:
    return [session.exec(select(func.count()).select_from(table)).one() for table in TABLES]


def test_a_collection_begins_empty_with_version_1(session: Session) -> None:
    made = collections.create(session, " Humid ", " how damp\nit is ", {"seed": 7})

    assert (made.name, made.description, made.version, made.cases) == ("Humid", "how damp\nit is", 1, 0)
    assert made.settings["seed"] == 7
    assert made.settings["carry_state"] is False
    assert versions.settings_of(session, made.id, 1) == made.settings
    assert collections.get(session, made.id) is made


def test_a_name_is_given_once_whatever_its_case(session: Session) -> None:
    first = collections.create(session, "Straße")

    with pytest.raises(Conflict) as refused:
        collections.create(session, "STRASSE")
    assert refused.value.code == "collection_exists"

    other = collections.create(session, "other")
    with pytest.raises(Conflict):
        collections.change(session, other, name="strasse")
    session.rollback()
    assert session.exec(select(Collection)).all() == []
    assert first.name == "Straße"


def test_a_collection_may_keep_its_name_in_another_case(session: Session) -> None:
    made = collections.create(session, "humid")

    assert collections.change(session, made, name="HUMID").name == "HUMID"


@pytest.mark.parametrize("description", ["x" * 10_001, "\ud83d", "a\0b"])
def test_a_description_that_cannot_be(session: Session, description: str) -> None:
    with pytest.raises(Invalid) as refused:
        collections.create(session, "humid", description)
    assert refused.value.code == "collection_description"


@pytest.mark.parametrize("collection_id", ["", "0" * 26, "\ud83d" * 26, "../x", "0" * 100_000])
def test_what_is_not_there(session: Session, collection_id: str) -> None:
    with pytest.raises(NotFound) as missing:
        collections.get(session, collection_id)
    assert missing.value.code == "collection_unknown"


def test_collections_are_listed_by_name(session: Session) -> None:
    for name in ("b", "A", "C", "ä"):
        collections.create(session, name)

    assert [each.name for each in collections.listing(session, None, 10)] == ["A", "b", "C", "ä"]
    assert [each.name for each in collections.listing(session, "a", 2)] == ["b", "C"]
    assert collections.listing(session, "ä", 10) == []


def test_only_other_settings_make_a_version(session: Session) -> None:
    made = collections.create(session, "humid", settings={"seed": 1})
    collections.change(session, made, name="damp", description="new", settings={"seed": 1})
    assert made.version == 1

    collections.change(session, made, settings={"seed": 2})
    collections.change(session, made, settings={"clock": "2026-01-31T12:00:00Z"})
    assert made.version == 3
    assert (made.settings["seed"], made.settings["clock"]) == (2, "2026-01-31T12:00:00Z")
    assert [versions.settings_of(session, made.id, number)["seed"] for number in (1, 2, 3)] == [1, 2, 2]


def test_a_change_that_cannot_be_changes_nothing(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        made = collections.create(session, "humid")

    with pytest.raises(Invalid), unit_of_work(engine) as session:
        collections.change(session, collections.get(session, made.id), name="damp", settings={"seed": "x"})

    with unit_of_work(engine) as session:
        assert collections.get(session, made.id).name == "humid"


def test_deleting_removes_everything_of_it_and_nothing_else(session: Session, blobs: Blobs) -> None:
    project = a_project(session)
    kept = collections.create(session, "kept")
    cases.add(session, blobs, kept, [new("short"), new("shared", "s" * 50_000)], limits=LIMITS)
    before = counted(session)
    gone = collections.create(session, "gone")
    cases.add(session, blobs, gone, [new("long", "l" * 50_000), new("shared", "s" * 50_000)], limits=LIMITS)
    long, shared = (row.digest for row in cases.page(session, gone))
    cases.replace(session, blobs, gone, cases.page(session, gone)[0].key, messages=[{"payload": "now"}], limits=LIMITS)
    run = a_run(session, gone)
    session.add(ProjectCollection(project_id=project.id, collection_id=gone.id))
    session.flush()

    collections.delete(session, blobs, gone)

    assert counted(session) == before
    assert events.since(session, run.id, 0) == []
    assert blobs.size(shared) > 50_000
    with pytest.raises(NotFound):
        blobs.size(long)
    assert session.get(Project, project.id) is not None
    assert [cases.read(blobs, row).name for row in cases.page(session, kept)] == [
        "short",
        "shared",
    ]


def test_a_deleted_project_leaves_collections_be(session: Session, blobs: Blobs) -> None:
    project = a_project(session)
    made = a_collection(session, blobs, "a")
    session.add(ProjectCollection(project_id=project.id, collection_id=made.id))
    session.flush()
    session.delete(project)
    session.flush()

    assert session.exec(select(ProjectCollection)).all() == []
    assert names(session, made) == ["a"]


def a_run(session: Session, collection: Collection) -> CollectionRun:
    run = CollectionRun(
        collection_id=collection.id,
        version=collection.version,
        lane="preview",
        kind="map",
        api_version="1.1.0",
        request={"sources": None, "keys": None},
        counts={},
        total=1,
        requested_by="owner",
    )
    session.add(run)
    session.flush()
    session.add(CaseResult(run_id=run.id, key="0" * 26, position=1, name="x", verdict="passed", report={}))
    session.flush()
    events.append(session, run.id, [Event("status", {"status": "queued"})])
    return run
