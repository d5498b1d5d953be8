"""What every store of blobs promises, tested on each kind of storage that is there."""

import threading
from pathlib import Path

import pytest

from app.errors import Invalid, NotFound
from app.kit.digests import digest_of
from app.storage.blobs import CHUNK_BYTES, Blobs, open_blobs

MISSING = digest_of(b"never stored")


@pytest.fixture(params=["memory", "file"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return open_blobs("memory:///" if request.param == "memory" else (tmp_path / "blo bs").as_uri())


@pytest.mark.parametrize("content", [b"", b"abc", bytes(range(256)), b"x" * (CHUNK_BYTES + 1)])
def test_what_was_put_comes_back(blobs: Blobs, content: bytes) -> None:
    digest = blobs.put(content)

    assert digest == digest_of(content)
    assert (blobs.get(digest), blobs.size(digest)) == (content, len(content))


def test_putting_twice_is_putting_once(blobs: Blobs) -> None:
    assert blobs.put(b"abc") == blobs.put(b"abc")
    blobs.delete(digest_of(b"abc"))

    with pytest.raises(NotFound):
        blobs.get(digest_of(b"abc"))


def test_putting_from_many_threads_at_once(blobs: Blobs) -> None:
    content, together, failures = b"y" * 100_000, threading.Barrier(8), list[Exception]()

    def put() -> None:
        together.wait()
        try:
            assert blobs.put(content) == digest_of(content)
        except Exception as error:  # noqa: BLE001 - told below, where it fails the test
            failures.append(error)

    threads = [threading.Thread(target=put) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert blobs.get(digest_of(content)) == content


@pytest.mark.parametrize("span", [(0, 1), (0, CHUNK_BYTES), (1, CHUNK_BYTES + 2), (CHUNK_BYTES, 2 * CHUNK_BYTES + 5)])
def test_a_part_is_read_in_bounded_chunks(blobs: Blobs, span: tuple[int, int]) -> None:
    content = bytes(range(251)) * (2 * CHUNK_BYTES // 251 + 1)
    digest = blobs.put(content)
    chunks = list(blobs.read(digest, *span))

    assert b"".join(chunks) == content[slice(*span)]
    assert max(map(len, chunks)) <= CHUNK_BYTES


def test_an_empty_part_is_nothing(blobs: Blobs) -> None:
    assert list(blobs.read(blobs.put(b""), 0, 0)) == []


def test_what_is_not_there_is_said_to_be_missing(blobs: Blobs) -> None:
    for look in (blobs.get, blobs.size):
        with pytest.raises(NotFound) as missing:
            look(MISSING)
        assert missing.value.code == "blob_missing"


def test_deleting_what_is_not_there_does_nothing(blobs: Blobs) -> None:
    blobs.delete(MISSING)


@pytest.mark.parametrize("digest", ["", "sha256:../../etc/passwd", "../" * 21 + "x", MISSING.upper(), MISSING[7:]])
def test_only_a_digest_is_an_address(blobs: Blobs, digest: str) -> None:
    for use in (blobs.get, blobs.size, blobs.delete):
        with pytest.raises(ValueError, match="not a sha256 digest"):
            use(digest)


def test_storage_that_answers_passes_the_check(blobs: Blobs) -> None:
    blobs.check()
    blobs.put(b"abc")
    blobs.check()


def test_files_lie_where_the_module_says(tmp_path: Path) -> None:
    digest = open_blobs((tmp_path / "blobs").as_uri()).put(b"abc")

    assert (tmp_path / "blobs" / "sha256" / digest.removeprefix("sha256:")).read_bytes() == b"abc"
    assert (tmp_path / "blobs").stat().st_mode & 0o777 == 0o700


def test_what_is_stored_is_never_changed(tmp_path: Path) -> None:
    """Even where the file was damaged, putting again does not write: who notices, restores."""
    blobs = open_blobs(tmp_path.as_uri())
    file = tmp_path / "sha256" / blobs.put(b"abc").removeprefix("sha256:")
    file.write_bytes(b"abd")
    blobs.put(b"abc")

    assert file.read_bytes() == b"abd"


@pytest.mark.parametrize("url", ["just a folder", "/absolute/folder", ""])
def test_a_storage_url_needs_a_scheme(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        open_blobs(url)

    assert refused.value.code == "storage_url"
