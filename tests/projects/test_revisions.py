import threading

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.db.models import SourceText
from app.db.session import reading, unit_of_work
from app.errors import Conflict, Invalid, NotFound
from app.projects import revisions, service
from tests.support.studio import a_project


def test_a_save_makes_a_revision_and_leaves_the_older_one_as_it_was(session: Session) -> None:
    project = a_project(session, source="one = 1")
    saved = revisions.save(session, project, 1, {"cooler.py": b"two = 2", "more.py": b""})

    assert (saved.number, project.head) == (2, 2)
    assert revisions.contents(session, saved) == {"cooler.py": b"two = 2", "more.py": b""}
    assert revisions.contents(session, revisions.numbered(session, project, 1)) == {"cooler.py": b"one = 1"}


def test_saving_what_is_there_makes_no_revision(session: Session) -> None:
    project = a_project(session, source="one = 1")

    assert revisions.save(session, project, 1, {"cooler.py": b"one = 1"}).number == 1
    assert revisions.save(session, project, 1, {}).number == 1


def test_equal_files_have_one_digest_and_are_kept_once(session: Session) -> None:
    project = a_project(session, source="one = 1")
    second = revisions.save(session, project, 1, {"again.py": b"one = 1"})
    third = revisions.save(session, project, 2, {"again.py": None})

    assert third.number == 3
    assert third.digest == revisions.numbered(session, project, 1).digest != second.digest
    assert len(session.exec(select(SourceText)).all()) == 1


def test_a_digest_tells_paths_from_contents(session: Session) -> None:
    project = a_project(session)
    here = revisions.save(session, project, 1, {"a.txt": b"x", "b.txt": b"y"}).digest
    swapped = revisions.save(session, project, 2, {"a.txt": b"y", "b.txt": b"x"}).digest

    assert here != swapped


def test_an_outdated_base_is_a_conflict_that_names_the_newest(session: Session) -> None:
    project = a_project(session)
    revisions.save(session, project, 1, {"more.py": b""})

    for base in (1, 0, 3):
        with pytest.raises(Conflict) as moved:
            revisions.save(session, project, base, {"other.py": b""})
        assert (moved.value.code, moved.value.context["head"]) == ("revision_moved_on", 2)


def test_of_two_savers_on_one_base_one_wins(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        a_project(session)
    together, won, lost = threading.Barrier(2), list[int](), list[str]()

    def save(text: bytes) -> None:
        together.wait()
        try:
            with unit_of_work(engine) as session:
                project = service.get(session, "cooler")
                won.append(service.change_files(session, project, 1, {"cooler.py": text}).number)
        except Conflict as moved:
            lost.append(moved.code)

    threads = [threading.Thread(target=save, args=(text,)) for text in (b"a = 1", b"b = 2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (won, lost) == ([2], ["revision_moved_on"])


@pytest.mark.parametrize("path", ["../x.py", "/etc/passwd", "a//b.py", "con.txt", "map_impl.py", "json.py", "a\0.py"])
def test_a_path_that_would_not_work_is_refused_and_nothing_is_saved(session: Session, path: str) -> None:
    project = a_project(session)

    with pytest.raises(Invalid) as refused:
        revisions.save(session, project, 1, {path: b""})
    assert refused.value.code == "invalid_path"
    assert (project.head, len(revisions.listing(session, revisions.head(session, project)))) == (1, 1)


def test_python_that_is_not_text_is_refused(session: Session) -> None:
    project = a_project(session)

    for content in (b"\xff\xfe", b"a\0b", "x = 1".encode("utf-16")):
        with pytest.raises(Invalid) as refused:
            revisions.save(session, project, 1, {"more.py": content})
        assert refused.value.code == "not_text"


def test_the_history_comes_in_pages_newest_first(session: Session) -> None:
    project = a_project(session)
    for number in range(1, 6):
        revisions.save(session, project, number, {"count.txt": b"%d" % number})

    assert [revision.number for revision in revisions.history(session, project, None, 4)] == [6, 5, 4, 3]
    assert [revision.number for revision in revisions.history(session, project, 3, 4)] == [2, 1]


def test_a_listing_has_paths_in_order_and_sizes(session: Session) -> None:
    project = a_project(session, source="12345")
    saved = revisions.save(session, project, 1, {"z.txt": b"", "a/b.txt": b"xy"})

    assert [(file.path, file.size) for file in revisions.listing(session, saved)] == [
        ("a/b.txt", 2),
        ("cooler.py", 5),
        ("z.txt", 0),
    ]


def test_what_is_not_there_is_not_found(session: Session) -> None:
    project = a_project(session)

    with pytest.raises(NotFound) as no_revision:
        revisions.numbered(session, project, 7)
    with pytest.raises(NotFound) as no_file:
        revisions.content(session, revisions.head(session, project), "Cooler.py")
    assert (no_revision.value.code, no_file.value.code) == ("revision_unknown", "file_unknown")


def test_a_revision_is_seen_by_others_only_after_the_commit(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        a_project(session)
        with reading(engine) as other, pytest.raises(NotFound):
            service.get(other, "cooler")
