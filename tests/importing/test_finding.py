import pytest

from app.importing.finding import Found, find

MAP = b"from map_impl import exports\n\nclass Map(exports.Map):\n    pass\n"
WIT = b"package wasm-graph:processor@1.1.0;\n"


def found_in(files: dict[str, bytes]) -> Found:
    return find(files, files.__getitem__)


def test_the_published_layout_is_found() -> None:
    found = found_in(
        {
            "operators/temp/temp.py": MAP,
            "operators/temp/parts/unit.py": b"",
            "operators/temp/data.bin": b"\0",
            "operators/other/other.py": MAP.replace(b"Map", b"Filter").replace(b"map_", b"filter_"),
            "schema/map.wit": WIT,
            "README.md": b"",
        }
    )
    assert [(one.name, one.kinds) for one in found.operators] == [("other", ["filter"]), ("temp", ["map"])]
    assert found.operators[1].files == {
        "temp.py": "operators/temp/temp.py",
        "parts/unit.py": "operators/temp/parts/unit.py",
        "data.bin": "operators/temp/data.bin",
    }
    assert found.versions == ["1.1.0"]


@pytest.mark.parametrize("folder", ["", "my/place/"])
def test_a_bare_folder_is_found_by_the_class(folder: str) -> None:
    found = found_in({f"{folder}cool.py": MAP, f"{folder}helper.py": b"from map_impl.imports import logger\n"})
    assert [one.entry for one in found.operators] == [f"{folder}cool.py"]
    assert found.operators[0].files.keys() == {"cool.py", "helper.py"}


def test_what_is_made_anew_stays_away_and_is_counted() -> None:
    found = found_in(
        {
            "op/op.py": MAP,
            "op/map_impl/exports/map.py": b"class Map(Protocol): pass",
            "op/poll_loop.py": b"",
            "op/__pycache__/op.pyc": b"",
            "op/op.wasm": b"",
            "op/env/pyvenv.cfg": b"",
            "op/env/lib/x.py": MAP,
        }
    )
    assert [one.entry for one in found.operators] == ["op/op.py"]
    assert found.operators[0].files == {"op.py": "op/op.py"}
    assert found.left_out == {
        "compiled modules": 1,
        "components (.wasm)": 1,
        "files of virtual environments": 2,
        "bindings": 2,
    }


def test_only_an_export_loses_the_files_that_an_export_adds() -> None:
    note = b"# Building op\n\noperator_adapter, requirements.lock"
    ours = {"op/op.py": MAP, "op/operator_adapter.py": b"", "op/BUILD.md": note, "op/requirements.lock": b"x"}
    assert found_in(ours).operators[0].files.keys() == {"op.py"}
    assert found_in({**ours, "op/BUILD.md": b"mine"}).operators[0].files.keys() == {
        "op.py",
        "BUILD.md",
        "requirements.lock",
    }
    del ours["op/operator_adapter.py"]
    assert found_in(ours).operators[0].files.keys() == {"op.py", "BUILD.md", "requirements.lock"}


def test_a_kind_that_nothing_tells_is_left_open() -> None:
    both = MAP + b"\nclass Filter(exports.Filter):\n    pass\n"
    assert found_in({"operators/op/op.py": b"x = 1\n"}).operators[0].kinds == []
    assert found_in({"operators/op/op.py": both}).operators[0].kinds == ["map"]
    assert found_in({"operators/op/op.py": both.replace(b"map_impl", b"x")}).operators[0].kinds == ["map", "filter"]
