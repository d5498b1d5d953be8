import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlmodel import select

from app.db.models import PackageSet
from app.db.session import reading, unit_of_work
from app.operators.packages.requirements import Requirements, parse
from app.operators.packages.uv_messages import Problem
from app.packages.service import Packages, PackageStore, key_part, requirements_of
from app.settings import Settings
from tests.support.package_index import Index, package_index
from tests.support.wheels import Wheel

WHEELS = (
    Wheel("plain", files={"plain.py": "import helper\n"}, needs=["helper>=1"]),
    Wheel("helper", "1.5", {"helper/__init__.py": "def f():\n    return open(__file__)\n", "helper/table.txt": "1"}),
    Wheel("compiled", files={"c.so": b""}, tag="cp312-cp312-manylinux_2_17_x86_64", pure=False),
    Wheel(
        "command",
        files={
            "command.py": "def main():\n    pass\n",
            "command-1.0.dist-info/entry_points.txt": "[console_scripts]\ncommand = command:main\n",
            "command-1.0.data/scripts/other": "#!python\n",
        },
    ),
    Wheel("bomb", files={"bomb.bin": b"0" * 60_000_000}),
)


@pytest.fixture
def index() -> Iterator[Index]:
    with package_index(*WHEELS) as index:
        yield index


@pytest.fixture
def make(settings: Settings, engine: Engine, index: Index) -> Callable[..., PackageStore]:
    """Makes a store of this studio with some settings changed."""

    def made(url: str | None = None, **changes: object) -> PackageStore:
        usual = {"package_index": SecretStr(index.url if url is None else url), "packages_max_bytes": 1 << 20}
        return PackageStore(settings.model_copy(update={**usual, **changes}), engine)

    return made


def got(found: Packages | Problem) -> Packages:
    assert isinstance(found, Packages), found
    return found


def refused(found: Packages | Problem) -> Problem:
    assert isinstance(found, Problem), found
    return found


def downloads(index: Index) -> list[str]:
    return [path for path in index.asked if path.startswith("/files/")]


def test_packages_come_once_and_are_kept(
    make: Callable[..., PackageStore], index: Index, engine: Engine, tmp_path: Path
) -> None:
    store = make()
    first = got(store.ensure(parse("plain")))
    asked = list(index.asked)
    again = got(store.ensure(parse("# the same\nPlain")))

    assert first == again
    assert index.asked == asked
    assert first.versions == {"plain": "1.0", "helper": "1.5"}
    assert first.modules == {"plain": "plain", "helper": "helper"}
    assert first.reading == {"helper.f": "helper"}
    assert stat.S_IMODE(first.archive.parent.stat().st_mode) == 0o700
    with reading(engine) as session:
        row = session.exec(select(PackageSet)).one()
    assert (row.key, row.requirements, row.index, row.lock) == (first.key, ["plain"], index.url, first.lock)

    store.unpack(first, tmp_path / "out")
    assert (tmp_path / "out" / "plain.py").read_text() == "import helper\n"
    assert (tmp_path / "out" / "helper" / "table.txt").read_text() == "1"


def test_a_second_build_keeps_the_versions_although_newer_ones_are_out(
    make: Callable[..., PackageStore], index: Index
) -> None:
    first = got(make().ensure(parse("helper")))
    index.wheels.append(Wheel("helper", "2.0", {"helper/__init__.py": ""}))
    assert got(make().ensure(parse("helper"))) == first

    first.archive.unlink()
    remade = got(make().ensure(parse("helper")))
    assert (remade.lock, remade.versions) == (first.lock, {"helper": "1.5"})
    assert remade.archive.exists()


def test_a_file_that_changed_on_the_index_is_refused(make: Callable[..., PackageStore], index: Index) -> None:
    got(make().ensure(parse("helper"))).archive.unlink()
    index.wheels[:] = [Wheel("helper", "1.5", {"helper/__init__.py": "evil = 1"})]

    assert refused(make().ensure(parse("helper"))).code == "package-damaged"


def test_two_builds_at_once_fetch_once(make: Callable[..., PackageStore], index: Index) -> None:
    store = make()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: store.ensure(parse("plain")), range(4)))

    assert {got(one).archive for one in found} == {got(found[0]).archive}
    assert sum(path == "/simple/plain/" for path in index.asked) <= 2  # uv asks again while it installs


def test_a_failure_is_not_kept(make: Callable[..., PackageStore], index: Index) -> None:
    store = make()
    said: list[str] = []
    assert refused(store.ensure(parse("late"), on_line=said.append)).code == "package-not-found"
    assert any("not found in the package registry" in line for line in said)

    index.wheels.append(Wheel("late", files={"late.py": ""}))
    assert got(store.ensure(parse("late"))).versions == {"late": "1.0"}


def test_compiled_packages_are_refused(make: Callable[..., PackageStore]) -> None:
    problem = refused(make().ensure(parse("compiled")))

    assert (problem.code, problem.package) == ("package-compiled", "compiled")


def test_a_package_may_bring_commands_which_are_left_out(make: Callable[..., PackageStore], tmp_path: Path) -> None:
    """uv sets the modes of what it puts into bin, which no child may do in earnest."""
    store = make()
    store.unpack(got(store.ensure(parse("command"))), tmp_path / "packages")

    assert sorted(path.name for path in (tmp_path / "packages").iterdir()) == ["command-1.0.dist-info", "command.py"]


def test_a_bomb_is_stopped_at_the_limit(make: Callable[..., PackageStore], settings: Settings) -> None:
    problem = refused(make().ensure(parse("bomb")))

    assert problem.code == "packages-too-large"
    assert list(settings.work_dir.iterdir()) == []


