"""JSON Lines, and captures of mosquitto_sub."""

import pytest

from app.payloads.reading.how import Format
from tests.payloads.reading.support import Imports


def capture(payload: str, length: int, **more: str) -> str:
    members = {
        "tst": '"2026-01-31T12:00:00.000000+0100"',
        "topic": '"plant/boiler"',
        "qos": "0",
        "retain": "0",
        "payloadlen": str(length),
        **more,
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in members.items()) + f',"payload":{payload}}}\n'


def test_each_line_is_a_case_and_stays_as_typed(imports: Imports) -> None:
    got = imports.files({"day/hot.jsonl": '{"a":  1}\n\n  [1, 2]\t\r\n"text\\u00e9"\n'}, topic="t")

    assert got.names == ["day/hot 1", "day/hot 3", "day/hot 4"]
    assert got.payloads == ['{"a":  1}', "[1, 2]", '"text\\u00e9"']
    assert {case.messages[0]["topic"] for case in got.cases} == {"t"}


def test_every_broken_line_is_named(imports: Imports) -> None:
    got = imports.files({"x.ndjson": b'{"a": 1}\n{"a": }\n{"a": NaN}\n1 2\n{"a": 1e999}\n"\xff"\n"\\ud800"\n'})

    assert got.cases == []
    assert got.sentences == [
        "x.ndjson, line 2: This is not JSON: expecting value. Correct it.",
        "x.ndjson, line 3: This JSON holds NaN, which JSON does not have. Correct it.",
        "x.ndjson, line 4: There is more behind the end of the JSON. Remove it.",
        "x.ndjson, line 5: This JSON holds a number that is too large. Correct it.",
        "x.ndjson, line 6: This is not UTF-8. Save the file as UTF-8, or give it as plain bytes.",
        "x.ndjson, line 7: This JSON holds half of a surrogate pair, which UTF-8 cannot write. Correct it.",
    ]


def test_the_problems_of_a_hopeless_file_end(imports: Imports) -> None:
    got = imports.files({"x.jsonl": "{\n" * 5_000})

    assert len(got.problems) == 50
    assert got.notes == ["There may be more problems than are shown."]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_another_encoding_is_named(imports: Imports, encoding: str) -> None:
    got = imports.files({"x.jsonl": "\ufeff".encode(encoding)[-2:] + '{"a": 1}'.encode("utf-16-le")})

    assert got.sentences == ["x.jsonl: This is UTF-16. Save it as UTF-8."]


def test_a_byte_order_mark_does_no_harm(imports: Imports) -> None:
    assert imports.files({"x.jsonl": b'\xef\xbb\xbf{"a": 1}\n'}).payloads == ['{"a": 1}']


def test_a_capture_brings_topic_properties_and_time(imports: Imports) -> None:
    properties = (
        '{"content-type":"application/json","user-properties":{"a":"1","a":"2","b.c":"3"},'
        '"payload-format-indicator":1,"message-expiry-interval":60}'
    )
    got = imports.text(capture('{"t":  85.0}', 12, properties=properties))

    assert got.names == ["plant/boiler 1"]
    assert got.only == {
        "topic": "plant/boiler",
        "payload": '{"t":  85.0}',
        "payload_encoding": "text",
        "content_type": "application/json",
        "user_properties": [["a", "1"], ["a", "2"], ["b.c", "3"]],
        "timestamp": "2026-01-31T12:00:00.000000+01:00",
    }


@pytest.mark.parametrize(
    ("printed", "length", "published"),
    [
        ('"{\\"t\\": 1}"', 8, '{"t": 1}'),  # %j: the payload as a string
        ('{"t": 1}', 8, '{"t": 1}'),  # %J: the payload as JSON
        ('"on"', 2, "on"),
        ('"on"', 4, '"on"'),
        ('""', 0, ""),
        ("null", 4, "null"),
        ('"caf\\u00e9"', 5, "café"),
    ],
)
def test_a_captured_payload_is_the_one_that_was_published(
    imports: Imports, printed: str, length: int, published: str
) -> None:
    assert imports.text(capture(printed, length) * 2).payloads == [published] * 2


def test_captures_and_plain_lines_can_be_mixed_unless_captures_are_asked_for(imports: Imports) -> None:
    text = capture("1", 1) + '{"topic": "mine", "payload": "mine too"}\n'

    assert imports.files({"x.jsonl": text}).payloads == ["1", '{"topic": "mine", "payload": "mine too"}']
    assert imports.text(text, format=Format.MOSQUITTO).payloads == ["1", "mine too"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("[1]", "the text, line 1: This is no JSON object. Write one, in braces."),
        ('{"topic": "a"}', "the text, line 1: This line has no payload. Capture with mosquitto_sub -F %J."),
        ('{"topic": 1, "payload": 1}', "the text, line 1: The topic of this line is no text."),
        ('{"topic": "a", "payload": 1, "properties": []}', "the text, line 1: This is no JSON object. Write one, in "
         "braces."),
        ('{"topic": "a", "payload": 1, "tst": "now"}', "the text, line 1: The time tst of this line is none, such as "
         "2026-01-31T12:00:00.000000+0100."),
    ],
)  # fmt: skip
def test_what_is_no_capture_is_told(imports: Imports, line: str, sentence: str) -> None:
    assert imports.text(line, format=Format.MOSQUITTO).sentences == [sentence]
