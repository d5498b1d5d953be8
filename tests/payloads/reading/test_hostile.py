"""Files made to break, flood or mislead the reader: each is a problem, and the next import is as good as before."""

import io
import stat
import zipfile

import pytest

from app.payloads.reading import bounds
from app.payloads.reading.bounds import Bounds
from app.payloads.reading.reader import Reader
from tests.payloads.reading.support import Content, Imports, zipped
from tests.payloads.reading.test_published import CASE, TEST

DEEP = "[" * 200_000
HOSTILE: dict[str, dict[str, Content]] = {
    "deep json lines": {"x.jsonl": DEEP},
    "deep expected": {**CASE, "tests/hot/expected/expected.json": DEEP},
    "deep yaml": {**CASE, "tests/hot/hot.test.yaml": "name: " + "[" * 60_000},
    "deep yaml blocks": {**CASE, "tests/hot/hot.test.yaml": "name: " + "- " * 30_000},
    "deep collection": {"collection.json": '{"format": 1, "cases": [' + DEEP},
    "deep settings": {"collection.json": '{"format": 1, "settings": ' + '{"a":' * 200_000},
    "deep state": {**CASE, "tests/statestore.json": DEEP},
    "deep schema": {**CASE, "tests/tk_schema_config.json": '{"type":' * 100_000},
    "a number of many digits": {"x.jsonl": "9" * 100_000},
    "billion laughs": {**CASE, "tests/hot/hot.test.yaml": "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n"},
    "a large test file": {**CASE, "tests/hot/hot.test.yaml": TEST + "#" * 100_000},
    "control characters": {**CASE, "tests/hot/hot.test.yaml": "name: \x01\n"},
    "yaml in another encoding": {**CASE, "tests/hot/hot.test.yaml": TEST.encode("utf-16")},
    "quotes that never end": {"x.csv": 'a,b\n"' + "x\n" * 100_000},
    "a zip that is none": {"x.zip": b"PK\x03\x04" + bytes(1000)},
    "a zip cut off": {"x.zip": zipped(CASE)[:-40]},
    "a path that climbs": {"../x.json": "1"},
    "an absolute path": {"/etc/x.json": "1"},
    "a windows path": {"C:\\x.json": "1"},
    "a drive": {"C:x.json": "1"},
    "a zero byte in a path": {"x\0.json": "1"},
    "an endless path": {"x/" * 300 + "x.json": "1"},
    "a zip among others": {"x.zip": zipped(CASE), "y.json": "1"},
    "a picture that is none": {"x.png": "hello"},
    "a picture cut off": {"x.png": b"\x89PNG\r\n\x1a\n\0\0"},
    "a jpeg without a frame": {"x.jpg": b"\xff\xd8\xff\xe0\x00\x00" * 1000},
    "a jpeg of markers": {"x.jpeg": b"\xff\xd8" + b"\xff" * 1000},
}


@pytest.mark.parametrize("depth", [90, 200, 480, 800, 950, 970, 985, 1_000])
def test_no_depth_breaks_the_reader(imports: Imports, depth: int) -> None:
    """Whatever can be read just so must not break what is done with it next."""
    deep = "[" * depth + "]" * depth
    for place in ("tests/hot/expected/expected.json", "tests/statestore.json", "tests/tk_schema_config.json"):
        wrapped = {
            "tests/hot/expected/expected.json": f'{{"payload": {deep}}}',
            "tests/statestore.json": f'[{{"a": {deep}}}]',
        }
        got = imports.files({**CASE, place: wrapped.get(place, f'[{{"content": {deep}}}]')})
        assert len(got.cases) + len(got.problems) == 1
        assert "broke down" not in " ".join(got.sentences)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_problems(imports: Imports, name: str) -> None:
    got = imports.files(HOSTILE[name])

    assert got.cases == []
    assert 0 < len(got.problems) <= bounds.MOST_PROBLEMS
    for problem in got.problems:
        assert 10 < len(problem.sentence) <= 500
        assert "\n" not in str(problem)
        assert str(problem).isprintable()
    assert imports.files(CASE).names == ["Hot day"]  # the next one is as good as before


@pytest.mark.parametrize(
    "name",
    [
        "../x.json",
        "/x.json",
        "a/../../x.json",
        "a\\..\\x.json",
        "C:/x.json",
        "a//x.json",
        "./../x.json",
        "..",
        "",
    ],
)
def test_a_path_in_a_zip_that_leads_out_is_refused(imports: Imports, name: str) -> None:
    got = imports.zip({"good.json": "1", name: "2"})

    assert got.cases == []
    assert len(got.problems) == 1
    assert got.problems[0].sentence in (
        "This path leads out of what was given, or is none. Give plain relative paths.",
        "This is damaged, or no zip file (Corrupt zip).",
    )


