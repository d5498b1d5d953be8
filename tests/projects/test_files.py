from app.kit.digests import digest_of
from app.projects.files import tree_digest, with_changes


def test_changes_go_on_top_of_a_copy() -> None:
    files = {"a": b"1", "b": b"2"}

    assert with_changes(files, {"a": None, "b": b"3", "c": b""}) == {"b": b"3", "c": b""}
    assert files == {"a": b"1", "b": b"2"}


def test_removing_what_is_not_there_changes_nothing() -> None:
    assert with_changes({"a": b"1"}, {"b": None}) == {"a": b"1"}


def test_the_digest_of_a_tree_is_that_of_its_listing() -> None:
    one, two = digest_of(b"1"), digest_of(b"2")

    assert tree_digest({"b": two, "a": one}) == digest_of(f"{one} a\n{two} b\n".encode())
    assert tree_digest({}) == digest_of(b"")
