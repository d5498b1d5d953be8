"""What the export writes is what the import reads."""

import io
import zipfile
from typing import Any

from app.payloads import shared
from app.payloads.reading.reader import Reader
from app.payloads.stored import NewCase
from app.payloads.writing.export import zipped
from app.payloads.writing.shapes import Heading
from tests.payloads.reading.support import Content, Imports

SETTINGS = shared.checked(
    {
        "configuration": {"limit": "20"},
        "state": [{"key": "factoryId", "value": "factoryA", "encoding": "text"}],
        "module_schemas": [{"name": "m", "content_type": "application/json", "content": '{"type": "object"}'}],
        "clock": "2026-01-31T12:00:00Z",
    }
)
HOT = {"topic": "probe/1", "payload": '{"humidity":  85.0}\n', "payload_encoding": "text"}
EXPECT = {
    "output": {"payload": '{"humidity": 85}', "topic": "out", "user_properties": {"otel/factoryId": "factoryA"}},
    "ignores": ["payload.at", "user_properties.__ts"],
}
CASES = [
    NewCase("Hot day", [HOT], EXPECT | {"logs": [{"level": "info", "matches": "^a+$"}], "tolerance": 0.5}),
    NewCase("Hot day!", [HOT, HOT], {"outputs": [], "outcome": "dropped"}),
    NewCase("Ünïcode / ../x", [{"bytes": "gA==", "encoding": "base64"}], {"output": None}),
    NewCase("picture", [{"snapshot": {"format": "", "width": 0, "height": 0, "frame": "AAAA",
                                      "frame_encoding": "base64"}}]),
    NewCase("batch", [{"staged": None, "messages": [HOT, HOT]}], {"state": [{"key": "a", "value": None}]}),
]  # fmt: skip


def exported(cases: list[NewCase], settings: dict[str, Any]) -> bytes:
    heading = Heading("Days", "of summer", 3, settings)
    return b"".join(zipped(heading, lambda: iter(cases)))


def test_a_collection_survives_export_and_import(imports: Imports) -> None:
    got = imports.files({"days.zip": exported(CASES, SETTINGS)})

    assert got.problems == []
    assert got.cases == CASES
    assert (got.name, got.description, got.settings) == ("Days", "of summer", SETTINGS)


def test_the_published_part_alone_is_the_same_as_far_as_it_goes(imports: Imports) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(CASES[:1], SETTINGS))) as archive:
        files: dict[str, Content] = {
            name: archive.read(name) for name in archive.namelist() if name != "collection.json"
        }
    got = imports.files(files)

    assert got.problems == []
    assert [(case.name, case.messages) for case in got.cases] == [("Hot day", [HOT])]
    expect = got.cases[0].expect
    assert expect is not None
    assert (expect["output"], expect["ignores"]) == (EXPECT["output"], EXPECT["ignores"])
    assert got.settings is not None
    for name in ("configuration", "state"):
        assert got.settings[name] == SETTINGS[name]
    assert got.settings["module_schemas"][0]["content"] == '{"type": "object"}'


def test_ten_thousand_cases_survive_too(reader: Reader) -> None:
    heading = Heading("Many", "", 1, {})

    def many() -> Any:
        return (NewCase(f"c{n}", [{"payload": f'{{"n": {n}, "x": "{"y" * 1_000}"}}'}]) for n in range(10_000))

    with reader.upload() as upload:
        upload.add("many.zip", zipped(heading, many))
        with reader.read(upload) as read:
            assert (read.problems, read.count) == ([], 10_000)
            assert next(read.cases()) == next(many())
