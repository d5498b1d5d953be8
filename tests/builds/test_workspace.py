from pathlib import Path

from app.builds.workspace import Workspace


def test_modules_lie_where_the_compiler_looks_for_them(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.fill({"cooler.py": b"1", "deep/er/units.py": b"2"})

    assert (workspace.sources / "cooler.py").read_bytes() == b"1"
    assert (workspace.sources / "deep" / "er" / "units.py").read_bytes() == b"2"
    assert not workspace.component.exists()
    assert workspace.component.parent == tmp_path


def test_the_adapter_lies_apart_from_the_modules(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.fill({"cooler.py": b"1"})
    workspace.add_adapter("text")

    assert [path.name for path in workspace.sources.iterdir()] == ["cooler.py"]
    assert [path.name for path in workspace.adapter.iterdir()] == ["operator_adapter.py"]
