import pytest
from sqlmodel import Session, select

from app.db.models import Project, Revision, RevisionFile, SourceText
from app.errors import Conflict, Invalid, LimitExceeded, NotFound
from app.operators import samples
from app.operators.files import LARGEST_FILE, MOST_FILES
from app.operators.kinds import ApiVersion, Kind
from app.projects import revisions, service
from app.projects.sample import make_sample_once
from tests.support.studio import a_build, a_project


def rows(session: Session) -> tuple[int, int, int]:
    return tuple(len(session.exec(select(table)).all()) for table in (Revision, RevisionFile, SourceText))  # type: ignore[return-value]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("api_version", ApiVersion)
def test_a_project_starts_from_its_kinds_template(session: Session, kind: Kind, api_version: ApiVersion) -> None:
    project = service.create(session, "cooler", kind, api_version)
    files = revisions.contents(session, revisions.head(session, project))

    assert project.head == 1
    assert {path: data.decode() for path, data in files.items()} == samples.files(kind, api_version, "cooler")


def test_a_project_may_start_from_a_source_text(session: Session) -> None:
    project = a_project(session, source="# é\n")

    assert revisions.contents(session, revisions.head(session, project)) == {"cooler.py": "# é\n".encode()}


@pytest.mark.parametrize("source", ["", " \n\t", "\ufeff"[:0]])
def test_an_empty_source_is_refused_and_nothing_is_made(session: Session, source: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_project(session, source=source)

    assert refused.value.code == "entry_file_empty"
    session.rollback()
    assert session.exec(select(Project)).all() == []


def test_a_source_that_utf_8_cannot_carry_is_refused(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        a_project(session, source="x = '\ud83d'")

    assert refused.value.code == "source_not_text"


def test_a_source_is_bounded_to_the_byte(session: Session) -> None:
    a_project(session, "largest", "#" * LARGEST_FILE)

    with pytest.raises(LimitExceeded) as refused:
        a_project(session, "larger", "#" * (LARGEST_FILE + 1))
    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize("name", ["", "json", "map_impl", "1st", "a/b", "a b", "..", "é", "a" * 65, "NUL", "a\0"])
def test_a_name_that_would_not_work_is_refused(session: Session, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_project(session, name)

    assert refused.value.code == "invalid_name"


def test_a_name_is_given_once(session: Session) -> None:
    a_project(session)

    with pytest.raises(Conflict) as taken:
        a_project(session)
    assert taken.value.code == "project_exists"


def test_an_unknown_project_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound) as missing:
        service.get(session, "cooler")

    assert missing.value.code == "project_unknown"


def test_projects_come_in_pages_by_name(session: Session) -> None:
    for name in ("delta", "alpha", "charlie", "bravo"):
        a_project(session, name)

    first = service.page(session, None, 3)
    assert [project.name for project in first] == ["alpha", "bravo", "charlie"]
    assert [project.name for project in service.page(session, "charlie", 3)] == ["delta"]


def test_deleting_takes_revisions_and_contents_along_but_no_builds(session: Session) -> None:
    project = a_project(session)
    build = a_build(session, project_id=project.id)
    service.change_file(session, project, "payload.txt", b"1")
    service.delete_project(session, project)
    session.commit()

    assert rows(session) == (0, 0, 0)
    session.refresh(build)


def test_deleting_keeps_contents_that_another_project_has_too(session: Session) -> None:
    project, other = a_project(session, source="same = 1"), a_project(session, "other", "same = 1")
    service.delete_project(session, project)

    assert revisions.contents(session, revisions.head(session, other)) == {"other.py": b"same = 1"}
    assert rows(session) == (1, 1, 1)


def test_a_file_is_written_and_removed_as_revisions(session: Session) -> None:
    project = a_project(session)
    assert service.change_file(session, project, "data/units.json", b"\xff\x00").number == 2
    assert revisions.content(session, revisions.head(session, project), "data/units.json") == b"\xff\x00"
    assert service.change_file(session, project, "data/units.json", None).number == 3

    with pytest.raises(NotFound) as missing:
        service.change_file(session, project, "data/units.json", None)
    assert missing.value.code == "file_unknown"


def test_the_entry_file_stays(session: Session) -> None:
    project = a_project(session)

    with pytest.raises(Conflict) as refused:
        service.change_file(session, project, "cooler.py", None)
    assert refused.value.code == "entry_file"
    with pytest.raises(Invalid) as emptied:
        service.change_file(session, project, "cooler.py", b"\n")
    assert emptied.value.code == "entry_file_empty"


def test_a_project_holds_a_bounded_number_of_files(session: Session) -> None:
    project = a_project(session)
    full = {f"part_{number}.py": b"" for number in range(MOST_FILES - 1)}
    service.change_files(session, project, 1, full)

    with pytest.raises(LimitExceeded) as refused:
        service.change_file(session, project, "one_more.py", b"")
    assert refused.value.code == "too_many_files"
    assert project.head == 2


def test_a_studio_begins_with_the_sample_project_once(session: Session) -> None:
    make_sample_once(session)
    make_sample_once(session)
    [project] = service.page(session, None, 10)
    assert (project.name, project.kind, project.head) == ("temperature", "map", 1)

    service.delete_project(session, project)
    make_sample_once(session)
    assert service.page(session, None, 10) == []


def test_a_studio_with_projects_is_given_no_sample(session: Session) -> None:
    a_project(session)
    make_sample_once(session)

    assert [project.name for project in service.page(session, None, 10)] == ["cooler"]
