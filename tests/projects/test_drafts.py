"""Drafts: one for each file, never over somebody else's, bounded, and never lost without a trace."""

import pytest
from sqlmodel import Session, select

from app.db.models import Draft, Project, SetAside
from app.errors import Invalid, LimitExceeded, NotFound, StudioError
from app.projects import aside, drafts, service
from app.projects.drafts import Kept, Typed
from tests.support.studio import a_project


def typed(text: str, *, path: str = "cooler.py", base: int = 1, stamp: str | None = None) -> Typed:
    return Typed(path, text, base, stamp)


def kept(session: Session, project: Project, wanted: Typed) -> Draft:
    found = drafts.keep(session, project, wanted)
    assert isinstance(found, Kept)
    assert found.draft is not None
    return found.draft


def texts_aside(session: Session, project: Project) -> list[bytes]:
    return [row.content for row in aside.of_project(session, project)]


def test_a_draft_is_kept_and_makes_no_revision(session: Session) -> None:
    project = a_project(session, source="x = 1\n")
    draft = kept(session, project, typed("x = 2\n"))

    assert (draft.content, draft.base, project.head) == (b"x = 2\n", 1, 1)
    assert drafts.find(session, project, "cooler.py") is draft


def test_every_text_has_a_stamp_of_its_own(session: Session) -> None:
    project = a_project(session)
    first = kept(session, project, typed("x = 2")).stamp
    assert kept(session, project, typed("x = 2", stamp=first)).stamp == first
    assert kept(session, project, typed("x = 3", stamp=first)).stamp != first


def test_somebody_elses_draft_is_answered_and_not_written_over(session: Session) -> None:
    project = a_project(session)
    theirs = kept(session, project, typed("theirs = 1"))

    assert drafts.keep(session, project, typed("mine = 1")) is theirs
    assert drafts.keep(session, project, typed("mine = 1", stamp="0" * 26)) is theirs
    assert theirs.content == b"theirs = 1"


def test_a_draft_that_gives_way_is_set_aside(session: Session) -> None:
    project = a_project(session)
    theirs = kept(session, project, typed("theirs = 1"))
    drafts.keep(session, project, typed("mine = 1", stamp=theirs.stamp), over=True)

    assert texts_aside(session, project) == [b"theirs = 1"]
    assert session.exec(select(Draft.content)).all() == [b"mine = 1"]


def test_the_same_text_twice_is_no_conflict(session: Session) -> None:
    project = a_project(session)
    first = kept(session, project, typed("x = 2"))
    assert kept(session, project, typed("x = 2")).stamp == first.stamp


def test_typing_the_stored_text_ends_the_draft(session: Session) -> None:
    project = a_project(session, source="x = 1\r\n")
    stamp = kept(session, project, typed("x = 2\n")).stamp
    assert drafts.keep(session, project, typed("x = 1\n", stamp=stamp)) == Kept(None, moved=False)
    assert drafts.of_project(session, project) == []


def test_a_draft_knows_that_its_file_moved_on(session: Session) -> None:
    project = a_project(session, source="x = 1\n")
    service.change_file(session, project, "other.py", b"y = 1")
    assert drafts.keep(session, project, typed("x = 2\n")) != Kept(None, moved=False)
    found = drafts.keep(session, project, typed("x = 2\n", stamp=drafts.of_project(session, project)[0].stamp))
    assert isinstance(found, Kept)
    assert not found.moved

    service.change_file(session, project, "cooler.py", b"x = 9\n")
    found = drafts.keep(session, project, typed("x = 3\n", stamp=found.draft.stamp if found.draft else None))
    assert isinstance(found, Kept)
    assert found.moved


def test_drafts_are_laid_over_files_with_the_line_ends_they_had(session: Session) -> None:
    project = a_project(session, source="x = 1\r\n")
    service.change_file(session, project, "other.py", b"y = 1\n")
    kept(session, project, typed("x = 2\n", base=2))
    kept(session, project, typed("y = 2\n", path="other.py", base=2))

    files = {"cooler.py": b"x = 1\r\n", "other.py": b"y = 1\n"}
    laid = drafts.laid_over(session, project, files, ["cooler.py", "nothing.py", "../x"])
    assert laid == {"cooler.py": b"x = 2\r\n", "other.py": b"y = 1\n"}


