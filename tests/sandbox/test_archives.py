"""What a child unpacks, keeps and refuses."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sandbox import archives as module
from app.sandbox.archives import Archives
from app.sandbox.refused import PACKAGES, Refused


def archive(folder: Path, *members: tuple[str, bytes], name: str = "packages") -> str:
    path = folder / f"{name}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for member, content in members:
            opened.writestr(zipfile.ZipInfo(member), content)
    return str(path)


def refusal(path: str) -> str:
    with pytest.raises(Refused) as refused:
        Archives().get(path)
    assert refused.value.part == PACKAGES
    assert refused.value.reason.startswith("The packages cannot be loaded: ")
    return refused.value.reason


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every archive that was really unpacked."""
    paths: list[str] = []
    members = module._members

    def noted(path: str) -> Iterator[tuple[str, bytes]]:
        paths.append(path)
        return members(path)

    monkeypatch.setattr(module, "_members", noted)
    return paths


def test_every_file_is_there_and_folders_are_left_out(tmp_path: Path) -> None:
    path = archive(tmp_path, ("a/", b""), ("a/b.py", b"deep"), ("top.py", b""))
    assert dict(Archives().get(path)) == {"a/b.py": b"deep", "top.py": b""}


def test_an_archive_is_unpacked_once(tmp_path: Path, opened: list[str]) -> None:
    kept, path = Archives(), archive(tmp_path, ("a.py", b"1"))
    assert kept.get(path) is kept.get(path)
    assert opened == [path]


def test_another_one_in_its_place_is_unpacked_anew(tmp_path: Path) -> None:
    kept, path = Archives(), archive(tmp_path, ("a.py", b"1"))
    kept.get(path)
    Path(archive(tmp_path, ("a.py", b"changed"), name="other")).replace(path)
    assert kept.get(path)["a.py"] == b"changed"
    assert len(kept) == 1


def test_the_one_that_was_not_used_for_longest_goes_first(tmp_path: Path, opened: list[str]) -> None:
    kept = Archives(most=2)
    first, second, third = (archive(tmp_path, ("a.py", b"1"), name=name) for name in ("1", "2", "3"))
    for path in (first, second, first, third, first, second):
        kept.get(path)
    assert opened == [first, second, third, second]
    assert len(kept) == 2


def test_the_bytes_are_bounded_too_and_what_is_too_large_alone_is_not_kept(tmp_path: Path) -> None:
    kept = Archives(most_bytes=1_500)
    small, large = (archive(tmp_path, ("a", bytes(size)), name=str(size)) for size in (1_000, 2_000))
    kept.get(small)
    assert len(kept) == 1
    assert len(kept.get(large)["a"]) == 2_000
    assert len(kept) == 0


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../up.py", "a/../b.py", "./a.py", "a//b.py", "a\\b.py", "x" * 5_000, "a\0b.py", "/", "../"]
)
def test_a_name_that_is_no_plain_path_is_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("?")
    info.filename = info.orig_filename = name
    path = tmp_path / "packages.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(info, b"")
    assert "no plain path" in refusal(str(path))
    assert len(refusal(str(path))) < 300


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    assert "'a.py' twice" in refusal(archive(tmp_path, ("a.py", b"1"), ("a.py", b"2")))


@pytest.mark.parametrize("names", [("a", "a/b/c.py"), ("a/b/c.py", "a"), ("a/b", "a/b/c.py")])
def test_a_file_where_a_folder_is_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert "both a file and a folder" in refusal(archive(tmp_path, *((name, b"") for name in names)))


def test_packages_are_bounded_whatever_their_sizes_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_UNPACKED", 1_000)
    assert Archives().get(archive(tmp_path, ("x", bytes(1_000))))
    assert "1,000 bytes" in refusal(archive(tmp_path, ("x", bytes(600)), ("y", bytes(600))))
    assert "1,000 bytes" in refusal(archive(tmp_path, ("x", bytes(1 << 20))))


def test_an_archive_that_is_none_or_damaged_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_text("no archive")
    good = Path(archive(tmp_path, ("a.py", b"x" * 1_000)))
    content = bytearray(good.read_bytes())
    content[40:44] = b"\xff\xff\xff\xff"
    good.write_bytes(content)
    for path in (tmp_path / "no.zip", good, tmp_path / "absent.zip", tmp_path):
        assert "cannot be read" in refusal(str(path))
