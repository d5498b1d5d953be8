import pytest
from sqlmodel import Session

from app.db.models import Project
from app.errors import Conflict, Invalid, NotFound, StudioError
from app.operators.kinds import ApiVersion, Kind
from app.projects import drafts, moving, revisions, service
from app.projects.drafts import Typed


@pytest.fixture
def project(session: Session) -> Project:
    made = service.create(session, "op", Kind.MAP, ApiVersion.V1_1_0)
    service.change_files(session, made, made.head, {"parts/a.py": b"a", "parts/deep/b.bin": b"\0", "notes.txt": b"n"})
    return made


def contents(session: Session, project: Project) -> dict[str, bytes]:
    return revisions.contents(session, revisions.head(session, project))


def test_a_folder_moves_with_all_that_is_in_it_as_one_revision(session: Session, project: Project) -> None:
    moving.move(session, project, "parts", "lib/parts")
    files = contents(session, project)
    assert (files["lib/parts/a.py"], files["lib/parts/deep/b.bin"]) == (b"a", b"\0")
    assert not any(path.startswith("parts/") for path in files)
    assert project.head == 3


def test_a_slash_at_the_end_keeps_the_name(session: Session, project: Project) -> None:
    moving.move(session, project, "notes.txt", "parts/")
    assert contents(session, project)["parts/notes.txt"] == b"n"


def test_unsaved_text_goes_along(session: Session, project: Project) -> None:
    drafts.keep(session, project, Typed("parts/a.py", "typed", project.head, None))
    moving.move(session, project, "parts", "lib")
    kept = drafts.find(session, project, "lib/a.py")
    assert kept is not None
    assert kept.content == b"typed"
    assert drafts.find(session, project, "parts/a.py") is None


@pytest.mark.parametrize(
    ("path", "to", "error"),
    [
        ("parts", "parts/inner", Invalid),
        ("parts", "parts", Invalid),
        ("parts", "../x", Invalid),
        ("parts/a.py", "notes.txt", Conflict),
        ("op.py", "other.py", Conflict),
        ("gone.py", "x.py", NotFound),
        ("notes.txt", "parts", StudioError),
        ("notes.txt", "OP.PY", StudioError),
    ],
)
def test_what_cannot_move_stays(
    session: Session, project: Project, path: str, to: str, error: type[StudioError]
) -> None:
    before = contents(session, project)
    with pytest.raises(error):
        moving.move(session, project, path, to)
    assert contents(session, project) == before


def test_a_name_may_change_its_case(session: Session, project: Project) -> None:
    moving.move(session, project, "parts", "Parts")
    assert "Parts/a.py" in contents(session, project)


def test_a_copy_leaves_the_first(session: Session, project: Project) -> None:
    moving.copy(session, project, "parts", "parts_2")
    files = contents(session, project)
    assert files["parts/a.py"] == files["parts_2/a.py"] == b"a"
    moving.copy(session, project, "op.py", "spare.py")
    assert contents(session, project)["spare.py"] == files["op.py"]


def test_a_folder_is_removed_and_the_entry_file_never(session: Session, project: Project) -> None:
    moving.remove(session, project, "parts/")
    assert not any(path.startswith("parts") for path in contents(session, project))
    assert "parts/a.py" in revisions.contents(session, revisions.numbered(session, project, 2))
    with pytest.raises(Conflict):
        moving.remove(session, project, "op.py")
