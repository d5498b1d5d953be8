"""The child's main in this process, with the real uv and an index of the tests' own. Its walls are tested elsewhere."""

import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.operators.packages.fetch_child import ARCHIVE, main
from app.operators.packages.lock import versions
from app.operators.packages.problems import HELP
from tests.support.package_index import Index, package_index
from tests.support.wheels import Wheel

MANYLINUX = "cp312-cp312-manylinux_2_17_x86_64"
WHEELS = (
    Wheel("plain", files={"plain.py": "import helper\n"}, needs=["helper>=1"]),
    Wheel("helper", "1.0", {"helper/__init__.py": "", "helper/table.txt": "1 2 3", "helper/stub.pyi": ""}),
    Wheel("helper", "1.5", {"helper/__init__.py": "", "helper/table.txt": "1 2 3 4"}),
    Wheel("number-crunch", files={"crunch.so": b"\x7fELF"}, tag=MANYLINUX, pure=False),
    Wheel("sneaky", files={"sneaky.cpython-312.so": b"\x7fELF"}),
    Wheel("labelled", files={"labelled.py": ""}, pure=False),
    Wheel("crunches", needs=["number-crunch"]),
    Wheel("tls", files={"tls.py": "import ssl\n"}),
    Wheel("perhaps-tls", files={"perhaps.py": "try:\n    import tls\nexcept ImportError:\n    pass\n"}, needs=["tls"]),
    Wheel("newest", python=">=3.13", files={"newest.py": ""}),
    Wheel("old-helper", needs=["helper<1.2"]),
    Wheel("new-helper", needs=["helper>1.2"]),
    Wheel("lost", needs=["nowhere"]),
    Wheel("wants-address", needs=["evil @ http://127.0.0.1:1/evil-1.0-py3-none-any.whl"]),
    Wheel("wants-file", needs=["evil @ file:///etc/evil-1.0-py3-none-any.whl"]),
    Wheel("wants-git", needs=["evil @ git+https://evil.invalid/evil"]),
    Wheel("wants-options", needs=["-r /etc/passwd"]),
    Wheel("climber", files={"../../climbed.py": "", "/tmp/climbed.py": "", "climber.py": ""}),
    Wheel("meddler", files={"meddler/__init__.py": "", "meddler/componentize-py.toml": 'wit_directory = "wit"\n'}),
    Wheel("spoilt", files={"spoilt.py": ""}),
    Wheel("huge", files={"huge.py": "x = 1\n" * 400_000}),
)


class Heard:
    """What the parent would have received."""

    def __init__(self) -> None:
        self.kind = ""
        self.fields: dict[str, Any] = {}

    def send(self, kind: str, **fields: Any) -> None:
        assert not self.kind
        self.kind, self.fields = kind, fields


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with package_index(*WHEELS) as index:
        index.spoilt.add("spoilt")
        yield index


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The throw-away folder of a child, which works in it."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def emptied(folder: Path) -> None:
    shutil.rmtree(folder / "packages", ignore_errors=True)


def fetch(index: Index | str, *requirements: str, lock: str | None = None, **changes: Any) -> Heard:
    heard = Heard()
    request: Mapping[str, Any] = {
        "uv": str(Path(sysconfig.get_path("scripts")) / "uv"),
        "python": sys.executable,
        "index": index if isinstance(index, str) else index.url,
        "environment": {"UV_HTTP_RETRIES": "0"},
        "requirements": list(requirements),
        "lock": lock,
        "most_bytes": 2_000_000,
    }
    main({**request, **changes}, heard)  # type: ignore[arg-type]  # as much of a Channel as it needs
    return heard


def packed(folder: Path) -> set[str]:
    with zipfile.ZipFile(folder / ARCHIVE) as archive:
        return set(archive.namelist())


def test_packages_are_locked_fetched_and_packed(index: Index, folder: Path) -> None:
    heard = fetch(index, "plain")

    assert heard.kind == "fetched", heard.fields
    assert versions(heard.fields["lock"]) == {"plain": "1.0", "helper": "1.5"}
    assert index.url not in heard.fields["lock"]
    assert packed(folder) == {
        "plain.py",
        "plain-1.0.dist-info/METADATA",
        "helper/__init__.py",
        "helper/table.txt",
        "helper-1.5.dist-info/METADATA",
    }
    assert [(one["name"], one["modules"], one["data_files"]) for one in heard.fields["facts"]] == [
        ("helper", ["helper"], 1),
        ("plain", ["plain"], 0),
    ]


def test_a_lock_is_kept_to_although_the_index_has_newer_versions(index: Index, folder: Path) -> None:
    earlier = fetch(index, "helper<1.2").fields["lock"]
    emptied(folder)
    heard = fetch(index, "helper", lock=earlier)

    assert heard.fields["lock"] == earlier
    assert [one["version"] for one in heard.fields["facts"]] == ["1.0"]


