import io
import zipfile
from pathlib import PurePosixPath

import pytest
from sqlmodel import Session

from app.operators import samples
from app.operators.adapter import FILE, MODULE, adapter_source
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.projects import export, revisions, service
from tests.operators.expectations import expected
from tests.support.built import built, precompiled
from tests.support.generic import run_file


@pytest.mark.parametrize("api_version", ApiVersion)
def test_an_export_holds_all_it_takes_to_build_elsewhere(session: Session, api_version: ApiVersion) -> None:
    project = service.create(session, "my-filter", Kind.FILTER, api_version)
    files = revisions.contents(session, revisions.head(session, project))
    schema = world(Kind.FILTER, api_version).wit_folder

    with zipfile.ZipFile(io.BytesIO(export.zipped(project, files, ["json"]))) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    build = held.pop("operators/my-filter/BUILD.md").decode()
    assert held.pop(f"operators/my-filter/{FILE}").decode() == adapter_source("my-filter", "Filter", ["json"])
    assert {name: data for name, data in held.items() if name.startswith("operators/")} == {
        f"operators/my-filter/{path}": data for path, data in files.items()
    }
    assert {name: data for name, data in held.items() if name.startswith("schema/")} == {
        f"schema/{path.name}": path.read_bytes() for path in schema.glob("*.wit")
    }
    assert "componentize-py==0.14.0" in build
    assert f"-d schema -w filter-impl componentize {MODULE} -p operators/my-filter -o my-filter.wasm" in build
    assert f"name `my-filter` in place of `{MODULE}`" in build
    assert max(map(len, build.splitlines())) <= 130


def test_a_file_of_the_project_wins_over_the_note(session: Session) -> None:
    project = service.create(session, "cooler", Kind.MAP, ApiVersion.V1_1_0)
    archive = export.zipped(project, {"BUILD.md": b"mine"}, [])

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.read("operators/cooler/BUILD.md") == b"mine"


@pytest.mark.build
def test_an_export_builds_elsewhere_and_answers_the_samples(session: Session) -> None:
    """Built as BUILD.md says it: the adapter by name, from the one folder that also holds the sources."""
    kind, api_version = Kind.FILTER, ApiVersion.V1_1_0
    project = service.create(session, "my-filter", kind, api_version)
    files = revisions.contents(session, revisions.head(session, project))
    with zipfile.ZipFile(io.BytesIO(export.zipped(project, files, ["json"]))) as archive:
        names = [name for name in archive.namelist() if name.startswith("operators/") and name.endswith(".py")]
        sources = {PurePosixPath(name).name: archive.read(name).decode() for name in names}
    assert sorted(sources) == ["my-filter.py", FILE, "payload.py"]

    component = precompiled(built(kind, api_version, sources, MODULE))

    for payload in samples.payloads(kind, api_version):
        wanted = expected(kind, api_version, payload.name)
        assert run_file(component, kind, api_version, **payload.request).outcomes == [
            outcome for outcome, _ in wanted or []
        ]
