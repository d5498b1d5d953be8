import io
import zipfile

import pytest
from sqlmodel import Session

from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.projects import export, revisions, service


@pytest.mark.parametrize("api_version", ApiVersion)
def test_an_export_holds_all_it_takes_to_build_elsewhere(session: Session, api_version: ApiVersion) -> None:
    project = service.create(session, "my-filter", Kind.FILTER, api_version)
    files = revisions.contents(session, revisions.head(session, project))
    schema = world(Kind.FILTER, api_version).wit_folder

    with zipfile.ZipFile(io.BytesIO(export.zipped(project, files))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    build = held.pop("operators/my-filter/BUILD.md").decode()
    assert {name: data for name, data in held.items() if name.startswith("operators/")} == {
        f"operators/my-filter/{path}": data for path, data in files.items()
    }
    assert {name: data for name, data in held.items() if name.startswith("schema/")} == {
        f"schema/{path.name}": path.read_bytes() for path in schema.glob("*.wit")
    }
    assert "componentize-py==0.14.0" in build
    assert "-d schema -w filter-impl componentize my-filter -p operators/my-filter -o my-filter.wasm" in build


def test_a_file_of_the_project_wins_over_the_note(session: Session) -> None:
    project = service.create(session, "cooler", Kind.MAP, ApiVersion.V1_1_0)
    archive = export.zipped(project, {"BUILD.md": b"mine"})

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.read("operators/cooler/BUILD.md") == b"mine"
