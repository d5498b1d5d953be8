"""The folder of a server: sources, settings of our own, and nothing of a project's."""

from pathlib import Path

import pytest

from app.language.workspace import CHANGED, CREATED, DELETED, Workspace, is_source, laid_out


def names(workspace: Workspace) -> set[str]:
    return {path.relative_to(workspace.sources).as_posix() for path in workspace.sources.rglob("*") if path.is_file()}


def test_only_sources_are_written(tmp_path: Path) -> None:
    files = {
        "cooler.py": b"x = 1\n",
        "lib/types.pyi": b"y: int\n",
        "data.json": b"{}",
        "ty.toml": b'[environment]\nextra-paths = ["/etc"]\n',
        "pyproject.toml": b"[tool.ty]\n",
        "ruff.toml": b'extend = "/etc/passwd"\n',
        ".vscode/settings.json": b"{}",
        "ty.toml/trap.py": b"",
        "sub/PyProject.toml/trap.py": b"",
        "requirements.txt": b"x",
    }
    with laid_out(tmp_path, files, tmp_path / "bindings", None) as made:
        assert names(made) == {"cooler.py", "lib/types.pyi"}
        assert str(made.sources) in made.settings.read_text()
        assert "/etc" not in made.settings.read_text()
        assert made.settings.parent != made.sources
        assert list(made.home.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_later_state_tells_what_changed(tmp_path: Path) -> None:
    first = {"a.py": b"1", "b.py": b"2", "c/d.py": b"3"}
    later = {"a.py": b"1", "b.py": b"20", "c.py": b"4", "d.py/e.py": b"5"}
    with laid_out(tmp_path, first, tmp_path, None) as made:
        assert made.write(first) == []
        changes = {str(file.path): how for file, how in made.write(later)}
        assert changes == {"b.py": CHANGED, "c/d.py": DELETED, "c.py": CREATED, "d.py/e.py": CREATED}
        assert names(made) == set(later)
        assert {str(file.path) for file, _ in made.write({"d.py": b"6"})} == {
            "a.py",
            "b.py",
            "c.py",
            "d.py/e.py",
            "d.py",
        }
        assert names(made) == {"d.py"}


def test_the_folder_goes_whatever_happens(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), laid_out(tmp_path, {"a.py": b""}, tmp_path, None):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_sources_are_told_by_their_names() -> None:
    assert [path for path in ("a.py", "a.pyi", "a.PY", "a.pyc", "a", "py") if is_source(path)] == ["a.py", "a.pyi"]
