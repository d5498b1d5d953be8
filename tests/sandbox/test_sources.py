import base64
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.sandbox.archives import Archives
from app.sandbox.checking import BadInput
from app.sandbox.refused import Refused
from app.sandbox.sources import parse_sources
from app.sandbox.wasi.tree import File, Folder, find


def given(**parts: Any) -> dict[str, Any]:
    usual = {"files": {"my-operator.py": base64.b64encode(b"x = 1").decode()}, "entry": "my-operator", "adapter": None}
    return usual | parts


def content(folder: Folder, path: str) -> bytes:
    found = find(folder, path)
    assert isinstance(found, File)
    return found.content


def an_archive(folder: Path, **members: bytes) -> str:
    path = folder / "packages.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("a")
        for name, held in members.items():
            archive.writestr(name.replace("_in_", "/"), held)
    return str(path)


def test_no_sources_are_none() -> None:
    assert parse_sources(None, Archives()) is None


def test_without_an_adapter_the_operators_own_module_is_loaded() -> None:
    found = parse_sources(given(), Archives())
    assert found is not None
    assert found.arguments("map") == ("Map", "my-operator", 1, False, False)
    assert content(found.files.folders["/0"], "my-operator.py") == b"x = 1"


def test_adapter_and_packages_have_folders_of_their_own(tmp_path: Path) -> None:
    archive = an_archive(tmp_path, a_in_b=b"deep", top=b"")
    found = parse_sources(given(adapter="y = 2", packages=archive, registry=True, profile=True), Archives())
    assert found is not None
    assert found.arguments("delay") == ("Delay", "operator_adapter", 3, True, False)
    assert content(found.files.folders["/1"], "operator_adapter.py") == b"y = 2"
    assert content(found.files.folders["/2"], "a/b") == b"deep"


@pytest.mark.parametrize(
    "parts",
    [
        {"files": []},
        {"files": {"a.py": "no base64!"}},
        {"files": {"a.py": None}},
        {"entry": None},
        {"adapter": 7},
        {"adapter": "x" * (2 << 20)},
        {"packages": 7},
        {"more": 1},
    ],
)
def test_what_is_no_such_thing_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        parse_sources(given(**parts), Archives())
    assert refused.value.path.startswith("sources")


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "", "a/../b", "a\0b"])
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    with pytest.raises(BadInput, match="path"):
        parse_sources(given(files={path: ""}), Archives())


def test_a_file_where_a_folder_is_is_refused() -> None:
    with pytest.raises(BadInput, match="both a file and a folder"):
        parse_sources(given(files={"a.py": "", "a.py/b.py": ""}), Archives())


def test_packages_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_text("no archive")
    with pytest.raises(Refused, match="cannot be read"):
        parse_sources(given(packages=str(tmp_path / "no.zip")), Archives())
