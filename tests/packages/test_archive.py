import zipfile
from pathlib import Path

import pytest

from app.kit.archives import zipped
from app.kit.digests import digest_of
from app.packages.archive import BadArchive, keep, path_of, unpack

FILES = {"a.py": b"x = 1\n", "pkg/__init__.py": b"", "pkg/deep/data.txt": b"1"}


def archive(folder: Path, *names: str, size: int = 1) -> Path:
    path = folder / "archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in names:
            opened.writestr(name, b"0" * size)
    return path


def test_what_is_kept_comes_out_again(tmp_path: Path) -> None:
    content = zipped(FILES)
    digest = keep(tmp_path / "packages", content)
    unpack(path_of(tmp_path / "packages", digest), tmp_path / "out", 1_000)

    assert digest == digest_of(content)
    assert {name: (tmp_path / "out" / name).read_bytes() for name in FILES} == FILES
    assert sum(path.is_file() for path in (tmp_path / "out").rglob("*")) == len(FILES)
    assert [path.name for path in (tmp_path / "packages").iterdir()] == [f"{digest.removeprefix('sha256:')}.zip"]


def test_keeping_the_same_twice_is_no_matter(tmp_path: Path) -> None:
    assert keep(tmp_path, zipped(FILES)) == keep(tmp_path, zipped(FILES))


@pytest.mark.parametrize("name", ["../out.py", "/etc/out.py", "a/../../out.py", "..", "a\\..\\b.py"])
def test_a_path_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    with pytest.raises(BadArchive):
        unpack(archive(tmp_path, "fine.py", name), tmp_path / "inner" / "packages", 1_000)

    assert not list(tmp_path.rglob("*out.py"))


def test_more_than_allowed_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadArchive, match="larger"):
        unpack(archive(tmp_path, "bomb.py", size=10_000_000), tmp_path / "out", 1_000_000)

    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("cut", [0, 10, -5])
def test_a_damaged_archive_is_no_surprise(cut: int, tmp_path: Path) -> None:
    path = archive(tmp_path, "a.py", size=1_000)
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(BadArchive):
        unpack(path, tmp_path / "out", 10_000)
