"""What is exported comes back as it was, through the same door as anything else that is imported."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.db.session import reading, unit_of_work
from app.payloads import cases, collections
from app.payloads.cases import NewCase
from app.payloads.limits import Limits
from app.payloads.reading.bounds import Bounds
from app.payloads.reading.reader import Read, Reader
from app.payloads.writing.own import FILE as OWN
from app.payloads.writing.stored import export_of
from app.storage.blobs import Blobs

Json = dict[str, Any]

MEBIBYTE = 1 << 20
LIMITS = Limits(20_000, 64 * MEBIBYTE)
SETTINGS: Json = {
    "configuration": {"limit": "85", "yes": "no"},
    "state": [{"key": "factoryId", "value": "A"}, {"key": "ff00", "key_encoding": "hex", "value": "x"}],
    "module_schemas": [{"name": "s", "content_type": "application/json", "content": '{"type":  "object"}\n'}],
    "clock": {"start": "2026-01-01T00:00:00Z", "step_us": 5},
    "seed": 7,
    "limits": {"time_ms": 1_000},
    "carry_state": True,
}
PRETTY = '{\n  "b": 1.0,\n\t"a": [1, 2]\n}\n'
PLAIN = [
    NewCase("Warm: 85 °C", [{"payload": PRETTY}], {"output": {"payload": '{"t": 85.0}', "topic": "out"}}),
    NewCase("warm 85 c", [{"payload": ""}], {"outcome": "dropped"}),
    NewCase(
        "several",
        [{"payload": "1"}, {"payload": "2"}],
        {"outputs": [{"payload": "1"}, {"payload": "2"}], "ignores": ["payload.at", "user_properties.__ts"]},
    ),
]
ODD = [
    NewCase("温度", [{"payload": "not JSON\0", "topic": "t/é", "user_properties": [["k", "v"], ["k", "w"]]}], None),
    NewCase(
        "../../etc", [{"payload": "00ff", "payload_encoding": "hex"}, {"bytes": "AA==", "encoding": "base64"}], None
    ),
    NewCase("nul", [{"staged": None, "messages": [{"payload": "1"}, {"payload": "2"}]}], {"output": None}),
    NewCase(
        "picture",
        [{"snapshot": {"format": "rgb8", "width": 1, "height": 1, "frame": "AQID", "frame_encoding": "base64"}}],
        {"logs": [{"level": "info", "matches": "^warm"}], "state": [{"key": "k", "value": None}], "tolerance": 0.5},
    ),
    NewCase(
        "arm", [{"payload": "{}"}], {"arm": "True", "select": [r"payload.a\.b", "payload.*.c"], "max_duration_us": 9}
    ),
]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    found = Reader(tmp_path / "reading", Bounds(LIMITS.cases, LIMITS.case_bytes, 60_000))
    yield found
    found.close()


def exported(engine: Engine, blobs: Blobs, *given: NewCase, settings: Json | None = None) -> bytes:
    """The zip file of a new collection with these cases."""
    with unit_of_work(engine) as session:
        collection = collections.create(session, "Sensors", "From the hall", settings)
        cases.add(session, blobs, collection, given, limits=LIMITS)
        collection_id = collection.id
    with reading(engine) as session:
        pieces = export_of(session, engine, blobs, collections.get(session, collection_id))
    return b"".join(pieces)


def read(reader: Reader, zipped: bytes) -> tuple[Read, list[NewCase]]:
    with reader.upload() as upload:
        upload.add("sensors.zip", [zipped])
        with reader.read(upload) as found:
            assert found.problems == []
            return found, list(found.cases())


def without(zipped: bytes, name: str) -> bytes:
    """The same zip file without one of its files."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(zipped)) as old, zipfile.ZipFile(kept, "w") as new:
        for path in old.namelist():
            if path != name:
                new.writestr(path, old.read(path))
    return kept.getvalue()


def as_given(found: Iterable[NewCase]) -> list[tuple[str, Any, Any]]:
    return [(case.name, list(case.messages), case.expect) for case in found]


def test_everything_comes_back_as_it_was(engine: Engine, blobs: Blobs, reader: Reader) -> None:
    given = [*PLAIN, *ODD]
    about, found = read(reader, exported(engine, blobs, *given, settings=SETTINGS))

    assert as_given(found) == as_given(given)
    assert (about.name, about.description) == ("Sensors", "From the hall")
    assert about.settings is not None
    assert {name: about.settings[name] for name in SETTINGS} == SETTINGS


def test_an_import_of_an_export_is_exported_the_same(engine: Engine, blobs: Blobs, reader: Reader) -> None:
    first = exported(engine, blobs, *PLAIN, *ODD, settings=SETTINGS)
    about, found = read(reader, first)
    with unit_of_work(engine) as session:
        collections.change(session, collections.listing(session, None, 1)[0], name="Older")
    again = exported(engine, blobs, *found, settings=about.settings)

    assert again == first


def test_without_our_own_file_what_the_published_layout_carries_comes_back(
    engine: Engine, blobs: Blobs, reader: Reader
) -> None:
    zipped = without(exported(engine, blobs, *PLAIN, settings=SETTINGS), OWN)
    about, found = read(reader, zipped)
    by_name = {case.name: case for case in found}

    assert set(by_name) == {case.name for case in PLAIN}
    for case in PLAIN:
        assert [message["payload"] for message in by_name[case.name].messages] == [
            message["payload"] for message in case.messages
        ]
    warm, dropped, several = (by_name[case.name].expect or {} for case in PLAIN)
    assert warm["output"] == {"payload": '{"t": 85.0}', "topic": "out"}
    assert sorted(warm["select"]) == ["payload", "topic"]
    assert dropped == {"outputs": []}
    assert several["outputs"] == [{"payload": "1"}, {"payload": "2"}]
    assert several["ignores"] == ["payload.at", "user_properties.__ts"]
    assert about.settings is not None
    assert about.settings["configuration"] == SETTINGS["configuration"]
    assert about.settings["state"] == [{"key": "factoryId", "value": "A", "encoding": "text"}]
    assert [schema["content"] for schema in about.settings["module_schemas"]] == ['{"type":  "object"}\n']


def test_a_case_of_sixteen_megabytes_comes_back(engine: Engine, blobs: Blobs, reader: Reader) -> None:
    large = NewCase("large", [{"payload": "x" * (16 * MEBIBYTE)}], None)
    _, found = read(reader, exported(engine, blobs, large))

    assert as_given(found) == as_given([large])
