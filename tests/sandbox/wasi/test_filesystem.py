from typing import Any

import pytest

from app.sandbox.values.forms import Own
from app.sandbox.wasi.streams import MAX_BYTES
from app.sandbox.wasi.tables import MAX_HANDLES, TooManyHandles
from app.sandbox.wasi.tree import Tree
from tests.sandbox.wasi.offered import Offered

TYPES, PREOPENS = "wasi:filesystem/types", "wasi:filesystem/preopens"
FOLLOW = frozenset({"symlink-follow"})
NONE: frozenset[str] = frozenset()
READ = frozenset({"read"})
HUGE = (1 << 64) - 1
BIG = bytes(range(256)) * 1_000


class Files(Offered):
    """With a folder ``/0`` that is open as ``top``."""

    def __init__(self) -> None:
        super().__init__(files=Tree({"/0": {"main.py": b"import os\n", "package/__init__.py": b"", "big": BIG}}))
        ((self.top, self.name),) = self.call(PREOPENS, "get-directories")

    def do(self, method: str, *arguments: Any) -> Any:
        """A method of a descriptor that succeeds."""
        return self.ok(TYPES, f"[method]descriptor.{method}", *arguments)

    def fail(self, method: str, *arguments: Any) -> Any:
        """A method of a descriptor that answers with an error."""
        return self.error(TYPES, f"[method]descriptor.{method}", *arguments)

    def open(self, path: str) -> Own:
        handle = self.do("open-at", self.top, FOLLOW, path, NONE, READ)
        assert isinstance(handle, Own)
        return handle

    def list(self, folder: Own) -> list[tuple[str, str]]:
        listing = self.do("read-directory", folder)
        entries = []
        while entry := self.ok(TYPES, "[method]directory-entry-stream.read-directory-entry", listing):
            entries.append(entry)
        assert self.ok(TYPES, "[method]directory-entry-stream.read-directory-entry", listing) is None
        self.drop(TYPES, "directory-entry-stream", listing)
        return entries


@pytest.fixture
def files() -> Files:
    return Files()


def test_without_a_tree_there_is_nothing_to_open() -> None:
    assert Offered().call(PREOPENS, "get-directories") == []


def test_every_folder_of_the_tree_is_there_by_its_name() -> None:
    offered = Offered(files=Tree({"/0": {}, "/2": {"a": b""}}))
    assert [name for _, name in offered.call(PREOPENS, "get-directories")] == ["/0", "/2"]


@pytest.mark.parametrize("path", ["main.py", "./main.py", "package/../main.py"])
def test_a_file_is_opened_and_read(files: Files, path: str) -> None:
    assert files.do("read", files.open(path), 100, 0) == (b"import os\n", True)


def test_a_read_is_bounded_and_says_whether_it_reached_the_end(files: Files) -> None:
    big = files.open("big")
    found, parts, end = b"", 0, False
    while not end:
        part, end = files.do("read", big, HUGE, len(found))
        found, parts = found + part, parts + 1
    assert found == BIG
    assert parts == -(-len(BIG) // MAX_BYTES) == 4


@pytest.mark.parametrize("offset", [10, 11, HUGE])
def test_reading_at_or_beyond_the_end_gives_nothing(files: Files, offset: int) -> None:
    assert files.do("read", files.open("main.py"), 10, offset) == (b"", True)


def test_a_folder_lists_its_entries_with_their_types(files: Files) -> None:
    expected = [("regular-file", "big"), ("regular-file", "main.py"), ("directory", "package")]
    assert files.list(files.top) == expected
    assert files.list(files.open("package")) == [("regular-file", "__init__.py")]


def test_a_listing_is_not_another_ones(files: Files) -> None:
    one, other = files.do("read-directory", files.top), files.do("read-directory", files.top)
    read = "[method]directory-entry-stream.read-directory-entry"
    assert [files.ok(TYPES, read, listing) for listing in (one, other)] == [("regular-file", "big")] * 2


def test_times_are_fixed_and_sizes_true(files: Files) -> None:
    moment = (315_532_800, 0)
    assert files.do("stat-at", files.top, FOLLOW, "big") == ("regular-file", 1, len(BIG), moment, moment, moment)
    assert files.do("stat", files.top) == ("directory", 1, 0, moment, moment, moment)
    assert files.do("get-type", files.top) == "directory"
    assert files.do("get-type", files.open("big")) == "regular-file"
    assert files.do("get-flags", files.top) == READ


def test_objects_are_told_apart_however_they_were_found(files: Files) -> None:
    one, same, other = files.open("main.py"), files.open("package/../main.py"), files.open("big")
    assert files.call(TYPES, "[method]descriptor.is-same-object", one, same) is True
    assert files.call(TYPES, "[method]descriptor.is-same-object", one, other) is False
    hashes = [files.do("metadata-hash", handle) for handle in (one, same, other, files.top)]
    assert hashes[0] == hashes[1] == files.do("metadata-hash-at", files.top, FOLLOW, "main.py")
    assert len({*hashes}) == 3


@pytest.mark.parametrize("method", ["sync", "sync-data"])
def test_there_is_nothing_to_write_back(files: Files, method: str) -> None:
    assert files.do(method, files.top) is None


@pytest.mark.parametrize(("offset", "length"), [(0, 0), (HUGE, HUGE)])
def test_advice_is_taken_for_what_it_is(files: Files, offset: int, length: int) -> None:
    assert files.do("advise", files.open("big"), offset, length, "sequential") is None


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("missing", "no-entry"),
        ("", "no-entry"),
        ("package/missing/x", "no-entry"),
        ("main.py/x", "not-directory"),
        ("..", "not-permitted"),
        ("package/../../etc/passwd", "not-permitted"),
        ("/etc/passwd", "not-permitted"),
        ("x" * 5_000, "name-too-long"),
    ],
)
def test_a_path_that_leads_nowhere_says_why(files: Files, path: str, code: str) -> None:
    assert files.fail("open-at", files.top, FOLLOW, path, NONE, READ) == code
    assert files.fail("stat-at", files.top, FOLLOW, path) == code
    assert files.fail("metadata-hash-at", files.top, FOLLOW, path) == code
    assert files.fail("readlink-at", files.top, path) == code


