from pathlib import Path

import pytest

from app.operators.kinds import ApiVersion
from app.runs import ready_made
from app.runs.previews import ORDER, component_name, native_name
from app.runs.ready_made import prepare_into
from app.settings import Settings
from tests.support.components import component


def test_every_version_is_made_once_in_both_forms(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[ApiVersion] = []

    def make(_: Settings, version: ApiVersion, __: object) -> bytes:
        made.append(version)
        return component()

    monkeypatch.setattr(ready_made, "make", make)
    folder = tmp_path / "previews"
    wanted = [name(version) for version in ORDER for name in (component_name, native_name)]

    assert list(prepare_into(settings, folder)) == wanted
    assert {path.name for path in folder.iterdir()} == set(wanted)
    assert list(prepare_into(settings, folder)) == wanted
    assert made == list(ORDER)
    assert list(settings.work_dir.iterdir()) == []
