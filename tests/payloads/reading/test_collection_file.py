"""collection.json: the studio's own form, read as a whole or refused as a whole."""

import json
from typing import Any

import pytest

from tests.payloads.reading.support import Content, Imports
from tests.payloads.reading.test_published import CASE

SETTINGS = {"configuration": {"limit": "20"}, "seed": 7, "clock": "2026-01-31T12:00:00Z"}
CASES: list[dict[str, Any]] = [
    {
        "name": "hot",
        "folder": "hot",
        "messages": [{"topic": "t", "payload": "{}", "user_properties": [["k", "v"]]}],
        "expect": {"outcome": "output", "logs": [{"level": "info"}]},
    },
    {"name": "cold", "folder": None, "messages": [{"bytes": "AAAA", "encoding": "base64"}], "expect": None},
]


def written(**changes: Any) -> str:
    """A collection with some members changed, and those of value ... left out."""
    whole = {"format": 1, "name": "Days", "description": "d", "version": 3, "settings": SETTINGS, "cases": CASES}
    return json.dumps({name: value for name, value in (whole | changes).items() if value is not ...}, indent=1)


def test_a_collection_comes_back_whole(imports: Imports) -> None:
    for got in (imports.files({"collection.json": written()}), imports.zip({"export/collection.json": written()})):
        assert got.problems == []
        assert (got.name, got.description, got.settings) == ("Days", "d", SETTINGS)
        assert [{"name": c.name, "messages": c.messages, "expect": c.expect} for c in got.cases] == [
            {name: case[name] for name in ("name", "messages", "expect")} for case in CASES
        ]


def test_folders_of_the_same_cases_are_not_read_again_and_others_are(imports: Imports) -> None:
    beside: dict[str, Content] = {path.replace("tests/", "x/"): content for path, content in CASE.items()}
    own = {path.replace("x/hot", "x/new"): content for path, content in beside.items()}
    got = imports.files({"x/collection.json": written(), **beside, **own})

    assert got.names == ["hot", "cold", "Hot day"]
    assert got.settings == SETTINGS


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (written(format=2), "line 2: This collection was written by a newer studio (format 2; this one reads 1). "
         "Update the studio."),
        (written(format=10**30), "line 2: This collection was written by a newer studio (format "
         "1000000000000000000…; this one reads 1). Update the studio."),
        (written(format=0), "line 2: The format of a collection is a number; this studio writes 1."),
        (written(format="1"), "line 2: The format of a collection is a number; this studio writes 1."),
        (written(format=True), "line 2: The format of a collection is a number; this studio writes 1."),
        (written(format=...), 'line 2: This is no collection of the studio: it begins with "format": 1.'),
        (written(cases=...), "This collection has no cases. Export it anew."),
        ("{}", "This collection has no cases and no format. Export it anew."),
        ("[]", "line 1: This is not JSON here: { is missing."),
        ("", "line 1: This is not JSON here: { is missing."),
        (written() + "x", "line 50: There is more behind the end of the JSON. Remove it."),
        (written(more=1), "line 50: There is no member more in a collection; known are format, name, description, "
         "version, settings, cases."),
        ('{"format": 1, "format": 1}', "line 1: The member format is there already. Keep one of the two."),
        ('{"format": 1 "name": ""}', "line 1: This is not JSON here: , is missing."),
        ('{"format": 1,\n3: ""}', "line 2: A member of an object begins with its name in double quotes."),
        (written(name=3), "line 3: The name of a collection is text."),
        (written(settings=[]), "line 6: The settings of a collection are an object."),
        (written(cases={}), "line 13: This is not JSON here: [ is missing."),
        (written(cases=[1]), "line 14: Case 1 is no object with messages, a list."),
        (written(cases=[CASES[1], {"name": "x"}]), "line 25: Case 2 is no object with messages, a list."),
        (written(cases=[{"messages": [], "x": 1}]), "line 14: There is no member x in a case; known are expect, "
         "folder, messages, name."),
        (written(cases=[{"messages": []}]), "line 14: messages: A case has at least one input. Add one."),
        (written(cases=[{"messages": [{}], "name": 1}]), "line 14: Case 1 has a name, an expectation or a folder of a "
         "wrong kind."),
        (written(cases=[]), None),
    ],
)  # fmt: skip
def test_what_is_no_collection_is_told_with_its_line(imports: Imports, text: str, sentence: str | None) -> None:
    got = imports.files({"collection.json": text})

    assert got.cases == []
    if sentence is None:
        assert got.sentences == ["There is no payload in what was given. Give a file, a zip file or a text."]
    else:
        place = "collection.json, " if sentence.startswith("line") else "collection.json: "
        assert got.sentences == [place + sentence]


def test_a_collection_that_breaks_off_late_brings_nothing(imports: Imports) -> None:
    many = written(cases=CASES * 500)
    got = imports.files({"collection.json": many[:-30]})

    assert got.cases == []
    assert len(got.problems) == 1


@pytest.mark.parametrize("broken", [b"\xff", b"\\ud800", b"\xed\xa0\x80"])
def test_a_text_that_utf8_cannot_write_is_refused(imports: Imports, broken: bytes) -> None:
    text = written().encode().replace(b'"Days"', b'"' + broken + b'"')
    got = imports.files({"collection.json": text})

    assert got.cases == []
    assert got.problems[0].path == "collection.json"


def test_two_collections_are_imported_apart(imports: Imports) -> None:
    got = imports.files({"a/collection.json": written(), "b/collection.json": written()})

    assert got.sentences == [
        "b/collection.json: This is a second collection beside a/collection.json. Import them apart."
    ]
