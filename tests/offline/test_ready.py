import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.kit.locks import Held, hold
from app.offline import ready
from app.offline.ready import preview_folder
from app.operators.kinds import ApiVersion
from app.runs.previews import native_name
from app.settings import Settings

VERSION = ApiVersion.V1_1_0


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders in which a preview was made; it is an empty file here."""
    folders: list[Path] = []

    def prepare(_: Settings, folder: Path, versions: Sequence[ApiVersion]) -> Iterator[str]:
        with pytest.raises(Held):
            hold(folder / "prepare.lock")
        folders.append(folder)
        for version in versions:
            (folder / native_name(version)).touch()
            yield native_name(version)

    monkeypatch.setattr(ready, "prepare_into", prepare)
    return folders


def test_a_preview_is_made_once_and_kept(settings: Settings, made: list[Path]) -> None:
    said: list[str] = []
    own = settings.model_copy(update={"preview_dir": None})
    folders = [preview_folder(own, own, VERSION, said.append) for _ in range(2)]

    assert folders == [settings.data_dir / "previews"] * 2
    assert made == folders[:1]
    assert len(said) == 1
    os.close(hold(settings.data_dir / "previews" / "prepare.lock"))


def test_a_ready_made_one_is_taken_as_it_is(settings: Settings, made: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / native_name(VERSION)).touch()
    own = settings.model_copy(update={"preview_dir": folder})

    assert preview_folder(own, own, VERSION, print) == folder
    assert preview_folder(own, own, ApiVersion.V1_0_0, print) == settings.data_dir / "previews"
    assert made == [settings.data_dir / "previews"]
