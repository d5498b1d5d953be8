from pathlib import Path

import pytest
import wasmtime.component

from app.sandbox.engine import engine
from tests.sandbox.running import source
from tests.support import built as module
from tests.support.built import BuildFailed, built, once, precompiled

NAME = "probe_map"
FILES = {f"{NAME}.py": source("map")}


@pytest.mark.build
def test_a_component_is_built_once() -> None:
    first = built("map", "1.1.0", FILES, NAME)
    made = first.stat().st_mtime_ns

    assert built("map", "1.1.0", FILES, NAME) == first
    assert first.stat().st_mtime_ns == made


@pytest.mark.build
def test_a_precompiled_component_loads_into_the_studios_engine() -> None:
    path = precompiled(built("map", "1.1.0", FILES, NAME))

    with wasmtime.component.Component.deserialize_file(engine(), str(path)) as component:
        assert component.type is not None


def _target_only(target: Path, _make: object) -> Path:
    return target


@pytest.mark.parametrize("changed", ["kind", "version", "source", "path", "app"])
def test_every_input_changes_the_key(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "once", _target_only)
    text = source("map") + ("#" if changed == "source" else "")
    path = "other.py" if changed == "path" else f"{NAME}.py"

    usual = built("map", "1.1.0", FILES, NAME)
    other = built(
        "filter" if changed == "kind" else "map",
        "1.0.0" if changed == "version" else "1.1.0",
        {path: text},
        "other" if changed == "app" else NAME,
    )

    assert usual != other


def test_what_fails_is_not_kept(tmp_path: Path) -> None:
    def fail(output: Path) -> None:
        output.write_bytes(b"half")
        raise BuildFailed("no")

    with pytest.raises(BuildFailed):
        once(tmp_path / "cache" / "key.wasm", fail)

    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["key.lock"]


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    target = tmp_path / "cache" / "key.wasm"
    calls: list[Path] = []

    def make(output: Path) -> None:
        calls.append(output)
        output.write_bytes(b"whole")

    assert once(target, make) == once(target, make) == target
    assert (target.read_bytes(), len(calls)) == (b"whole", 1)