def test_a_package_that_another_needs_must_be_allowed_too(make: Callable[..., PackageStore]) -> None:
    problem = refused(make(packages_allowed=("plain",)).ensure(parse("plain")))
    assert (problem.code, problem.package) == ("package-not-allowed", "helper")

    got(make(packages_allowed=("plain", "helper")).ensure(parse("plain")))
    assert refused(make(packages_allowed=("plain",)).ensure(parse("plain"))).code == "package-not-allowed"


def test_time_is_limited(make: Callable[..., PackageStore], settings: Settings) -> None:
    problem = refused(make(package_time_limit_s=0.01).ensure(parse("plain")))

    assert problem.code == "packages-time-limit"
    assert "10 ms" in problem.message


def test_cancelling_ends_the_child(make: Callable[..., PackageStore], settings: Settings) -> None:
    cancel = threading.Event()
    cancel.set()

    assert refused(make().ensure(parse("plain"), cancel)).code == "cancelled"
    assert list(settings.work_dir.iterdir()) == []


def test_an_index_that_does_not_answer(make: Callable[..., PackageStore]) -> None:
    problem = refused(make("http://127.0.0.1:9/simple").ensure(parse("plain")))

    assert problem.code == "package-index-unreachable"


def test_credentials_reach_neither_the_database_nor_the_log_nor_a_file(
    settings: Settings, engine: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    with package_index(*WHEELS, sign_in="robot:s3cr@t") as private:
        store = PackageStore(
            settings.model_copy(update={"package_index": SecretStr(private.with_sign_in("robot:s3cr%40t"))}), engine
        )
        found = got(store.ensure(parse("plain"), on_line=said.append))
        problem = refused(store.ensure(parse("nowhere"), on_line=said.append))
        assert store.known(parse("plain")) == found

    with reading(engine) as session:
        rows = session.exec(select(PackageSet)).all()
    shown = "".join([repr(rows), repr(found), repr(problem), *said, *capfd.readouterr()])
    kept = b"".join(path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file())
    for spelling in ("s3cr%40t", "s3cr@t"):
        assert spelling not in shown
        assert spelling.encode() not in kept


def test_the_index_decides_the_key_and_its_password_does_not(make: Callable[..., PackageStore]) -> None:
    keys = [make(url).key(parse("a")) for url in ("https://a:b@i.example/simple", "https://i.example/simple/")]

    assert keys[0] == keys[1]
    assert make("https://other.example/simple").key(parse("a")) != keys[0]
    assert make().key(parse("a")) != make().key(parse("a>1"))


def test_what_is_not_chosen_yet_is_not_known(make: Callable[..., PackageStore], index: Index) -> None:
    assert make().known(parse("plain")) is None
    assert index.asked == []


def test_another_process_that_chose_first_counts(
    make: Callable[..., PackageStore], index: Index, engine: Engine
) -> None:
    """A row that appears while our child works: its versions are fetched instead."""
    first = got(make().ensure(parse("helper")))
    with unit_of_work(engine) as session:
        row = session.get_one(PackageSet, first.key)
        session.delete(row)
    first.archive.unlink()
    index.wheels.append(Wheel("helper", "2.0", {"helper/__init__.py": ""}))

    def other_process(line: str = "") -> None:
        with unit_of_work(engine) as session:
            if session.get(PackageSet, first.key) is None:
                session.add(PackageSet(**row.model_dump()))

    store = make()
    keep = store._keep

    def late(key: str, requirements: Requirements, fetched: object) -> PackageSet:
        other_process()
        return keep(key, requirements, fetched)  # type: ignore[arg-type]  # passed on as it came

    store._keep = late  # type: ignore[method-assign]  # the moment between the child's end and the row
    assert got(store.ensure(parse("helper"))).versions == {"helper": "1.5"}


def test_a_proxy_and_certificates_of_the_studios_own_are_handed_on(
    make: Callable[..., PackageStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://me:hunter2@127.0.0.1:9")
    problem = refused(make("http://index.invalid/simple").ensure(parse("plain")))

    assert problem.code == "package-index-unreachable"
    assert "Connection refused" in problem.message
    assert "hunter2" not in problem.message


def test_what_a_project_asks_for(settings: Settings) -> None:
    assert requirements_of({"cooler.py": b""}, settings) is None
    assert requirements_of({"requirements.txt": b"# nothing\n"}, settings) is None

    found = requirements_of({"requirements.txt": b"idna\n-r x\n"}, settings)
    assert found is not None
    assert found.lines == ("idna",)
    assert [one.code for one in found.findings] == ["requirement-option"]


def test_a_studio_without_an_index_takes_no_packages(settings: Settings) -> None:
    off = settings.model_copy(update={"package_index": SecretStr("")})
    found = requirements_of({"requirements.txt": b"\nidna\nother\n"}, off)

    assert found is not None
    assert [(one.code, one.line) for one in found.findings] == [("packages-off", 2)]
    assert requirements_of({"requirements.txt": b""}, off) is None


def test_the_part_of_a_builds_key() -> None:
    def of(text: bytes) -> str | None:
        return key_part({"requirements.txt": text})

    assert key_part({}) is of(b"# nothing") is None
    assert of(b"a\nb") == of(b"B\n\nA # same")
    assert len({of(b"a"), of(b"a>1"), of(b"a\n-r x"), of(b"a\n-r y")}) == 4


def test_nothing_of_the_studios_environment_reaches_uv(
    make: Callable[..., PackageStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("UV_NO_INDEX", "1")

    assert got(make().ensure(parse("helper"))).versions == {"helper": "1.5"}
