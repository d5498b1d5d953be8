import pytest
from sqlmodel import Session

from app.db.models import Project
from app.errors import Conflict, Invalid, LimitExceeded
from app.operators.kinds import ApiVersion, Kind
from app.projects import revisions, service
from app.projects.uploads import Existing, put


@pytest.fixture
def project(session: Session) -> Project:
    made = service.create(session, "op", Kind.MAP, ApiVersion.V1_1_0)
    service.change_file(session, made, "a.txt", b"old")
    return made


def contents(session: Session, project: Project) -> dict[str, bytes]:
    return revisions.contents(session, revisions.head(session, project))


def test_names_that_are_there_are_told_before_anything_is_stored(session: Session, project: Project) -> None:
    with pytest.raises(Conflict) as caught:
        put(session, project, {"a.txt": b"new", "b.bin": b"\0"}, Existing.ASK)
    assert (caught.value.code, caught.value.context["paths"]) == ("files_exist", ["a.txt"])
    assert "b.bin" not in contents(session, project)


def test_each_way_does_what_it_says(session: Session, project: Project) -> None:
    given = {"a.txt": b"new", "b.bin": b"\0"}
    skipped = put(session, project, given, Existing.SKIP)
    assert (skipped.skipped, contents(session, project)["a.txt"]) == (["a.txt"], b"old")
    kept = put(session, project, {"a.txt": b"new"}, Existing.KEEP)
    assert kept.renamed == {"a.txt": "a_2.txt"}
    assert (contents(session, project)["a.txt"], contents(session, project)["a_2.txt"]) == (b"old", b"new")
    replaced = put(session, project, {"a.txt": b"new"}, Existing.REPLACE)
    assert (replaced.replaced, contents(session, project)["a.txt"]) == (["a.txt"], b"new")


def test_the_same_content_is_no_question(session: Session, project: Project) -> None:
    assert put(session, project, {"a.txt": b"old"}, Existing.ASK).skipped == ["a.txt"]
    assert project.head == 2


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", "x" * 300, ".hidden", "json.py"])
def test_hostile_names_are_refused(session: Session, project: Project, path: str) -> None:
    with pytest.raises(Invalid):
        put(session, project, {path: b""}, Existing.REPLACE)
    assert project.head == 2


def test_too_much_is_refused(session: Session, project: Project) -> None:
    with pytest.raises(LimitExceeded):
        put(session, project, {"big.bin": b"x" * 1_000_001}, Existing.ASK)
    with pytest.raises(LimitExceeded):
        put(session, project, {f"f{number}.txt": b"x" for number in range(200)}, Existing.ASK)
    with pytest.raises(Invalid):
        put(session, project, {}, Existing.ASK)
