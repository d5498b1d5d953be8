"""The reader of interface definitions: what it finds in ours, and what it refuses."""

from pathlib import Path

import pytest

from app.operators.kinds import ApiVersion, Kind
from app.operators.schema_folder import WIT
from app.operators.wit.model import Member, Type
from app.operators.wit.reader import package
from app.operators.wit.tokens import NotWit
from app.operators.worlds import World, all_worlds, world

WORLDS = [*all_worlds(), *(world(kind, ApiVersion.V1_1_0, schema_registry=True) for kind in Kind)]


@pytest.mark.parametrize("target", WORLDS, ids=lambda target: f"{target.wit_folder.name}-{target.name}")
def test_every_world_is_read(target: World) -> None:
    found = package(target.wit_folder)
    read = found.worlds[target.name]

    assert found.name == target.package
    assert read.exports == (target.kind.value,)
    assert {f"{found.name.partition('@')[0]}/{name}@{target.api_version}" for name in read.imports} <= target.imports
    process = found.interfaces[target.kind.value].functions[1]
    written = ", ".join(f"{one.name}: {one.type}" for one in process.parameters)
    assert f"process: func({written}) -> {process.result}" == target.kind.signature(target.api_version)


def test_everything_in_our_folders_has_a_comment() -> None:
    for folder in WIT.iterdir():
        for interface in package(folder).interfaces.values():
            assert interface.docs
            told = {one.name: one.docs for one in interface.definitions}
            told |= {one.name: one.docs for one in interface.functions}
            assert [name for name, docs in told.items() if not docs] == [], interface.name


def test_members_carry_their_types_and_comments() -> None:
    types = {one.name: one for one in package(WIT / "1.1.0").interfaces["types"].definitions}
    assert types["message"].members[2] == Member(
        "content-type",
        Type("option", (Type("buffer-or-string"),)),
        "The media type of the payload, for example `application/json`, where the sender named one.",
    )
    assert str(types["module-configuration"].members[0].type) == "list<tuple<string, string>>"
    assert [one.name for one in types["buffer-or-string"].members] == ["buffer", "string"]
    assert types["buffer"].methods[0].name == "read"


@pytest.mark.parametrize(
    "text",
    [
        "interface a {",
        "interface a { record b { c: } }",
        "interface a { union b { c } }",
        "world a { include b; }",
        "interface a { b: func(c: u8 d: u8); }",
        "nonsense",
        "interface a { \x00 }",
        '"',
    ],
)
def test_what_it_does_not_know_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.wit").write_text(text)
    with pytest.raises(NotWit):
        package(tmp_path)
