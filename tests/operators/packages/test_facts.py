from collections.abc import Mapping
from pathlib import Path

from app.operators.packages.facts import Facts, Lack, gather
from tests.support.wheels import Wheel

MISSING = {"ssl", "_ssl"}
STANDARD = {"json", "ssl", "_ssl"}


def installed(folder: Path, *wheels: Wheel) -> dict[str, Facts]:
    """Facts about these packages, by name, unpacked as uv leaves them."""
    for wheel in wheels:
        wheel.unpack(folder)
    found = gather(folder, MISSING, STANDARD)
    assert [Facts.from_json(one.as_json()) for one in found] == found
    return {one.name: one for one in found}


def facts(folder: Path, files: Mapping[str, str | bytes], **more: bool) -> Facts:
    return installed(folder, Wheel("some-thing", "2.1", files, **more))["some-thing"]  # type: ignore[arg-type]


def test_a_plain_package(tmp_path: Path) -> None:
    found = facts(tmp_path, {"thing/__init__.py": "def f():\n    import json\n", "thing/py.typed": "", "other.py": ""})

    assert found == Facts(
        name="some-thing",
        version="2.1",
        modules=["other", "thing"],
        compiled=[],
        data=[],
        data_files=0,
        data_bytes=0,
        reading=[],
        lazy=["json"],
    )


def test_data_files_and_who_reads_them(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        {"thing/__init__.py": "def f():\n    return open(__file__)\n", "thing/a.txt": "12345", "thing/b/c.json": "{}"},
    )

    assert (found.data, found.data_files, found.data_bytes) == (["thing/a.txt", "thing/b/c.json"], 2, 7)
    assert found.reading == ["thing.f"]


def test_compiled_parts_whatever_the_wheel_calls_itself(tmp_path: Path) -> None:
    assert facts(tmp_path / "a", {"thing/core.cpython-312-x86_64-linux-gnu.so": b"\x7fELF"}).compiled
    assert facts(tmp_path / "b", {"thing/core.PYD": b"MZ"}).compiled
    assert facts(tmp_path / "c", {"thing.py": ""}, pure=False).compiled == ["some-thing 2.1"]


def test_a_missing_module_counts_for_whoever_cannot_be_imported_without(tmp_path: Path) -> None:
    found = installed(
        tmp_path,
        Wheel("tls", files={"tls/__init__.py": "from . import deep\n", "tls/deep.py": "x = 1\nimport ssl\n"}),
        Wheel("user", files={"user.py": "import tls\n"}),
        Wheel("careful", files={"careful.py": "try:\n    import tls\nexcept ImportError:\n    tls = None\n"}),
        Wheel("partly", files={"partly.py": "", "partly_tls.py": "import ssl\n"}),
    )

    assert found["tls"].lacks == found["user"].lacks == Lack("ssl", "tls", "tls/deep.py", 2)
    assert found["careful"].lacks is found["partly"].lacks is None


def test_hostile_packages_are_described_as_far_as_they_can_be(tmp_path: Path) -> None:
    found = facts(
        tmp_path,
        {
            "thing/__init__.py": "def (",
            "thing/deep.py": "x = " + "(" * 100_000,
            "thing/long.py": "x = " + "-" * 500_000 + "1",
            "thing/bytes.py": b"\xff\0\xfe",
            "thing/chain.py": "x = 1" + " + 1" * 20_000 + "\n",
            "thing/sub/" + "n" * 200 + ".py": "import ssl",
        },
    )

    assert found.modules == ["thing"]
    assert found.lacks is None


def test_a_record_that_lies_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.py").write_text("import ssl")
    tree = tmp_path / "tree"
    Wheel("liar", files={"liar.py": ""}).unpack(tree)
    (tree / "link.py").symlink_to(tmp_path / "secret.py")
    with (tree / "liar-1.0.dist-info" / "RECORD").open("a") as record:
        record.write('../secret.py,,\n/etc/passwd,,\nlink.py,,\nnothing.py,,\n"\n')

    assert gather(tree, MISSING, STANDARD)[0].modules == ["liar"]


def test_nothing_is_known_of_nothing(tmp_path: Path) -> None:
    assert gather(tmp_path, MISSING, STANDARD) == []
