"""Files that are payloads themselves."""

import base64
import struct

import pytest

from app.payloads.reading.how import Format
from tests.payloads.reading.support import Imports, zipped

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + bytes(10)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08" + struct.pack(">HH", 480, 640) + bytes(10)


@pytest.mark.parametrize(
    ("name", "content", "about"),
    [
        ("a.png", PNG, ("png", 640, 480)),
        ("a.jpg", JPEG, ("jpeg", 640, 480)),
        ("a.JPEG", JPEG, ("jpeg", 640, 480)),
        ("a.raw", PNG, ("png", 640, 480)),
        ("bear_4x2_rgb24.raw", bytes(24), ("rgb24", 4, 2)),
        ("day 2/4x2.raw", bytes(8), ("", 4, 2)),
        ("bear-4x2.raw", b"", ("", 4, 2)),
    ],
)
def test_a_picture_is_a_snapshot_of_its_format_and_size(
    imports: Imports, name: str, content: bytes, about: tuple[str, int, int]
) -> None:
    got = imports.files({name: content})
    shot = got.only["snapshot"]

    assert (shot["format"], shot["width"], shot["height"]) == about
    assert base64.b64decode(shot["frame"]) == content
    assert (shot["frame_encoding"], got.notes) == ("base64", [])


@pytest.mark.parametrize("name", ["bear.raw", "box4x2.raw", "4x.raw"])
def test_a_raw_frame_without_a_size_is_taken_and_told(imports: Imports, name: str) -> None:
    got = imports.files({name: b"\0\1"})

    assert got.only["snapshot"]["width"] == 0
    assert got.notes == [f"{name}: a raw frame does not tell its size; rename it, as in bear_640x480_rgb24.raw."]


def test_a_picture_whose_name_lies_is_refused(imports: Imports) -> None:
    assert imports.files({"a.png": JPEG, "b.jpg": PNG}).sentences == [
        "a.png: The name says png, but the content is something else. Rename it to what it is.",
        "b.jpg: The name says jpeg, but the content is something else. Rename it to what it is.",
    ]


def test_other_files_are_messages_of_exactly_their_bytes(imports: Imports) -> None:
    files = {"a.json": b"\xef\xbb\xbf{}", "b.bin": b"\x80\0", "c": b"text\r\n", "d/e.txt": b"", "f.json": b"\xff"}
    got = imports.files(files, topic="t")
    payloads = {case.name: case.messages[0] for case in got.cases}

    assert payloads["a"] == {"topic": "t", "payload": "\ufeff{}", "payload_encoding": "text"}
    assert payloads["b"] == {"topic": "t", "payload": "gAA=", "payload_encoding": "base64"}
    assert payloads["c"]["payload"] == "text\r\n"
    assert payloads["d/e"]["payload"] == ""
    assert payloads["f"] == {"topic": "t", "payload": "/w==", "payload_encoding": "base64"}


def test_a_folder_of_payloads_in_a_zip_comes_in_the_order_people_read(imports: Imports) -> None:
    got = imports.zip({"day/10.json": "10", "day/9.json": "9", "day/rows.csv": "a,b\n1,2\n3,4\n", "day/.git/x": "x"})

    assert got.names == ["day/9", "day/10", "day/rows 1", "day/rows 2"]


def test_a_zip_file_without_a_name_is_known_by_its_content(imports: Imports) -> None:
    archive = zipped({"a.json": "1", "b.json": "2"})
    assert imports.text(archive).names == imports.text(archive, format=Format.ZIP).names == ["a", "b"]


def test_large_payloads_come_whole(imports: Imports) -> None:
    text = '{"x": "' + "é" * (8 << 20) + '"}'
    data = bytes(range(256)) * (16 << 12)
    got = imports.files({"a.json": text, "b.bin": data})

    assert got.payloads[0] == text
    assert base64.b64decode(got.payloads[1]) == data


def test_ten_thousand_cases_are_read_one_at_a_time(imports: Imports) -> None:
    with imports.reader.upload() as upload:
        upload.add("x.jsonl", (f'{{"n": {n}, "x": "{"y" * 1_000}"}}\n'.encode() for n in range(10_000)))
        with imports.reader.read(upload) as read:
            assert read.count == 10_000
            first, again = read.cases(), read.cases()
            assert [next(first).name, next(first).name, next(again).name] == ["x 1", "x 2", "x 1"]
            assert sum(1 for _ in first) == 9_998
