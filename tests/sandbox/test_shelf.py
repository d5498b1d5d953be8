from pathlib import Path

import pytest
from wasmtime import Config, Engine
from wasmtime.component import Component

from app.sandbox.engine import engine
from app.sandbox.refused import COMPONENT, Refused
from app.sandbox.shelf import Shelf

OURS = engine()


def compiled(folder: Path, name: str) -> str:
    """The smallest component there is."""
    path = folder / name
    path.write_bytes(Component(OURS, "(component)").serialize())
    return str(path)


def test_a_component_is_loaded_once(tmp_path: Path) -> None:
    shelf = Shelf(OURS)
    path = compiled(tmp_path, "a")
    first = shelf.get(path)
    Path(path).unlink()
    assert shelf.get(path) is first
    assert first.size > 0


def test_the_one_that_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    shelf = Shelf(OURS, most=2)
    a, b, c = (compiled(tmp_path, name) for name in "abc")
    first, second = shelf.get(a), shelf.get(b)
    shelf.get(a)
    shelf.get(c)
    assert len(shelf) == 2
    assert shelf.get(a) is first
    assert shelf.get(b) is not second


def test_the_bytes_are_bounded_too_but_the_newest_stays(tmp_path: Path) -> None:
    a, b = (compiled(tmp_path, name) for name in "ab")
    shelf = Shelf(OURS, most_bytes=Path(a).stat().st_size)
    shelf.get(a)
    newest = shelf.get(b)
    assert len(shelf) == 1
    assert shelf.get(b) is newest
    assert len(Shelf(OURS, most_bytes=1)) == 0
    assert Shelf(OURS, most_bytes=1).get(a).size > 1


def test_what_no_engine_of_ours_wrote_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no machine code")
    shelf = Shelf(OURS)
    for path in ("text", "absent"):
        with pytest.raises(Refused, match="precompiled component cannot be loaded") as refused:
            shelf.get(str(tmp_path / path))
        assert refused.value.part == COMPONENT
    assert len(shelf) == 0


def test_what_another_engine_wrote_is_refused_until_ours_has_written_it(tmp_path: Path) -> None:
    other = Config()
    other.consume_fuel = True  # changes the code that is made, as another version of wasmtime does
    path = tmp_path / "a"
    path.write_bytes(Component(Engine(other), "(component)").serialize())
    shelf = Shelf(OURS)
    with pytest.raises(Refused):
        shelf.get(str(path))
    compiled(tmp_path, "a")
    assert shelf.get(str(path)).size > 0
