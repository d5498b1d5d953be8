import base64
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.sandbox import sources
from app.sandbox.checking import BadInput
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
    assert parse_sources(None) is None


def test_without_an_adapter_the_operators_own_module_is_loaded() -> None:
    found = parse_sources(given())
    assert found is not None
    assert found.arguments("map") == ("Map", "my-operator", 1, False, False)
    assert content(found.files.folders["/0"], "my-operator.py") == b"x = 1"


def test_adapter_and_packages_have_folders_of_their_own(tmp_path: Path) -> None:
    archive = an_archive(tmp_path, a_in_b=b"deep", top=b"")
    found = parse_sources(given(adapter="y = 2", packages=archive, registry=True, profile=True))
    assert found is not None
    assert found.arguments("delay") == ("Delay", "operator_adapter", 3, True, True)
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
        {"more": 1},
    ],
)
def test_what_is_no_such_thing_is_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        parse_sources(given(**parts))
    assert refused.value.path.startswith("sources")


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a//b", "", "a/../b", "a\0b"])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        parse_sources(given(files={path: ""}))


def test_packages_are_bounded_whatever_their_sizes_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_MOST_PACKAGES", 1_000)
    assert parse_sources(given(packages=an_archive(tmp_path, x=bytes(1_000)))) is not None
    with pytest.raises(zipfile.BadZipFile, match="1,000 bytes"):
        parse_sources(given(packages=an_archive(tmp_path, x=bytes(600), y=bytes(600))))
    with pytest.raises(zipfile.BadZipFile):
        parse_sources(given(packages=an_archive(tmp_path, x=bytes(1 << 20))))


def test_an_archive_that_is_none_or_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_text("no archive")
    with pytest.raises(zipfile.BadZipFile):
        parse_sources(given(packages=str(tmp_path / "no.zip")))
    with pytest.raises(FileNotFoundError):
        parse_sources(given(packages=str(tmp_path / "absent.zip")))
