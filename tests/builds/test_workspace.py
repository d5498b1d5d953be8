from pathlib import Path

from app.builds.workspace import Workspace


def test_modules_lie_where_the_compiler_looks_for_them(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.fill({"cooler.py": b"1", "deep/er/units.py": b"2"})

    assert (workspace.sources / "cooler.py").read_bytes() == b"1"
    assert (workspace.sources / "deep" / "er" / "units.py").read_bytes() == b"2"
    assert not workspace.component.exists()
    assert workspace.component.parent == tmp_path