def test_a_name_in_a_zip_with_a_zero_byte_is_refused(imports: Imports) -> None:
    content = zipped({"xZ.json": "1"}).replace(b"xZ.json", b"x\0.json")

    assert imports.files({"x.zip": content}).sentences == [
        "x\ufffd.json: This path leads out of what was given, or is none. Give plain relative paths."
    ]


def archive(change: str) -> bytes:
    """A zip file with one file in it that is out of the ordinary."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as written:
        info = zipfile.ZipInfo("x.json")
        if change == "link":
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
        elif change == "device":
            info.external_attr = (stat.S_IFBLK | 0o777) << 16
        elif change == "packed with bzip2":
            info.compress_type = zipfile.ZIP_BZIP2
        written.writestr(info, b"/etc/passwd")
        if change == "twice":
            with pytest.warns(UserWarning, match="Duplicate"):
                written.writestr("x.json", b"2")
    content = bytearray(buffer.getvalue())
    if change == "encrypted":
        content[6] |= 1
        content[content.index(b"PK\x01\x02") + 8] |= 1
    if change == "changed":
        content[content.index(b"/etc")] ^= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("link", "This is a link or a device, not a file. Put the file itself into the zip file."),
        ("device", "This is a link or a device, not a file. Put the file itself into the zip file."),
        ("packed with bzip2", "This file is packed in a way that is not read. Make the zip file with deflate."),
        ("twice", "The zip file has this file twice. Make it anew."),
        ("encrypted", "This file is encrypted. Make the zip file without a password."),
        ("changed", "This is damaged, or no zip file (Bad CRC-32 for file 'x.json'). Make it anew."),
    ],
)
def test_what_is_unusual_in_a_zip_is_refused(imports: Imports, change: str, sentence: str) -> None:
    got = imports.files({"x.zip": archive(change)})

    assert got.cases == []
    assert got.sentences == [f"x.json: {sentence}"]


def declared(content: bytes, size: int, says: int) -> bytes:
    """A zip file of one file that says another size, in both places."""
    old, new = size.to_bytes(4, "little"), says.to_bytes(4, "little")
    assert content.count(old) == 2
    return content.replace(old, new)


def test_a_bomb_is_refused_by_what_it_says(imports: Imports) -> None:
    bomb = declared(zipped({"x.json": bytes(1_234_567)}), 1_234_567, 2 << 30)

    assert imports.files({"bomb.zip": bomb}).sentences == [
        "bomb.zip: The files in it have more than 1,024 MiB together. Give them in parts."
    ]


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says(imports: Imports) -> None:
    got = imports.files({"bomb.zip": declared(zipped({"x.json": bytes(32 << 20)}), 32 << 20, 10)})

    assert got.cases == []
    assert got.sentences == ["x.json: This is damaged, or no zip file (Bad CRC-32 for file 'x.json'). Make it anew."]


def test_what_a_studio_allows_is_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    reader = Reader(tmp_path_factory.mktemp("small"), Bounds(3, 1_000, 100, 2_000))
    try:
        small = Imports(reader)
        assert len(small.files({"x.jsonl": "1\n" * 3}).cases) == 3
        assert small.files({"x.jsonl": "1\n" * 4}).sentences == [
            "x.jsonl, line 4: A collection takes at most 3 cases. Import them in parts."
        ]
        assert small.files({"x.json": "x" * 2_000}).sentences == [
            "x.json: This file has more than the 1,000 bytes that are read of its kind."
        ]
        assert small.files({"x.json": '"' * 900}).sentences == [
            "x.json: messages: The inputs of a case take at most 1,000 bytes as JSON. Give less, or raise the studio's "
            "limit."
        ]
        assert small.files({"x.jsonl": f'"{"x" * 2_000}"'}).sentences == [
            "x.jsonl, line 1: This line has more than the 1,000 bytes of the largest case."
        ]
        many = {f"t{n}/t.test.yaml": "name: t\ngraph: g\ninput: ../data\nexpected: ../e.txt\n" for n in range(3)}
        assert small.files({**many, "data/x.json": "x" * 900, "e.txt": "[]"}).sentences == [
            "t2/t.test.yaml: All cases together have more than 2,000 bytes. Import them in parts."
        ]
    finally:
        reader.close()


def test_settings_of_any_size_are_not_read(imports: Imports) -> None:
    text = '{"format": 1, "settings": {"state": [' + "[]," * 3_000_000 + "[]]}}"

    assert imports.files({"collection.json": text}).sentences == [
        "collection.json, line 1: One value has more than the 8,388,608 characters that are read."
    ]


def test_what_takes_too_much_memory_is_told(imports: Imports) -> None:
    """Twenty million empty lists take more than a gigabyte."""
    got = imports.files({**CASE, "tests/hot/expected/expected.json": "[" + "[]," * 20_000_000 + "[]]"})

    assert (got.cases, got.sentences) == (
        [],
        ["This takes more memory to read than is allowed. Give it in parts."],
    )
    assert imports.files(CASE).names == ["Hot day"]
