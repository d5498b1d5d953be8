import ast
from pathlib import Path

import pytest

from app.kit.archives import zipped
from app.operators.checks.tools.bindings import prepare
from app.operators.worlds import World, all_worlds
from tests.operators.checks.tools.toolbox import bindings_zip

SUBMODULES = ["hybrid_logical_clock", "logger", "metrics", "state_store", "state_store_types", "types"]


@pytest.mark.parametrize("world", all_worlds(), ids=lambda world: f"{world.module}-{world.api_version}")
def test_every_world_names_its_submodules_and_calls_by_position(world: World, tmp_path: Path) -> None:
    folder = prepare(bindings_zip(world.kind, world.api_version), tmp_path)

    assert {path.name for path in folder.iterdir()} == {world.module, "pytest.pyi"}
    assert imported(folder / world.module / "imports") == SUBMODULES
    assert imported(folder / world.module)[-3:] == ["exports", "imports", "types"]
    entry = next(
        node
        for node in ast.parse((folder / world.module / "exports" / "__init__.py").read_text()).body
        if isinstance(node, ast.ClassDef) and node.name == world.kind.entry_class
    )
    methods = [node for node in entry.body if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in methods] == ["init", "process"]
    assert all(node.args.posonlyargs and not node.args.args for node in methods)


def test_they_are_unpacked_once_and_beside_those_of_other_worlds(tmp_path: Path) -> None:
    first = prepare(bindings_zip("map"), tmp_path)
    (first / "mark").touch()

    assert prepare(bindings_zip("map"), tmp_path) == first
    assert prepare(bindings_zip("filter"), tmp_path) != first
    assert (first / "mark").exists()
    assert sorted(path.name[:1] for path in tmp_path.iterdir()).count(".") == 0


def test_an_unpacking_that_was_interrupted_is_done_again(tmp_path: Path) -> None:
    archive = bindings_zip("map")
    (tmp_path / f".{archive.stem}" / "map_impl").mkdir(parents=True)

    assert imported(prepare(archive, tmp_path) / "map_impl" / "imports") == SUBMODULES


def test_what_names_its_submodules_already_stays_as_it_is(tmp_path: Path) -> None:
    named = "from . import logger as logger\n"
    method = "class Map:\n    def init(self, configuration, /) -> bool: ...\n    def other(self, a) -> bool: ...\n"
    files = {
        "map_impl/__init__.py": "from . import exports as exports\nfrom . import imports as imports\n",
        "map_impl/imports/__init__.py": named,
        "map_impl/imports/logger.py": "",
        "map_impl/exports/__init__.py": method,
    }
    archive = tmp_path / "given.zip"
    archive.write_bytes(zipped({path: text.encode() for path, text in files.items()}))

    folder = prepare(archive, tmp_path / "out")
    assert {path: (folder / path).read_text() for path in files} == files


def imported(package: Path) -> list[str]:
    """What a package's own file imports from the package."""
    tree = ast.parse((package / "__init__.py").read_text())
    froms = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.level == 1 and not node.module]
    return [alias.name for node in froms for alias in node.names]
