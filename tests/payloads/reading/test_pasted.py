"""Pasted texts: the format is found, and JSON stays exactly as it was typed."""

import base64

import pytest

from app.payloads.reading.how import Format
from app.payloads.reading.pasted import detect
from tests.payloads.reading.support import Imports, zipped

PRETTY = '{\n    "temperature": 85.0,\r\n\t"unit": "F" , "temperature": 1e2\n}\n'
CAPTURE = '{"tst":"2026-01-31T12:00:00.5+0100","topic":"a","qos":0,"retain":0,"payloadlen":2,"payload":42}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PRETTY, Format.JSON),
        ("[1, 2]", Format.JSON),
        ("42", Format.JSON),
        ("12345678", Format.JSON),
        ('{"a": 1}\n{"a": 2}\n', Format.JSON_LINES),
        ('{"a": 1}\n{"a": \n', Format.JSON_LINES),
        (CAPTURE, Format.MOSQUITTO),
        (f"{CAPTURE}\n{CAPTURE}", Format.JSON_LINES),
        ("device,temperature\nboiler,85\n", Format.CSV),
        ("device;temperature\nboiler;85\ncooler;3", Format.CSV),
        ("de ad be ef", Format.HEX),
        ("0xDE 0xAD 0xBE 0xEF", Format.HEX),
        ("3q2+7wABAgMEBQ==", Format.BASE64),
        ("SGVsbG8gV29ybGQ0", Format.BASE64),
        ("temperatures", Format.TEXT),
        ("temperaturesensor are many", Format.TEXT),
        ("Hello, world\nHow are you, then?", Format.TEXT),
        ('{"a": 1,\n "b": }', Format.TEXT),
        ("21.5 C", Format.TEXT),
        ("=" * 40, Format.TEXT),
    ],
)
def test_the_format_of_a_text_is_found(text: str, found: Format) -> None:
    assert detect(text.encode()) is found


def test_bytes_and_archives_are_told_from_text() -> None:
    assert detect(b"\xff\xfe\x00") is Format.BYTES
    assert detect(b"\x80") is Format.BYTES
    assert detect(zipped({"a.json": "1"})) is Format.ZIP
    assert detect(b"one line\n", has_template=True) is Format.CSV


def test_pretty_json_is_kept_as_typed(imports: Imports) -> None:
    got = imports.text(PRETTY, name="hot", topic="sensors")

    assert got.names == ["hot"]
    assert got.only == {"topic": "sensors", "payload": PRETTY, "payload_encoding": "text"}
    assert (got.problems, got.notes, got.settings) == ([], [], None)


def test_a_name_is_made_fit_for_a_case(imports: Imports) -> None:
    assert imports.text("1", name="  hot\n\x1b[31m\tday  ").names == ["hot \ufffd[31m day"]
    assert imports.text("1", name="x" * 500).names == ["x" * 200]
    assert imports.text("1").names == ["Pasted payload"]


def test_a_surmise_is_told(imports: Imports) -> None:
    got = imports.text("de ad be ef")

    assert base64.b64decode(got.only["payload"]) == b"\xde\xad\xbe\xef"
    assert got.notes == ["The text was taken for bytes in hex. Choose plain text if that is wrong."]
    assert imports.text("de ad be ef", format=Format.TEXT).only["payload"] == "de ad be ef"
    assert imports.text("de ad be ef", format=Format.HEX).notes == []


@pytest.mark.parametrize(
    ("form", "text", "payload"),
    [
        (Format.HEX, "68:65-6c, 6C 0x6f", "hello"),
        (Format.BASE64, "aGVs\nbG8=", "hello"),
        (Format.TEXT, '{"a": 1}\n{"b": 2}', '{"a": 1}\n{"b": 2}'),
        (Format.JSON, '{"a": 1}\n{"b": 2}', '{"a": 1}\n{"b": 2}'),
        (Format.BYTES, "aGVsbG8=", "aGVsbG8="),
    ],
)
def test_a_format_can_be_chosen(imports: Imports, form: Format, text: str, payload: str) -> None:
    assert imports.text(text, format=form).only == {"payload": payload, "payload_encoding": "text"}


@pytest.mark.parametrize(
    ("form", "content", "sentence"),
    [
        (Format.HEX, b"xyz", "This is not hex: write two digits 0-9 or a-f for each byte."),
        (Format.HEX, b"abc", "This is not hex: write two digits 0-9 or a-f for each byte."),
        (Format.BASE64, b"aGVsbG8", "This is not base64 (A-Z, a-z, 0-9, +, / and = at the end). Correct it."),
        (Format.BASE64, b"a*Vs", "This is not base64 (A-Z, a-z, 0-9, +, / and = at the end). Correct it."),
        (Format.TEXT, b"a\nb\xff", "the text, line 2: This is not UTF-8. Save the file as UTF-8, or give it as plain "
         "bytes."),
        (Format.ZIP, b"nothing", ": This is damaged, or no zip file (File is not a zip file). Make it anew."),
    ],
)  # fmt: skip
def test_an_encoding_that_lies_is_told(imports: Imports, form: Format, content: bytes, sentence: str) -> None:
    got = imports.text(content, format=form)

    assert got.cases == []
    assert got.sentences == [sentence.removeprefix(": ")]


def test_broken_json_is_a_payload_too_and_said_to_be_one(imports: Imports) -> None:
    got = imports.files({"broken.json": '{"a": 1,\n "b": }'})

    assert got.only["payload"] == '{"a": 1,\n "b": }'
    assert got.notes == [
        "broken.json, line 2: This is not JSON: expecting value. Correct it. It was taken as it is, for a test of that."
    ]


def test_nothing_at_all_is_a_problem(imports: Imports) -> None:
    sentence = "There is no payload in what was given. Give a file, a zip file or a text."

    assert imports.files({}).sentences == [sentence]
    assert imports.zip({}).sentences == [sentence]
    assert imports.files({".hidden": "1", "__MACOSX/a.json": "1", "a/Thumbs.db": "1"}).sentences == [sentence]
    assert imports.text(" \n").sentences == [
        "There is nothing here to add. Give a payload; where an empty one is meant, choose plain text."
    ]
    assert imports.text("", format=Format.TEXT).only["payload"] == ""
