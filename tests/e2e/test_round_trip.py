"""A collection that leaves one studio as plain files and comes into an empty one: the same verdicts, case by case."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx2
import jsonschema
import pytest
import yaml

from tests.e2e.conftest import LIMITS, lay_out_ready
from tests.e2e.operators import template
from tests.e2e.ready import SAMPLE as NAME
from tests.support.api import Api, Json
from tests.support.server import Server

pytestmark = pytest.mark.build

BOILING = '{"temperature": {"value": 212, "unit": "F"}}'
BOILED: Json = {"temperature": {"unit": "C", "value": 100}}
FROZEN = '{"temperature": 32, "at": "2026-01-31"}'
# The published fields of a test file: four that it must have, three that it may have, and no other.
PUBLISHED = {
    "type": "object",
    "properties": {
        **{name: {"type": "string", "minLength": 1} for name in ("name", "graph", "input", "expected")},
        "timeout": {"type": "integer", "minimum": 1},
        "select": {"type": "array", "items": {"type": "string"}},
        "ignores": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["name", "graph", "input", "expected"],
    "additionalProperties": False,
}
SETTINGS: Json = {
    "configuration": {"decimals": "2"},
    "state": [{"key": "factoryId", "value": "factoryA"}],
    "clock": "2026-01-31T12:00:00Z",
    "seed": 7,
    "limits": {"time_ms": 5_000},
}
CASES: list[Json] = [
    {
        "name": "Boiling",
        "messages": [{"topic": "probe/1", "payload": BOILING}],
        "expect": {"outcome": "output", "output": {"payload": BOILED, "topic": "probe/1"}},
    },
    {
        "name": "Ünïcode / ../boiling",
        "messages": [{"topic": "t", "payload": FROZEN, "user_properties": [["a.b", "1"]]}, {"payload": BOILING}],
        "expect": {
            "outputs": [{"payload": {"temperature": 0.0, "unit": "C", "at": "no matter"}}, {"payload": BOILED}],
            "ignores": ["payload.at"],
            "logs": [{"level": "debug", "matches": "^212(\\.0)? F is"}],
            "metrics": [{"name": "messages_converted", "value": 1}],
            "state": [{"key": "factoryId", "value": "factoryA"}],
        },
    },
    {"name": "wrong", "messages": [{"payload": FROZEN}], "expect": {"output": {"payload": {"temperature": 1}}}},
    {"name": "error", "messages": [{"payload": "no json"}], "expect": {"outcome": "error"}},
    {"name": "batch", "messages": [{"staged": None, "messages": [{"payload": FROZEN}]}], "expect": {"output": None}},
    {"name": "bytes", "messages": [{"bytes": "gA==", "encoding": "base64"}], "expect": {"outcome": "error"}},
    {"name": "nothing", "messages": [{"payload": FROZEN}], "expect": None},
]
BY_HAND = {
    "tests/hot/hot.test.yaml": (
        'name: "Hot day"\ngraph: "../graph.yaml"\ninput: "./input"\nexpected: "./expected/expected.json"\n'
        'timeout: 9000\nignores: ["properties.user-properties.__ts"]\n'
    ),
    "tests/hot/input/1.json": FROZEN,
    "tests/hot/input/2.json": BOILING,
    "tests/hot/input/notes.txt": "passed over",
    "tests/hot/expected/expected.json": json.dumps({"topic": "probe/1", "payload": BOILED, "qos": 1}),
    "tests/picked/test.yaml.test.yaml": (
        "name: picked\ngraph: ../graph.yaml\ninput: one.json\nexpected: expected.json\nselect:\n  - payload.unit\n"
    ),
    "tests/picked/one.json": FROZEN,
    "tests/picked/expected.json": '{"payload": "{\\"unit\\": \\"C\\", \\"temperature\\": 77}"}',
    "tests/wrong/wrong.test.yaml": "name: wrong\ngraph: ../graph.yaml\ninput: in.json\nexpected: all.json\n",
    "tests/wrong/in.json": FROZEN,
    "tests/wrong/all.json": "[]",
    "tests/statestore.json": '[{"factoryId": "factoryA"}]',
}


@pytest.fixture(scope="module")
def studios(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Api]]:
    """Two studios that know nothing of each other, each with the same operator: as sources, and as a component."""
    folder = tmp_path_factory.mktemp("round-trip")
    for name in ("a", "b"):
        lay_out_ready(folder / name / "data")
    with (
        Server(folder / "a" / "data", folder / "a.log", LIMITS) as one,
        Server(folder / "b" / "data", folder / "b.log", {"share_hosts": host_of(one), **LIMITS}) as other,
        Api(one.address) as a,
        Api(other.address) as b,
    ):
        for api in (a, b):
            api.project(NAME)
            api.artifact(NAME)
        yield a, b


def host_of(server: Server) -> str:
    return server.address.rpartition("/")[2]


def over(api: Api, lane: str) -> Json:
    return {"project": NAME} if lane == "preview" else {"artifact": api.artifacts_named(NAME)[0]}


def collection(api: Api, **members: Any) -> str:
    return str(api.call("POST", "/collections", 201, json={"name": f"{NAME} {id(members)}", **members}).json()["id"])


def imported(api: Api, archive: bytes) -> tuple[str, Json]:
    made = collection(api)
    return made, api.call("POST", f"/collections/{made}/import", 201, content=archive).json()


def run(api: Api, made: str, lane: str) -> dict[str, Json]:
    """What became of each case, without what no two runs share."""
    asked = api.call("POST", f"/collections/{made}/runs", 202, json=over(api, lane)).json()
    ended = api.ended("collection-runs", asked["id"])
    assert ended["status"] == "completed", ended
    rows = api.get(f"/collection-runs/{ended['id']}/results", params={"limit": 200})["items"]
    kept = ("position", "verdict", "outcome", "differences", "reason")
    return {row["name"]: {name: row[name] for name in kept} for row in rows}


def exported(api: Api, made: str) -> bytes:
    return api.call("GET", f"/collections/{made}/export.zip", params={"project": NAME}).content


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return target.getvalue()


@pytest.mark.parametrize("lane", ["preview", "artifact"])
def test_an_empty_studio_comes_to_the_same_verdicts(studios: tuple[Api, Api], lane: str) -> None:
    a, b = studios
    first = collection(a, settings=SETTINGS)
    a.call("POST", f"/collections/{first}/cases", 201, json={"cases": CASES})
    before = run(a, first, lane)
    assert {name: row["verdict"] for name, row in before.items()} == {
        "Boiling": "passed",
        "Ünïcode / ../boiling": "passed",
        "wrong": "failed",
        "error": "passed",
        "batch": "broken",
        "bytes": "passed",
        "nothing": "unchecked",
    }

    archive = exported(a, first)
    second, told = imported(b, archive)
    assert told["added"] == len(CASES)
    assert run(b, second, lane) == before
    settings = [api.get(f"/collections/{made}")["settings"] for api, made in ((a, first), (b, second))]
    assert settings[0] == settings[1]
    again = zipfile.ZipFile(io.BytesIO(exported(b, second)))
    for name in zipfile.ZipFile(io.BytesIO(archive)).namelist():
        if name.endswith((".test.yaml", "expected.json")) or "/input/" in name:
            assert again.read(name) == zipfile.ZipFile(io.BytesIO(archive)).read(name)


def test_exported_test_files_have_the_published_fields(studios: tuple[Api, Api]) -> None:
    a, _ = studios
    first = collection(a, settings=SETTINGS)
    a.call("POST", f"/collections/{first}/cases", 201, json={"cases": CASES})
    with zipfile.ZipFile(io.BytesIO(exported(a, first))) as archive:
        names = archive.namelist()
        tests = [name for name in names if name.endswith(".test.yaml")]
        assert len(tests) == 5  # all but the one that expects nothing and the one that the tool cannot feed
        for name in tests:
            test = yaml.safe_load(archive.read(name))
            jsonschema.validate(test, PUBLISHED)
            folder = name.rpartition("/")[0]
            assert f"{folder}/expected/expected.json" == inside(folder, test["expected"])
            assert inside(folder, test["expected"]) in names
            assert inside(folder, test["graph"]) == "graph.dataflow.yaml"
            assert any(path.startswith(f"{inside(folder, test['input'])}/") for path in names)


def inside(folder: str, path: str) -> str:
    return str((Path("/") / folder / path).resolve().relative_to("/"))


@pytest.mark.parametrize("lane", ["preview", "artifact"])
def test_the_folders_alone_are_run_too(studios: tuple[Api, Api], lane: str) -> None:
    """What the published tool would see of the export, without our own file beside it."""
    a, b = studios
    first = collection(a, settings=SETTINGS)
    a.call("POST", f"/collections/{first}/cases", 201, json={"cases": CASES})
    with zipfile.ZipFile(io.BytesIO(exported(a, first))) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "collection.json"}
    second, _ = imported(b, zipped(files))
    rows = run(b, second, lane)
    found = {name: row["verdict"] for name, row in rows.items()}
    assert rows["Ünïcode / ../boiling"]["differences"] == []
    assert found["Boiling"] == found["Ünïcode / ../boiling"] == "passed"
    assert found["wrong"] == "failed"
    assert "bytes" not in found


@pytest.mark.parametrize("lane", ["preview", "artifact"])
def test_a_folder_that_was_written_by_hand_is_run(studios: tuple[Api, Api], lane: str) -> None:
    _, b = studios
    made, told = imported(b, zipped(BY_HAND))
    assert told["added"] == 3
    assert b.get(f"/collections/{made}")["settings"]["state"][0]["value"] == "factoryA"
    assert b.get(f"/collections/{made}")["settings"]["limits"]["time_ms"] == 9_000
    assert {name: row["verdict"] for name, row in run(b, made, lane).items()} == {
        "Hot day": "passed",
        "picked": "passed",
        "wrong": "failed",
    }


@pytest.mark.parametrize("way", ["link", "file"])
def test_a_share_is_copied_with_its_sources_into_another_studio(studios: tuple[Api, Api], way: str) -> None:
    a, b = studios
    first = collection(a, settings=SETTINGS)
    a.call("POST", f"/collections/{first}/cases", 201, json={"cases": CASES})
    before = run(a, first, "preview")
    ended = a.get(f"/collections/{first}/runs")["items"][0]["id"]
    made = a.call("POST", f"/collections/{first}/shares", 201, json={"run": ended, "may_copy": True}).json()
    if way == "link":
        copied = b.call("POST", "/share-copies", 201, json={"link": made["link"]}).json()
    else:
        archive = httpx2.get(f"{made['link']}/copy.zip", trust_env=False).content
        copied = b.call("POST", "/share-copies/file", 201, content=archive).json()

    assert (copied["cases"], copied["notes"]) == (len(CASES), [])
    assert copied["project"].startswith(f"{NAME}-")  # the name is taken there
    assert run(b, copied["collection"], "preview") == before  # over the same operator that was there before
    asked = b.call("POST", f"/collections/{copied['collection']}/runs", 202, json={"project": copied["project"]}).json()
    b.ended("collection-runs", asked["id"])
    rows = b.get(f"/collection-runs/{asked['id']}/results", params={"limit": 200})["items"]
    assert {row["name"]: row["verdict"] for row in rows} == {name: row["verdict"] for name, row in before.items()}
    for path in template(NAME).keys() - {f"{NAME}.py"}:
        assert b.call("GET", f"/projects/{copied['project']}/files/{path}").text == template(NAME)[path]


def test_a_link_is_fetched_from_no_studio_that_is_not_named(studios: tuple[Api, Api]) -> None:
    a, b = studios
    first = collection(b)
    made = b.call("POST", f"/collections/{first}/shares", 201, json={"may_copy": True}).json()
    refused = a.call("POST", "/share-copies", 403, json={"link": made["link"]}).json()
    assert refused["code"] == "share_host"
    assert made["link"].rpartition("/")[2] not in json.dumps(refused)
    b.call("POST", f"/shares/{made['id']}/revoke")
    own = a.call("POST", f"/collections/{collection(a)}/shares", 201, json={}).json()
    told = b.call("POST", "/share-copies", 409, json={"link": own["link"]}).json()
    assert "for reading only" in told["detail"]
    a.call("POST", f"/shares/{own['id']}/revoke")
    b.call("POST", "/share-copies", 410, json={"link": own["link"]})