def test_nothing_is_a_symbolic_link(files: Files) -> None:
    assert files.fail("readlink-at", files.top, "main.py") == "invalid"
    assert files.fail("readlink-at", files.top, "package") == "invalid"


def test_a_file_is_no_folder_and_a_folder_no_file(files: Files) -> None:
    file = files.open("main.py")
    assert files.fail("read-directory", file) == "not-directory"
    assert files.fail("stat-at", file, FOLLOW, ".") == "not-directory"
    assert files.fail("open-at", file, FOLLOW, "x", NONE, READ) == "not-directory"
    assert files.fail("open-at", files.top, FOLLOW, "main.py", {"directory"}, READ) == "not-directory"
    assert files.fail("read", files.top, 1, 0) == "is-directory"
    assert files.fail("read-via-stream", files.top, 0) == "is-directory"


@pytest.mark.parametrize(
    ("path", "how", "access", "code"),
    [
        ("main.py", NONE, {"read", "write"}, "read-only"),
        ("main.py", NONE, {"mutate-directory"}, "read-only"),
        ("main.py", {"truncate"}, READ, "read-only"),
        ("main.py", {"create", "truncate"}, {"write"}, "read-only"),
        ("main.py", {"create", "exclusive"}, {"write"}, "exist"),
        ("new.py", {"create"}, {"write"}, "read-only"),
        ("new.py", {"create", "exclusive"}, READ, "read-only"),
        ("package/new.py", {"create"}, {"write"}, "read-only"),
        ("missing/new.py", {"create"}, {"write"}, "no-entry"),
        ("main.py/new.py", {"create"}, {"write"}, "not-directory"),
        ("../new.py", {"create"}, {"write"}, "not-permitted"),
        ("package", NONE, {"write"}, "is-directory"),
        ("package", {"directory"}, {"read", "mutate-directory"}, "read-only"),
    ],
)
def test_nothing_can_be_opened_to_be_changed(
    files: Files, path: str, how: set[str], access: set[str], code: str
) -> None:
    assert files.fail("open-at", files.top, FOLLOW, path, how, access) == code


def test_a_file_that_is_there_may_be_opened_as_if_to_be_made(files: Files) -> None:
    handle = files.do("open-at", files.top, FOLLOW, "main.py", {"create"}, READ)
    assert files.do("read", handle, 6, 0) == (b"import", False)


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("write-via-stream", (0,)),
        ("append-via-stream", ()),
        ("set-size", (0,)),
        ("set-times", (None, None)),
        ("write", (b"x", 0)),
        ("create-directory-at", ("new",)),
        ("set-times-at", (FOLLOW, "main.py", None, None)),
        ("link-at", (FOLLOW, "main.py", 1, "new")),
        ("remove-directory-at", ("package",)),
        ("rename-at", ("main.py", 1, "new")),
        ("symlink-at", ("main.py", "new")),
        ("unlink-file-at", ("main.py",)),
    ],
)
def test_nothing_can_be_changed(files: Files, method: str, arguments: tuple[Any, ...]) -> None:
    assert files.fail(method, files.top, *arguments) == "read-only"
    assert len(files.list(files.top)) == 3


