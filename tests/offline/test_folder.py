from pathlib import Path

import pytest

from app.offline.folder import read_folder
from app.offline.unusable import Unusable
from app.operators.files import LARGEST_FILE, MOST_FILES
from app.operators.kinds import ApiVersion, Kind

SOURCE = "from map_impl import exports\n\n\nclass Map(exports.Map):\n    pass\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_py", ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_a_folder_is_the_project_of_its_name(tmp_path: Path) -> None:
    folder = write(tmp_path / "cooler", cooler_py=SOURCE, helpers_py="x = 1\n", sub__more_py="")
    found = read_folder(folder)

    assert (found.name, found.kind, found.api_version) == ("cooler", Kind.MAP, ApiVersion.V1_1_0)
    assert sorted(found.files) == ["cooler.py", "helpers.py", "sub/more.py"]
    assert found.files["cooler.py"] == SOURCE.encode()


@pytest.mark.parametrize(("package", "version"), [("wasm", "1.1.0"), ("tinykube", "1.0.0"), ("wasm", "9.9.9")])
def test_an_exported_project_is_told_by_its_folders(tmp_path: Path, package: str, version: str) -> None:
    write(tmp_path / "operators" / "cooler", cooler_py=SOURCE, operator_adapter_py="x", BUILD="", bin__old="x")
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "package.wit").write_text(f"package {package}-graph:processor@{version};\n")
    found = read_folder(tmp_path)

    assert (found.name, sorted(found.files)) == ("cooler", ["BUILD", "cooler.py"])
    assert found.api_version == (version if version != "9.9.9" else "1.1.0")


@pytest.mark.parametrize("kind", list(Kind))
def test_the_class_tells_the_kind(tmp_path: Path, kind: Kind) -> None:
    folder = write(tmp_path / "cooler", cooler_py=f"class {kind.entry_class}:\n    pass\n")

    assert read_folder(folder).kind is kind


def test_what_is_given_counts_more_than_what_is_found(tmp_path: Path) -> None:
    folder = write(tmp_path / "cooler", cooler_py=SOURCE)
    found = read_folder(folder, Kind.FILTER, ApiVersion.V1_0_0)

    assert (found.kind, found.api_version) == (Kind.FILTER, ApiVersion.V1_0_0)


def test_in_a_folder_of_another_name_the_only_operator_is_it(tmp_path: Path) -> None:
    assert read_folder(write(tmp_path / "src", cooler_py=SOURCE, helpers_py="class Mapper: pass")).name == "cooler"
    with pytest.raises(Unusable, match=r"has no two\.py"):
        read_folder(write(tmp_path / "two", a_py=SOURCE, b_py=SOURCE))


def test_what_tools_leave_behind_and_links_are_passed_over(tmp_path: Path) -> None:
    secret = tmp_path / "secret.py"
    secret.write_text("password = 1")
    folder = write(
        tmp_path / "cooler", cooler_py=SOURCE, __pycache__="x", map_impl__init="", packages__x="", venv__x=""
    )
    (folder / ".hidden").write_text("x")
    (folder / "link.py").symlink_to(secret)
    (folder / "old.pyc").write_text("x")

    assert list(read_folder(folder).files) == ["cooler.py"]


def test_what_is_no_project_is_refused_with_a_reason(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "missing", "is no folder"),
        (write(tmp_path / "empty", readme="x"), r"has no empty\.py"),
        (write(tmp_path / "none", none_py="x = 1\n"), "defines none of the classes"),
        (write(tmp_path / "many", **{f"f{number}": "" for number in range(MOST_FILES + 1)}), "more than 200 files"),
        (write(tmp_path / "both", operators__a__a_py=SOURCE, operators__b__b_py=SOURCE), "several operators: a, b"),
    ):
        with pytest.raises(Unusable, match=reason):
            read_folder(path)


def test_no_more_of_a_file_is_read_than_a_project_may_have(tmp_path: Path) -> None:
    folder = write(tmp_path / "cooler", cooler_py=SOURCE, large="x" * (2 * LARGEST_FILE))

    assert len(read_folder(folder).files["large"]) == LARGEST_FILE + 1
