import os
from pathlib import Path

import pytest

from app.kit.folders import clear, regular, throw_away


def test_a_throw_away_folder_is_private_and_gone_afterwards(tmp_path: Path) -> None:
    with throw_away(tmp_path / "work") as folder:
        (folder / "deep").mkdir()
        (folder / "deep" / "file").write_bytes(b"x")
        assert folder.stat().st_mode & 0o777 == 0o700

    assert list((tmp_path / "work").iterdir()) == []


def test_it_is_gone_after_an_error_too(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), throw_away(tmp_path):
        raise RuntimeError

    assert list(tmp_path.iterdir()) == []


def test_two_at_a_time_are_apart(tmp_path: Path) -> None:
    with throw_away(tmp_path) as one, throw_away(tmp_path) as other:
        assert one != other


def test_a_link_out_of_the_folder_is_removed_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "file").write_bytes(b"x")

    with throw_away(tmp_path / "work") as folder:
        (folder / "way-out").symlink_to(precious)

    assert (precious / "file").read_bytes() == b"x"


def test_clear_leaves_an_empty_private_folder(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    for _ in range(2):
        clear(folder)
        assert list(folder.iterdir()) == []
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "left behind").mkdir()


def test_only_a_plain_file_is_taken_from_a_folder_that_a_child_wrote_in(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "plain")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    assert regular(tmp_path / "plain") == tmp_path / "plain"
    for name in ("link", "folder", "pipe", "nothing"):
        with pytest.raises(OSError, match=name):
            regular(tmp_path / name)


def test_clear_takes_a_link_to_a_folder_elsewhere_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "work").symlink_to(tmp_path / "elsewhere")
    clear(tmp_path / "work")

    assert (tmp_path / "work").is_dir()