@pytest.mark.parametrize("path", ["../x.py", "/etc/passwd", "a/../../b.py", "", ".hidden", "a\0b", "con.py", "x" * 201])
def test_hostile_paths_are_refused(session: Session, path: str) -> None:
    project = a_project(session)
    with pytest.raises(Invalid):
        drafts.keep(session, project, typed("x", path=path))


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "a\rb", "a\r\nb"])
def test_what_no_text_file_can_hold_is_refused(session: Session, text: str) -> None:
    project = a_project(session)
    service.change_file(session, project, "notes.txt", b"x")
    with pytest.raises(Invalid):
        drafts.keep(session, project, typed(text, path="notes.txt", base=2))


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (typed("x", path="nothing.py"), NotFound),
        (typed("x", base=2), NotFound),
        (typed("x", base=-1), NotFound),
        (typed("x" * 1_000_001), LimitExceeded),
    ],
)
def test_what_belongs_to_no_file_or_is_too_large_is_refused(
    session: Session, wanted: Typed, error: type[StudioError]
) -> None:
    project = a_project(session)
    with pytest.raises(error):
        drafts.keep(session, project, wanted)
    assert drafts.of_project(session, project) == []


def test_a_project_has_room_for_so_much_unsaved_text(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_BYTES", 10)
    project = a_project(session)
    service.change_file(session, project, "other.py", b"y = 1\n")
    draft = kept(session, project, typed("12345678", base=2))
    kept(session, project, typed("1234567890", base=2, stamp=draft.stamp))  # its own room is not counted twice
    with pytest.raises(LimitExceeded):
        drafts.keep(session, project, typed("1", path="other.py", base=2))


def test_a_removed_files_draft_is_set_aside_and_a_renamed_ones_goes_along(session: Session) -> None:
    project = a_project(session)
    service.change_files(session, project, 1, {"old.py": b"y = 1\n", "gone.py": b"z = 1\n"})
    kept(session, project, typed("y = 2\n", path="old.py", base=2))
    kept(session, project, typed("z = 2\n", path="gone.py", base=2))

    drafts.move(session, project, "old.py", "new.py")
    service.change_files(session, project, 2, {"old.py": None, "new.py": b"y = 1\n", "gone.py": None})

    [draft] = drafts.of_project(session, project)
    assert (draft.path, draft.base, draft.content) == ("new.py", 3, b"y = 2\n")
    assert texts_aside(session, project) == [b"z = 2\n"]
    found = drafts.keep(session, project, typed("y = 3\n", path="new.py", base=3, stamp=draft.stamp))
    assert isinstance(found, Kept)
    assert not found.moved


def test_deleting_a_project_leaves_nothing_behind(session: Session) -> None:
    project = a_project(session)
    kept(session, project, typed("x = 2"))
    drafts.drop(session, project, "cooler.py", why="given-up")
    kept(session, project, typed("x = 3"))
    service.delete_project(session, project)
    session.expire_all()

    assert session.exec(select(Draft)).all() == []
    assert session.exec(select(SetAside)).all() == []


def test_only_the_newest_texts_stay_aside(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "MOST", 3)
    project = a_project(session)
    for number in range(5):
        aside.put(session, project, "cooler.py", 1, str(number).encode(), "choice")
        aside.put(session, project, "cooler.py", 1, str(number).encode(), "choice")  # kept once
    assert texts_aside(session, project) == [b"4", b"3", b"2"]

    monkeypatch.setattr(aside, "MOST_BYTES", 5)
    aside.put(session, project, "cooler.py", 1, b"123456789", "choice")
    assert texts_aside(session, project) == [b"123456789"]  # the newest stays, however large


def test_another_projects_text_is_not_to_be_had(session: Session) -> None:
    one, other = a_project(session, "cooler"), a_project(session, "heater")
    aside.put(session, one, "cooler.py", 1, b"secret", "choice")
    [row] = aside.of_project(session, one)
    with pytest.raises(NotFound):
        aside.get(session, other, row.id)


def test_a_saved_text_is_no_draft_any_more_and_somebody_elses_stays(session: Session) -> None:
    project = a_project(session)
    mine = kept(session, project, typed("x = 2"))
    drafts.saved(session, project, "cooler.py", None, b"x = 9")
    assert drafts.of_project(session, project) == [mine]
    drafts.saved(session, project, "cooler.py", mine.stamp, b"x = 9")
    assert drafts.of_project(session, project) == []
