import pytest

from app.db.models import RevisionFile
from app.errors import NotFound
from app.projects.tree import folders_of, free_path, meant, tree_of


def listed(*paths: str) -> list[RevisionFile]:
    return [RevisionFile(revision_id="r", path=path, digest="d", size=1) for path in paths]


def test_folders_hold_their_files_in_the_order_of_names() -> None:
    top = tree_of(listed("b/y.py", "B.py", "a.py", "b/c/z.py", "a/x.py"))
    assert [folder.path for folder in top.folders] == ["a", "b"]
    assert [file.path for file in top.files] == ["a.py", "B.py"]
    assert [inner.path for inner in top.folders[1].folders] == ["b/c"]
    assert (top.count, top.folders[1].count) == (5, 2)


def test_a_path_stands_for_a_file_or_all_that_is_in_a_folder() -> None:
    paths = ["a.py", "a/b.py", "a/c/d.py", "ab/e.py"]
    assert meant(paths, "a.py") == ["a.py"]
    assert meant(paths, "a/") == ["a/b.py", "a/c/d.py"]
    for missing in ("", "/", "c", "a/b"):
        with pytest.raises(NotFound):
            meant(paths, missing)


def test_a_free_path_is_taken_by_no_file_and_no_folder() -> None:
    assert free_path(["x.py"], "y.py") == "y.py"
    assert free_path(["x.py", "X_2.PY"], "x.py") == "x_3.py"
    assert free_path(["parts/a.py"], "parts") == "parts_2"


def test_folders_of_deep_files() -> None:
    assert folders_of(["a/b/c.py", "d.py"]) == ["a", "a/b"]
