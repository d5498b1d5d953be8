import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from app.builds.failures import BuildFailure
from app.builds.packages import blame, bring, refuse_findings, warnings
from app.db.models import BuildStatus
from app.operators.diagnostics import Diagnostic
from app.operators.packages.facts import Facts
from app.operators.packages.requirements import parse
from app.packages.service import Packages, PackageStore
from app.settings import Settings
from tests.support.package_index import Index, package_index
from tests.support.wheels import Wheel

WHEELS = (
    Wheel("plain", files={"plain.py": "x = 1\n"}, needs=["compiled"]),
    Wheel("compiled", files={"c.so": b""}, tag="cp312-cp312-manylinux_2_17_x86_64", pure=False),
    Wheel("fine", "2.0", files={"fine.py": "x = 1\n"}),
)


@pytest.fixture
def index() -> Iterator[Index]:
    with package_index(*WHEELS) as index:
        yield index


@pytest.fixture
def store(settings: Settings, engine: Engine, index: Index) -> PackageStore:
    return PackageStore(settings.model_copy(update={"package_index": SecretStr(index.url)}), engine)


def packages(*facts: Facts) -> Packages:
    return Packages("sha256:0", "", {one.name: one.version for one in facts}, facts, Path("/nowhere"))


def package(name: str, *modules: str, reading: tuple[str, ...] = (), data_files: int = 0) -> Facts:
    return Facts(name, "1.0", list(modules), [], [], data_files, 0, list(reading), [])


def test_packages_are_put_beside_the_sources(store: PackageStore, tmp_path: Path) -> None:
    said: list[str] = []
    found = bring(store, parse("fine"), tmp_path / "packages", threading.Event(), said.append)

    assert (tmp_path / "packages" / "fine.py").read_text() == "x = 1\n"
    assert said == ["Packages: fine 2.0"]
    assert found.versions == {"fine": "2.0"}


def test_every_refused_line_is_a_diagnostic() -> None:
    with pytest.raises(BuildFailure) as refused:
        refuse_findings(parse("# my packages\n-r /etc/passwd\nfine\n  git+https://x.invalid/y"))

    assert refused.value.code == "build_packages"
    assert refused.value.detail == refused.value.diagnostics[0].message
    assert [(one.code, one.path, one.line, one.column, one.end_column) for one in refused.value.diagnostics] == [
        ("requirement-option", "requirements.txt", 2, 1, 15),
        ("requirement-url", "requirements.txt", 4, 3, 26),
    ]
    assert all(one.help for one in refused.value.diagnostics)


def test_a_failure_points_to_the_line_that_asks_for_the_package(store: PackageStore, tmp_path: Path) -> None:
    with pytest.raises(BuildFailure) as refused:
        bring(store, parse("fine\n\ncompiled\n"), tmp_path / "packages", threading.Event(), lambda _: None)

    [found] = refused.value.diagnostics
    assert (found.code, found.line, found.severity) == ("package-compiled", 3, "error")
    assert refused.value.as_error()["detail"].startswith("compiled has compiled parts")


def test_a_package_that_another_one_needs_has_no_line(store: PackageStore, tmp_path: Path) -> None:
    with pytest.raises(BuildFailure) as refused:
        bring(store, parse("plain"), tmp_path / "packages", threading.Event(), lambda _: None)

    assert [(one.code, one.line) for one in refused.value.diagnostics] == [("package-compiled", None)]


def test_a_cancelled_build_is_cancelled(store: PackageStore, tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(BuildFailure) as ended:
        bring(store, parse("fine"), tmp_path / "packages", cancel, lambda _: None)

    assert (ended.value.code, ended.value.status) == ("cancelled", BuildStatus.CANCELLED)


def test_a_damaged_archive_is_fetched_anew_by_the_next_build(store: PackageStore, tmp_path: Path) -> None:
    found = bring(store, parse("fine"), tmp_path / "first", threading.Event(), lambda _: None)
    found.archive.write_bytes(b"PK damaged")
    with pytest.raises(BuildFailure) as refused:
        bring(store, parse("fine"), tmp_path / "second", threading.Event(), lambda _: None)
    assert refused.value.code == "build_packages"

    assert bring(store, parse("fine"), tmp_path / "third", threading.Event(), lambda _: None) == found


def test_packages_that_read_their_data_are_warned_about() -> None:
    found = warnings(
        packages(
            package("python-dateutil", "dateutil", reading=("dateutil.tz.gettz", "dateutil.zoneinfo.gettz")),
            package("tzdata", "tzdata", data_files=600),
        ),
        parse("idna\npython-dateutil"),
    )

    assert [(one.code, one.severity, one.path, one.line) for one in found] == [
        ("package-data", "warning", "requirements.txt", 2)
    ]
    assert "dateutil.tz.gettz" in found[0].message


def test_without_data_files_nobody_is_warned() -> None:
    assert warnings(packages(package("a", "a", reading=("a.f",))), parse("a")) == []


BUILD_LOG = """\
Traceback (most recent call last):
  File "/1/operator_adapter.py", line 20, in <module>
  File "/python/importlib/__init__.py", line 90, in import_module
  File "/0/cooler.py", line 3, in <module>
    import bar.deep
  File "/2/bar/__init__.py", line 1, in <module>
    from . import deep
  File "/2/{path}", line 7, in <module>
    import ssl
  File "/python/ssl.py", line 100, in <module>
{error}

Caused by:
    {error}
"""
FOUND = [Diagnostic("build-exception", "error", "cooler.py", 3, None, 3, None, "It raised X.", "help")]


def blamed(path: str, error: str, folder: int = 2) -> Diagnostic:
    log = BUILD_LOG.format(path=path, error=error).splitlines()
    return blame(log, FOUND, packages(package("Bar-Package", "bar"), package("solo", "solo")), folder)[0]


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        (
            "bar/deep.py",
            "ModuleNotFoundError: No module named '_ssl'",
            "The package Bar-Package needs the module ssl, which Python inside a component lacks.",
        ),
        (
            "solo.py",
            "RuntimeError: can't start new thread",
            "The package solo fails while it is imported: RuntimeError: can't start new thread.",
        ),
    ],
)
def test_a_failure_inside_a_package_names_it(path: str, error: str, message: str) -> None:
    log = BUILD_LOG.replace('  File "/python/ssl.py", line 100, in <module>\n', "")
    found = blame(
        log.format(path=path, error=error).splitlines(),
        FOUND,
        packages(package("Bar-Package", "bar"), package("solo", "solo")),
        2,
    )[0]

    assert (found.code, found.path, found.line, found.message) == ("build-package", "cooler.py", 3, message)
    assert found.help != "help"


def test_a_failure_of_the_library_that_a_package_asked_for_names_the_package() -> None:
    assert blamed("bar/deep.py", "ModuleNotFoundError: No module named '_ssl'").code == "build-package"


def test_a_failure_elsewhere_stays_as_it_is() -> None:
    assert blamed("bar/deep.py", "ValueError: x", folder=1) == FOUND[0]
    assert blamed("unknown/deep.py", "ValueError: x") == FOUND[0]
    assert blame([], [], packages(), 2) == []
    assert blame(["nothing here"], FOUND, packages(), 2) == FOUND


@pytest.mark.parametrize(
    "line", ['  File "/2/', '  File "/2/' + "a" * 500 + '", line 1', '  File "/2//", line 1', "\0" * 99]
)
def test_hostile_logs_name_nobody(line: str) -> None:
    assert blame([line] * 5_000, FOUND, packages(package("bar", "bar")), 2) == FOUND
