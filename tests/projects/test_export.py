import io
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from sqlmodel import Session

from app.kit.archives import zipped
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

    with zipfile.ZipFile(io.BytesIO(zipped(export.exported(project, files, ["json"])))) as archive:
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
    archive = zipped(export.exported(project, {"BUILD.md": b"mine"}, []))

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.read("operators/cooler/BUILD.md") == b"mine"


@pytest.mark.build
def test_an_export_builds_elsewhere_and_answers_the_samples(session: Session) -> None:
    """Built as BUILD.md says it: the adapter by name, from the one folder that also holds the sources."""
    kind, api_version = Kind.FILTER, ApiVersion.V1_1_0
    project = service.create(session, "my-filter", kind, api_version)
    files = revisions.contents(session, revisions.head(session, project))
    with zipfile.ZipFile(io.BytesIO(zipped(export.exported(project, files, ["json"])))) as archive:
        names = [name for name in archive.namelist() if name.startswith("operators/") and name.endswith(".py")]
        sources = {PurePosixPath(name).name: archive.read(name).decode() for name in names}
    assert sorted(sources) == ["my-filter.py", FILE, "payload.py"]

    component = precompiled(built(kind, api_version, sources, MODULE))

    for payload in samples.payloads(kind, api_version):
        wanted = expected(kind, api_version, payload.name)
        assert run_file(component, kind, api_version, **payload.request).outcomes == [
            outcome for outcome, _ in wanted or []
        ]


@pytest.mark.build
def test_an_export_with_bindings_is_built_by_the_command_in_its_note(session: Session, tmp_path: Path) -> None:
    """The very words of BUILD.md, in an unpacked export, by the toolchain as a user has it."""
    project = service.create(session, "my-filter", Kind.FILTER, ApiVersion.V1_1_0)
    files = revisions.contents(session, revisions.head(session, project))
    bindings = {
        "filter_impl/__init__.py": b"",
        "filter_impl/exports/__init__.py": b"raise ImportError('not this one')\n",
    }
    with zipfile.ZipFile(io.BytesIO(zipped(export.exported(project, files, ["json"], None, bindings)))) as archive:
        archive.extractall(tmp_path)
    note = (tmp_path / "operators/my-filter/BUILD.md").read_text(encoding="utf-8")
    line = next(line.strip() for line in note.splitlines() if " componentize " in line)
    program = Path(sys.executable).parent / "componentize-py"

    done = subprocess.run([program, *line.split()[1:]], cwd=tmp_path, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my-filter.wasm").read_bytes().startswith(b"\0asm")
