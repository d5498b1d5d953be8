"""Addresses between a page and a server."""

from pathlib import Path

import pytest

from app.language.places import Foreign, Places, named, read_below

FOREIGN = [
    "file:///etc/passwd",
    "file:///etc/passwd.py",
    "file:///project/../../etc/x.py",
    "file:///project/%2e%2e/%2E%2e/etc/x.py",
    "file:///project/a/../x.py",
    "file:///project//etc/x.py",
    "file:///project/./x.py",
    "file:///project/",
    "file:///project",
    "file:///project.py",
    "file:///project/a%5c..%5cx.py",
    "file:///project/x%00.py",
    "file:///project/%0ax.py",
    "file:///project/%ff.py",
    "file://elsewhere/project/x.py",
    "file:///project/x.py?y=.py",
    "file:///project/x.py#.py",
    "file:/project/x.json",
    "file:///project/ty.toml",
    "file:///project/pyproject.toml",
    "file:///project/.vscode/settings.json",
    "file:///proc/self/environ.py",
    "https://example.com/project/x.py",
    "untitled:x.py",
    "vscode-vfs://project/x.py",
    "project/x.py",
    "file:///project/" + "a" * 3_000 + ".py",
    "file://[::1/project/x.py",
    "",
    None,
    7,
    ["file:///project/x.py"],
    {"uri": "file:///project/x.py"},
]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    roots = {name: tmp_path / "län d" / name for name in ("sources", "bindings", "packages")}
    return Places(
        {"project": roots["sources"], "bindings": roots["bindings"], "packages": roots["packages"]}, tmp_path / "home"
    )


@pytest.mark.parametrize("uri", FOREIGN)
def test_nothing_but_sources_of_the_places_has_a_meaning(places: Places, uri: object) -> None:
    with pytest.raises(Foreign):
        places.real(uri)


@pytest.mark.parametrize("path", ["x.py", "a/b/c.pyi", "größe.py", "with space.py", "50%.py", "a/__init__.py"])
@pytest.mark.parametrize("place", ["project", "bindings", "packages"])
def test_an_address_goes_there_and_back(places: Places, place: str, path: str) -> None:
    uri = next(f"file:///{place}/{quoted}" for quoted in [path.replace("%", "%25")])

    real = places.real(uri)

    assert "/l%C3%A4n%20d/" in real
    shown = places.shown(real)
    assert shown is not None
    assert places.real(shown) == real
    assert named(shown) == named(uri)


def test_the_standard_library_is_known_once_the_server_wrote_it(places: Places, tmp_path: Path) -> None:
    with pytest.raises(Foreign):
        places.real("file:///python/json/__init__.pyi")

    folder = tmp_path / "home" / ".cache" / "ty" / "vendored" / "typeshed" / "0a1b" / "stdlib"
    folder.mkdir(parents=True)

    assert places.real("file:///python/os.pyi") == (folder / "os.pyi").as_uri()
    assert places.shown((folder / "os.pyi").as_uri()) == "file:///python/os.pyi"


def test_other_places_are_not_shown(places: Places, tmp_path: Path) -> None:
    hidden = [tmp_path / "x.py", tmp_path / "home" / "x.py", tmp_path / "län d" / "sources.py", Path("/etc/passwd")]

    assert [places.shown(path.as_uri()) for path in hidden] == [None] * 4
    assert places.shown("vendored://stdlib/os.pyi") is None


def test_texts_lose_the_paths_of_the_machine(places: Places, tmp_path: Path) -> None:
    inside = tmp_path / "län d" / "sources" / "x.py"
    text = f"see {inside} and {inside.as_uri()}, {tmp_path}/home/y"

    assert places.without_paths(text) == "see /project/x.py and file:///project/x.py, /y"


def test_only_plain_files_below_a_root_are_read(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "folder.pyi").mkdir(parents=True)
    (root / "a.pyi").write_bytes(b"caf\xe9 = 1")
    (root / "large.pyi").write_bytes(b" " * 5_000_000)
    (root / "link.pyi").symlink_to("/etc/passwd")
    (root / "outside").symlink_to(tmp_path)
    (tmp_path / "b.pyi").write_text("secret")

    assert read_below(root, named("file:///python/a.pyi").path) == "caf� = 1"
    for path in ("link.pyi", "outside/b.pyi", "folder.pyi", "missing.pyi", "large.pyi"):
        with pytest.raises(OSError):  # noqa: PT011 -- several kinds, none of which is told apart
            read_below(root, named(f"file:///python/{path}").path)
