from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.wasi.tree import MAX_PATH, File, Folder, Node, PathError, Tree, find, listed

FILES = {"main.py": b"1", "package/__init__.py": b"", "package/deep/er/module.py": b"2", "package/data.bin": b"\0\xff"}


@pytest.fixture
def top() -> Folder:
    return Tree({"/0": FILES}).folders["/0"]


def content(node: Node) -> bytes:
    assert isinstance(node, File)
    return node.content


def code(start: Folder, path: str) -> str:
    with pytest.raises(PathError) as refused:
        find(start, path)
    return refused.value.code


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_found(top: Folder, path: str) -> None:
    assert content(find(top, path)) == FILES[path]


@pytest.mark.parametrize("path", ["./main.py", "package/../main.py", ".//main.py", "package/deep/.././../main.py"])
def test_a_file_has_many_paths(top: Folder, path: str) -> None:
    assert find(top, path) is find(top, "main.py")


@pytest.mark.parametrize("path", [".", "./", "package/..", "package/deep/../..", "package//.."])
def test_the_folder_itself_can_be_named(top: Folder, path: str) -> None:
    assert find(top, path) is top


def test_a_folder_may_have_a_stroke_behind_it(top: Folder) -> None:
    assert find(top, "package/") is find(top, "package")


@pytest.mark.parametrize(
    "path",
    ["..", "../", "../0/main.py", "package/../..", "./..", "package/../../0/main.py", "/", "/main.py", "/0/main.py"],
)
def test_no_path_leads_out(top: Folder, path: str) -> None:
    assert code(top, path) == "not-permitted"


def test_a_folder_below_is_no_way_up_either(top: Folder) -> None:
    below = find(top, "package")
    assert isinstance(below, Folder)
    assert code(below, "../main.py") == "not-permitted"


@pytest.mark.parametrize(
    "path", ["", "other.py", "package/other.py", "missing/..", "main.py\0", "MAIN.PY", "main.py ", "…"]
)
def test_what_is_not_there_is_not_found(top: Folder, path: str) -> None:
    assert code(top, path) == "no-entry"


@pytest.mark.parametrize("path", ["main.py/", "main.py/x", "main.py/..", "main.py/.", "package/data.bin/../data.bin"])
def test_a_file_is_no_folder(top: Folder, path: str) -> None:
    assert code(top, path) == "not-directory"


def test_a_path_has_a_longest_length(top: Folder) -> None:
    longest = "./" * (MAX_PATH // 2 - 4) + "/main.py"
    assert len(longest) == MAX_PATH
    assert find(top, longest) is find(top, "main.py")
    assert code(top, "/" + longest) == "name-too-long"
    assert code(top, "../" * 1_000_000) == "name-too-long"


@given(st.text(alphabet="./abmainpy\0é", max_size=40))
def test_any_text_finds_a_node_or_says_why_not(path: str) -> None:
    top = Tree({"/0": {"a": b"", "b/a": b"", "b/main.py": b""}}).folders["/0"]
    with suppress(PathError):
        assert find(top, path).number in range(1, 6)


def test_a_folder_is_listed_in_one_order_whatever_the_order_of_the_files() -> None:
    one = Tree({"/0": {"b": b"", "a/x": b"", "c": b""}}).folders["/0"]
    other = Tree({"/0": {"c": b"", "b": b"", "a/x": b""}}).folders["/0"]
    assert [name for name, _ in listed(one)] == [name for name, _ in listed(other)] == ["a", "b", "c"]


def test_numbers_are_different_within_a_tree() -> None:
    tree = Tree({"/0": FILES, "/2": FILES})
    numbers = [node.number for top in tree.folders.values() for node in _all(top)]
    assert len(numbers) == len({*numbers}) == 2 * (len(FILES) + 4)


def test_no_folder_and_no_file_is_a_tree_too() -> None:
    assert Tree({}).folders == {}
    assert [*listed(Tree({"/0": {}}).folders["/0"])] == []


@pytest.mark.parametrize(
    "path", ["", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "./a", "a\0", "a/" * MAX_PATH + "a"]
)
def test_a_file_has_a_plain_path(path: str) -> None:
    with pytest.raises(ValueError, match="no plain path"):
        Tree({"/0": {path: b""}})


@pytest.mark.parametrize("paths", [["a", "a/b"], ["a/b", "a"], ["a/b/c", "a/b"], ["a/b", "a/b/c"]])
def test_nothing_is_both_a_file_and_a_folder(paths: list[str]) -> None:
    with pytest.raises(ValueError, match="both a file and a folder"):
        Tree({"/0": dict.fromkeys(paths, b"")})


def _all(folder: Folder) -> list[Node]:
    below = [node for _, child in listed(folder) for node in (_all(child) if isinstance(child, Folder) else [child])]
    return [folder, *below]
