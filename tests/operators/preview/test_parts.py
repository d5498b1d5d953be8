from pathlib import Path

import pytest

from app.operators.kinds import ApiVersion
from app.operators.preview import parts


def test_the_digest_is_the_same_for_the_same_inputs_and_another_for_another_version() -> None:
    first, other = (parts.inputs_digest(version) for version in ApiVersion)

    assert len(first) == 64
    assert first != other
    parts.inputs_digest.cache_clear()
    assert parts.inputs_digest(next(iter(ApiVersion))) == first


@pytest.mark.parametrize("changed", ["guest/bindings.py", "wit/1.1.0.wit", "wit/loading.wit"])
def test_the_digest_changes_with_every_input(changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = parts.inputs_digest(ApiVersion.V1_1_0)
    copy(tmp_path, monkeypatch)
    parts.inputs_digest.cache_clear()
    assert parts.inputs_digest(ApiVersion.V1_1_0) == before

    with (tmp_path / changed).open("a") as file:
        file.write("\n")
    parts.inputs_digest.cache_clear()
    assert parts.inputs_digest(ApiVersion.V1_1_0) != before
    parts.inputs_digest.cache_clear()


def copy(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_GUEST", "_LOADING", "_PARTS"):
        present: Path = getattr(parts, name)
        place = target / present.relative_to(Path(parts.__file__).parent)
        for file in present.rglob("*") if present.is_dir() else [present]:
            if file.is_file() and file.suffix in {".py", ".wit"}:
                copied = place / file.relative_to(present) if present.is_dir() else place
                copied.parent.mkdir(parents=True, exist_ok=True)
                copied.write_bytes(file.read_bytes())
        monkeypatch.setattr(parts, name, place)


@pytest.mark.parametrize("api_version", list(ApiVersion))
def test_everything_that_the_toolchain_needs_is_laid_out(api_version: ApiVersion, tmp_path: Path) -> None:
    request = parts.lay_out(tmp_path, api_version)

    assert (request["world"], request["app"]) == ("preview-impl", "preview_app")
    empty, guest = (Path(folder) for folder in request["sources"])  # type: ignore[attr-defined]  # a list, typed as JSON
    assert list(empty.iterdir()) == []
    own = {"preview_app.py", "bindings.py", "library.py", "profiling.py", "warming.py", "testing.py"}
    assert {path.name for path in guest.iterdir() if not path.name.startswith("testing_")} == own
    text = (tmp_path / "wit" / "preview.wit").read_text()
    assert ("import schema-registry" in text) is (api_version is ApiVersion.V1_1_0)
    assert (tmp_path / "wit" / "deps" / "loading" / "loading.wit").exists()
    assert parts.component_in(tmp_path) == Path(str(request["output"]))
