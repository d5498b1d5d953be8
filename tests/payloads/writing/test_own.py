import json
from typing import Any

from app.payloads.writing.own import collection_json
from app.payloads.writing.shapes import Heading
from tests.payloads.writing.support import SETTINGS, A

HEADING = Heading("Sensors", "From the hall", 3, SETTINGS)


def read(*cases: tuple[str | None, A]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(collection_json(HEADING, cases)))
    return found


def test_everything_is_in_it() -> None:
    messages: list[dict[str, Any]] = [
        {"payload": '{\n "a": 1.0 }', "topic": "t", "user_properties": [["k", "v"]]},
        {"bytes": "00"},
    ]
    expect = {"logs": [{"contains": "warm"}], "tolerance": 0.5}

    assert read(("a", A("A", messages, expect)), (None, A("B"))) == {
        "format": 1,
        "name": "Sensors",
        "description": "From the hall",
        "version": 3,
        "settings": SETTINGS,
        "cases": [
            {"name": "A", "folder": "a", "messages": messages, "expect": expect},
            {"name": "B", "folder": None, "messages": [{"payload": '{"a": 1}'}], "expect": None},
        ],
    }


def test_a_collection_without_cases() -> None:
    assert read()["cases"] == []


def test_each_case_has_a_line_and_a_piece() -> None:
    pieces = list(collection_json(HEADING, [("a", A("a")), ("b", A("é"))]))

    assert len(pieces) == 4
    assert len(b"".join(pieces).splitlines()) == 4
    assert "é".encode() in pieces[2]


def test_a_text_that_utf8_cannot_write_is_escaped() -> None:
    assert read(("a", A("a", [{"payload": "\ud800\0"}])))["cases"][0]["messages"] == [{"payload": "\ud800\0"}]
