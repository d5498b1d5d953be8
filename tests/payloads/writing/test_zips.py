import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.payloads.writing.zips import zip_pieces
from tests.payloads.writing.support import unzipped
from tests.support import require


def test_files_come_back_as_they_were_and_the_same_each_time() -> None:
    files = [("a/b.txt", [b"one", b"", b"two"]), ("empty", []), ("c", [os.urandom(300_000)])]

    assert unzipped(zip_pieces(files)) == {"a/b.txt": b"onetwo", "empty": b"", "c": files[2][1][0]}
    assert list(zip_pieces(files)) == list(zip_pieces(files))


def test_a_zip_file_of_nothing_is_one() -> None:
    assert unzipped(zip_pieces([])) == {}


def test_pieces_go_out_while_others_are_still_being_made() -> None:
    made = []

    def contents() -> Iterator[bytes]:
        for number in range(100):
            made.append(number)
            yield os.urandom(100_000)

    pieces = zip_pieces([("large", contents())])
    next(pieces)

    assert len(made) < 10
    assert max(len(piece) for piece in pieces) < 500_000


def test_whoever_stops_reading_is_no_trouble() -> None:
    pieces = zip_pieces([("large", (os.urandom(100_000) for _ in range(10)))])
    next(pieces)
    pieces.close()


def test_other_programs_read_it(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(b"".join(zip_pieces([("folder/ü.txt", [b"x" * 10_000])])))
    listed = subprocess.run([sys.executable, "-m", "zipfile", "-t", str(path)], capture_output=True, check=True)

    assert b"Done testing" in listed.stdout
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.infolist()[0].external_attr >> 16 == 0o100644


@pytest.mark.parametrize("count", [0, 1, 65_534, 65_535, 70_000])
def test_there_may_be_more_files_than_sixteen_bits_count(count: int, tmp_path: Path) -> None:
    content = b"".join(zip_pieces((f"folder-{number}/file", [b"x"]) for number in range(count)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == count
        if count:
            assert archive.read(f"folder-{count - 1}/file") == b"x"


def test_unzip_reads_it(tmp_path: Path) -> None:
    unzip = shutil.which("unzip")
    if unzip is None:
        require.absent("unzip is not installed")
    path = tmp_path / "x.zip"
    path.write_bytes(b"".join(zip_pieces([("a/ü.txt", [b"one", b"two"]), ("empty", []), ("b", [os.urandom(200_000)])])))
    told = subprocess.run([str(unzip), "-t", str(path)], capture_output=True, check=True)
    assert b"No errors detected" in told.stdout
