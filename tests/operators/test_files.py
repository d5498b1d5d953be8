import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid, LimitExceeded
from app.operators.files import check_collisions, check_content, check_files, check_path
from app.operators.guest_modules import STANDARD_LIBRARY


@pytest.mark.parametrize(
    "path",
    [
        "temperature.py",
        "payload.py",
        "helpers/json.py",  # imported as helpers.json: no clash
        "data/json",  # no module
        "json",
        "notes on units.txt",
        "größe.py",
        "a/b/c/d/e/f/g/h.py",
        "x" * 197 + ".py",
        "console.py",  # only begins like a device
        "map.py",
    ],
)
def test_a_path_that_works(path: str) -> None:
    check_path(path)


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("", "needs a name"),
        ("x" * 198 + ".py", "at most 200"),
        ("ü" * 120, "200 bytes"),
        ("/etc/passwd", "inside the project"),
        ("../up.py", "no empty parts"),
        ("a/../b.py", "no empty parts"),
        ("./a.py", "no empty parts"),
        ("a//b.py", "no empty parts"),
        ("folder/", "no empty parts"),
        ("a\\b.py", "Separate folders by /"),
        ("C:\\x.py", "Separate folders by /"),
        ("C:x.py", "cannot have"),
        ("\ufffd.py", "only printable characters"),
        ("what?.py", "cannot have"),
        ("a\0.py", "printable"),
        ("a\nb.py", "printable"),
        ("a\x7f.py", "printable"),
        ("a\u202egnp.py", "printable"),  # turns the reading direction around
        ("a\ud800.py", "printable"),  # no character at all
        ("cafe\u0301.py", "usual form"),  # macOS would give it back in another form
        (".env", "hidden"),
        ("a/.git/config", "hidden"),
        ("...", "hidden"),
        ("a.py ", "begins or ends"),
        (" a.py", "begins or ends"),
        ("a.", "begins or ends"),
        ("con.py", "device"),
        ("a/NUL", "device"),
        ("aux.tar.gz", "device"),
        ("com1 .txt", "device"),
        ("__pycache__/a.pyc", "compiled"),
        ("a/b/c/d/e/f/g/h/i.py", "at most 8"),
        ("json.py", "standard library"),
        ("JSON.PY", "standard library"),
        ("json/__init__.py", "standard library"),
        ("json/deep/inside.py", "standard library"),
        ("poll_loop.py", "toolchain"),
        ("__main__.py", "Python or the toolchain"),
        ("map_impl.py", "bindings"),
        ("map_impl/exports/map.py", "bindings"),
        ("map_impl/notes.txt", "bindings"),
        ("Delay_Impl/x.py", "bindings"),
        ("filter_impl", "bindings"),
        ("operator_adapter.py", "adapter"),
        ("OPERATOR_ADAPTER/x.py", "adapter"),
    ],
)
def test_a_path_that_does_not(path: str, word: str) -> None:
    with pytest.raises(Invalid, match=word) as refused:
        check_path(path)
    assert refused.value.code == "invalid_path"


@pytest.mark.parametrize("module", sorted(STANDARD_LIBRARY))
def test_no_module_of_the_guest_can_be_replaced(module: str) -> None:
    with pytest.raises(Invalid, match="standard library"):
        check_path(f"{module}.py")


@given(st.text(max_size=210) | st.text(alphabet="ab./\\ \n:", max_size=20))
def test_whatever_is_accepted_stays_inside_its_folder(path: str) -> None:
    try:
        check_path(path)
    except Invalid:
        return
    parts = path.split("/")
    assert len(path) <= 200
    assert len(parts) <= 8
    assert not {"", ".", ".."} & set(parts)
    assert path.isprintable()
    assert "\\" not in path


@pytest.mark.parametrize("content", [b"", b"x = 1\n", "größe = 1\n".encode(), b"\xef\xbb\xbfx = 1\n"])
def test_text_is_source(content: bytes) -> None:
    check_content("a.py", content)


@pytest.mark.parametrize("content", [b"\0", b"x = 1\0", b"\xff\xfe", "größe".encode("latin-1"), b"\x00asm\x01\0\0\0"])
@pytest.mark.parametrize("path", ["a.py", "a/b.PY"])
def test_a_binary_source_is_refused(path: str, content: bytes) -> None:
    with pytest.raises(Invalid, match="UTF-8") as refused:
        check_content(path, content)
    assert refused.value.code == "not_text"


def test_other_files_may_be_binary() -> None:
    check_content("model.onnx", b"\0\xff")


def test_a_file_has_a_largest_size() -> None:
    check_content("a.py", b"#" * 1_000_000)
    with pytest.raises(LimitExceeded, match="1,000,001 bytes") as refused:
        check_content("a.py", b"#" * 1_000_001)
    assert refused.value.code == "file_too_large"


def test_a_project_has_a_largest_number_of_files() -> None:
    check_files({f"m{number}.py": b"" for number in range(200)})
    with pytest.raises(LimitExceeded, match="201 files") as refused:
        check_files({f"m{number}.py": b"" for number in range(201)})
    assert refused.value.code == "too_many_files"


@pytest.mark.parametrize(
    ("paths", "word"),
    [
        (["a", "a/b.py"], "needs a folder"),
        (["a/b/c.py", "A/B"], "differ only|needs a folder"),
        (["lib/x.py", "LIB"], "needs a folder"),
        (["Helpers.py", "helpers.py"], "upper and lower case"),
        (["Lib/a.py", "lib/b.py"], "upper and lower case"),
        (["straße.py", "STRASSE.py"], "upper and lower case"),
        (["temperature.py", "temperature/__init__.py"], "never the module"),
        (["lib/x.py", "lib/X/__init__.py"], "never the module"),
    ],
)
def test_paths_that_cannot_lie_side_by_side(paths: list[str], word: str) -> None:
    for order in (paths, paths[::-1]):
        with pytest.raises(Invalid, match=word) as refused:
            check_collisions(order)
        assert refused.value.code == "paths_collide"


def test_paths_that_can() -> None:
    check_collisions(["a.py", "b.py", "a/b.py", "a/c.py", "lib/a.py", "a.txt", "a/a/a.py", "ab"])


def test_check_files_looks_at_everything() -> None:
    check_files({})
    check_files({"a.py": b"", "lib/b.py": b"", "picture.raw": b"\0"})
    with pytest.raises(Invalid, match="no empty parts"):
        check_files({"a.py": b"", "../b.py": b""})
    with pytest.raises(Invalid, match="UTF-8"):
        check_files({"a.py": b"\xff"})
    with pytest.raises(Invalid, match="upper and lower case"):
        check_files({"a.py": b"", "A.py": b""})
