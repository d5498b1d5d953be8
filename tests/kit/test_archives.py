import io
import zipfile

from app.kit.archives import zipped


def test_equal_files_make_equal_bytes_in_any_order() -> None:
    assert zipped({"b/x.py": b"1", "a.py": b"2"}) == zipped({"a.py": b"2", "b/x.py": b"1"})


def test_the_files_come_back() -> None:
    files = {"a.py": b"", "folder/ä.py": "ä".encode(), "big": b"0" * 100_000}

    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.namelist() == sorted(files)