def test_a_lock_for_other_files_is_refused(index: Index) -> None:
    lock = f"helper==1.5 \\\n    --hash=sha256:{'0' * 64}\n"

    assert fetch(index, "helper", lock=lock).fields["code"] == "package-damaged"


@pytest.mark.parametrize(
    ("requirements", "code", "package"),
    [
        (["nowhere"], "package-not-found", "nowhere"),
        (["lost"], "package-not-found", "nowhere"),
        (["helper==9"], "package-version-not-found", "helper"),
        (["helper>1.5"], "package-version-not-found", "helper"),
        (["number-crunch"], "package-compiled", "number-crunch"),
        (["crunches"], "package-compiled", "number-crunch"),
        (["sneaky"], "package-compiled", "sneaky"),
        (["labelled"], "package-compiled", "labelled"),
        (["tls"], "package-needs-module", "tls"),
        (["newest"], "package-needs-python", "newest"),
        (["old-helper", "new-helper"], "packages-conflict", None),
        (["old-helper", "helper==1.5"], "packages-conflict", None),
        (["wants-address"], "package-needs-url", "evil"),
        (["wants-file"], "package-needs-url", "evil"),
        (["wants-git"], "package-needs-url", "evil"),
        (["wants-options"], "package-damaged", "wants-options"),
        (["spoilt"], "package-damaged", "spoilt"),
        (["huge"], "packages-too-large", None),
    ],
)
def test_each_failure_has_its_own_words(index: Index, requirements: list[str], code: str, package: str | None) -> None:
    heard = fetch(index, *requirements)

    assert heard.kind == "problem"
    assert (heard.fields["code"], heard.fields["package"]) == (code, package), heard.fields["message"]
    assert code in HELP
    assert heard.fields["message"].endswith((".", "…"))
    assert package is None or package in heard.fields["message"]


def test_numpys_like_is_refused_in_one_sentence(index: Index) -> None:
    message = fetch(index, "number-crunch").fields["message"]

    reason = "has compiled parts, or is published only as source, and only pure Python can go into a component."
    assert message == f"number-crunch {reason}"


def test_a_module_that_only_another_package_needs_may_be_missing(index: Index) -> None:
    assert fetch(index, "perhaps-tls").kind == "fetched"


def test_a_wheel_cannot_write_outside_of_its_folder(index: Index, folder: Path) -> None:
    assert fetch(index, "climber").kind == "fetched"
    assert not list(folder.parent.glob("climbed*"))
    assert not Path("/tmp/climbed.py").exists()
    assert "climber.py" in packed(folder)


def test_a_package_does_not_change_the_components_interfaces(index: Index, folder: Path) -> None:
    """componentize-py reads such a file wherever it finds one, and then adds the interfaces that it names."""
    assert fetch(index, "meddler").kind == "fetched"
    assert packed(folder) == {"meddler/__init__.py", "meddler-1.0.dist-info/METADATA"}


def test_nothing_asked_for_is_nothing_fetched(index: Index, folder: Path) -> None:
    assert fetch(index).kind == "fetched"
    assert packed(folder) == set()


def test_an_index_that_does_not_answer(index: Index) -> None:
    heard = fetch("http://127.0.0.1:9/simple", "helper")

    assert heard.fields["code"] == "package-index-unreachable"
    assert "Connection refused" in heard.fields["message"]


@pytest.mark.parametrize("user_part", ["robot:s3cr%40t", "robot:wr0ng%40t"])
def test_credentials_are_used_and_never_shown(user_part: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with package_index(*WHEELS, sign_in="robot:s3cr@t") as private:
        heard = fetch(private.with_sign_in(user_part), "plain")
        emptied(folder)
        missing = fetch(private.with_sign_in(user_part), "nowhere")

    assert heard.kind == ("fetched" if "s3cr" in user_part else "problem")
    assert missing.kind == "problem"
    shown = "".join([*capfd.readouterr(), repr(heard.fields), repr(missing.fields)])
    for spelling in ("s3cr%40t", "s3cr@t", "wr0ng%40t", "wr0ng@t", "robot"):
        assert spelling not in shown


def test_no_option_of_uv_holds_the_index(index: Index, folder: Path) -> None:
    """Any user of a machine can read the options of a process: a stand-in for uv writes its own down."""
    spy = folder / "uv"
    spy.write_text(
        f'#!{sys.executable}\nimport sys, pathlib\npathlib.Path("options").write_text(repr(sys.argv))\nsys.exit(1)'
    )
    spy.chmod(0o700)
    fetch(index.with_sign_in("robot:s3cr%40t"), "plain", uv=str(spy))

    options = (folder / "options").read_text()
    assert "--only-binary" in options
    assert "127.0.0.1" not in options
    assert "s3cr" not in options