@pytest.mark.parametrize("path", ["main.py", "package", ".", "missing", "..", ""])
def test_no_path_leads_anywhere_once_the_files_are_withdrawn(files: Files, path: str) -> None:
    files.wasi.withdraw_files()
    for how, access in ((NONE, READ), ({"create"}, {"write"}), ({"create", "exclusive"}, READ), (NONE, {"write"})):
        assert files.fail("open-at", files.top, FOLLOW, path, how, access) == "no-entry"
    assert files.fail("stat-at", files.top, FOLLOW, path) == "no-entry"
    assert files.fail("metadata-hash-at", files.top, FOLLOW, path) == "no-entry"
    assert files.fail("readlink-at", files.top, path) == "no-entry"
    for method in ("create-directory-at", "remove-directory-at", "unlink-file-at"):
        assert files.fail(method, files.top, path) == "no-entry"
    assert files.call(PREOPENS, "get-directories") == []


def test_what_is_open_is_bad_once_the_files_are_withdrawn(files: Files) -> None:
    file, folder, listing = files.open("main.py"), files.open("package"), files.do("read-directory", files.top)
    files.wasi.withdraw_files()
    for handle in (file, folder):
        for method in ("get-flags", "get-type", "stat", "metadata-hash", "sync", "sync-data", "read-directory"):
            assert files.fail(method, handle) == "bad-descriptor"
        assert files.fail("read", handle, 1, 0) == "bad-descriptor"
        assert files.fail("read-via-stream", handle, 0) == "bad-descriptor"
        assert files.fail("write", handle, b"", 0) == "bad-descriptor"
        assert files.fail("set-size", handle, 0) == "bad-descriptor"
        assert files.fail("advise", handle, 0, 0, "normal") == "bad-descriptor"
        assert files.fail("open-at", handle, FOLLOW, "__init__.py", NONE, READ) == "bad-descriptor"
        assert files.fail("unlink-file-at", handle, "__init__.py") == "bad-descriptor"
    read = "[method]directory-entry-stream.read-directory-entry"
    assert files.error(TYPES, read, listing) == "bad-descriptor"


def test_the_folder_itself_stays_open_but_has_nothing_in_it_once_the_files_are_withdrawn(files: Files) -> None:
    files.wasi.withdraw_files()
    assert files.do("get-type", files.top) == "directory"
    assert files.do("get-flags", files.top) == READ
    assert files.fail("read-directory", files.top) == "no-entry"


@pytest.mark.parametrize("method", ["read", "blocking-read", "skip", "blocking-skip"])
def test_a_stream_of_a_file_fails_once_the_files_are_withdrawn(files: Files, method: str) -> None:
    stream = files.do("read-via-stream", files.open("main.py"), 0)
    files.wasi.withdraw_files()
    failed = files.error("wasi:io/streams", f"[method]input-stream.{method}", stream, 1)
    assert failed.tag == "last-operation-failed"
    assert files.call(TYPES, "filesystem-error-code", failed.value) == "bad-descriptor"
    assert files.call("wasi:io/error", "[method]error.to-debug-string", failed.value) == "bad-descriptor"
    files.drop("wasi:io/error", "error", failed.value)


def test_nothing_is_spliced_from_a_file_that_was_withdrawn(files: Files) -> None:
    stream, out = files.do("read-via-stream", files.open("main.py"), 0), files.call("wasi:cli/stdout", "get-stdout")
    files.wasi.withdraw_files()
    failed = files.error("wasi:io/streams", "[method]output-stream.splice", out, stream, 1)
    assert failed.tag == "last-operation-failed"
    assert files.printed == []


def test_errors_are_bounded_too(files: Files) -> None:
    stream = files.do("read-via-stream", files.open("main.py"), 0)
    files.wasi.withdraw_files()
    for _ in range(MAX_HANDLES):
        files.error("wasi:io/streams", "[method]input-stream.read", stream, 1)
    with pytest.raises(TooManyHandles):
        files.call("wasi:io/streams", "[method]input-stream.read", stream, 1)


def test_standard_input_is_no_file_to_withdraw() -> None:
    offered = Offered()
    offered.wasi.withdraw_files()
    stdin = offered.call("wasi:cli/stdin", "get-stdin")
    assert offered.error("wasi:io/streams", "[method]input-stream.read", stdin, 1).tag == "closed"


def test_open_files_are_bounded_until_they_are_dropped(files: Files) -> None:
    handles = [files.open("main.py") for _ in range(MAX_HANDLES - 1)]
    with pytest.raises(TooManyHandles):
        files.open("main.py")
    with pytest.raises(TooManyHandles):
        files.call(PREOPENS, "get-directories")
    files.drop(TYPES, "descriptor", handles[0])
    files.open("main.py")


def test_listings_are_bounded(files: Files) -> None:
    for _ in range(MAX_HANDLES):
        files.do("read-directory", files.top)
    with pytest.raises(TooManyHandles):
        files.do("read-directory", files.top)
