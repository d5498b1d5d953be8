"""Making a share one's own on its page: what comes along, what does not, and what is refused."""

import io
import json
import zipfile
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.db.session import reading, unit_of_work
from app.http.studio import Studio
from app.payloads import cases, collections
from app.projects import revisions
from app.projects import service as projects
from app.sharing.service import Terms
from tests.sharing.made import SOURCE, shared

Json = dict[str, Any]
HEAD = '{"format": 1, "name": "Copied", "settings": {"seed": 7}, "cases": [\n'
CASE = '{"name": "a", "messages": [{"payload": "1"}]}\n]}'
PROJECT: Json = {"format": 1, "name": "heater", "kind": "map", "api_version": "1.1.0", "files": {}}
FILES: Json = {"heater.py": {"text": "x = 1\n"}, "data/frame.bin": {"base64": "/w=="}}


def zipped(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def with_project(**changed: Any) -> dict[str, str | bytes]:
    return {"collection.json": HEAD + CASE, "project.json": json.dumps(PROJECT | {"files": FILES} | changed)}


def post(client: TestClient, archive: bytes, **data: str) -> Any:
    return client.post("/copy-share", data={"sources": "1"} | data, files={"file": ("copy.zip", archive)})


def names(studio: Studio) -> tuple[list[str], list[str]]:
    with reading(studio.engine) as session:
        made = [each.name for each in collections.listing(session, None, 100)]
        return made, [each.name for each in projects.page(session, None, 100) if each.name != "temperature"]


def test_the_file_of_a_share_becomes_a_collection_and_a_project(client: TestClient, studio: Studio) -> None:
    _, _, token = shared(studio, terms=Terms(may_copy=True))
    archive = client.get(f"/s/{token}/copy.zip").content
    assert "project.json" in zipfile.ZipFile(io.BytesIO(archive)).namelist()
    made = post(client, archive)

    assert made.status_code == 201, made.text
    assert "The collection Warm days (2) was made" in made.text
    assert names(studio) == (["Warm days", "Warm days (2)"], ["cooler", "cooler-2"])
    with reading(studio.engine) as session:
        copied = collections.named(session, "warm days (2)")
        assert (copied.description, copied.cases) == ("What a summer gives", 2)
        assert copied.settings["configuration"] == {"unit": "C"}
        project = projects.get(session, "cooler-2")
        files = revisions.contents(session, revisions.head(session, project))
        assert files == {"cooler-2.py": SOURCE.encode()}


def test_all_files_come_along_bytes_too(client: TestClient, studio: Studio) -> None:
    made = post(client, zipped(with_project()), name="Mine", project="mine")
    assert made.status_code == 201, made.text
    assert names(studio) == (["Mine"], ["mine"])
    with reading(studio.engine) as session:
        project = projects.get(session, "mine")
        files = revisions.contents(session, revisions.head(session, project))
        assert files == {"mine.py": b"x = 1\n", "data/frame.bin": b"\xff"}


def test_sources_are_left_out_where_they_are_not_wanted(client: TestClient, studio: Studio) -> None:
    made = post(client, zipped(with_project()), sources="")
    assert made.status_code == 201
    assert "were left out" in made.text
    assert names(studio) == (["Copied"], [])


def test_an_import_into_a_collection_says_what_it_leaves_out(client: TestClient, studio: Studio) -> None:
    with unit_of_work(studio.engine) as session:
        mine = collections.create(session, "mine").id
    added = client.post(f"/collections/{mine}/add", files={"files": ("copy.zip", zipped(with_project()))})
    assert "The sources of the operator heater came along and were left out." in added.text


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.json": "{}"}, "no copy of a share"),
        ({"collection.json": '{"format": 2, "cases": []}'}, "written by a newer studio"),
        ({"collection.json": HEAD + '{"name": "a"}]}'}, "Case 1 is no object with messages"),
        (with_project(format=2), "written by a newer studio (format 2"),
        (with_project(format="x"), "no sources of a studio"),
        (with_project(kind="pump"), "none that this studio knows"),
        (with_project(api_version="9.9.9"), "none that this studio knows"),
        (with_project(name=7), "The name of the project is text"),
        (with_project(files={}), "at least one file"),
        (with_project(files={"heater.py": "x"}), "neither &#34;text&#34; nor &#34;base64&#34;"),
        (with_project(files={"heater.py": {"base64": "%"}}), "neither &#34;text&#34; nor &#34;base64&#34;"),
        (with_project(files={"heater.py": {"text": "x" * 1_000_001}}), "more than 1,000,000 bytes"),
        (with_project(files={f"{n}.py": {"text": ""} for n in range(201)}), "at most 200"),
        (with_project(files={"other.py": {"text": ""}}), "lack heater.py"),
        (with_project(files={"heater.py": {"base64": "/w=="}}), "heater.py is not UTF-8"),
        (with_project(files=FILES | {"../out.py": {"text": ""}}), "path"),
        (with_project(name="../x", files={"../x.py": {"text": ""}}), "name"),
        (with_project(name="<b>", files={"<b>.py": {"text": ""}}), "name"),
        ({"collection.json": HEAD + CASE, "project.json": "{"}, "project.json"),
        ({"collection.json": HEAD + CASE, "project.json": "[" * 100_000}, "nested too deeply"),
    ],
)
def test_what_is_no_copy_leaves_nothing(
    client: TestClient, studio: Studio, files: dict[str, str | bytes], words: str
) -> None:
    refused = post(client, zipped(files))
    assert refused.status_code == 422, refused.text
    assert words in refused.text
    assert "<b>" not in refused.text
    assert names(studio) == ([], [])


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        ({"project": "No name!"}, 422, "name"),
        ({"name": "x" * 101}, 422, "1 to 100 printable characters"),
        ({"name": "taken"}, 409, "There is a collection taken already"),
    ],
)
def test_names_that_cannot_be_leave_nothing(
    client: TestClient, studio: Studio, data: Json, status: int, words: str
) -> None:
    with unit_of_work(studio.engine) as session:
        collections.create(session, "taken")
    refused = post(client, zipped(with_project()), **data)
    assert (refused.status_code, words in refused.text) == (status, True)
    assert names(studio) == (["taken"], [])


def test_what_is_no_zip_file_or_nothing_at_all(client: TestClient, studio: Studio) -> None:
    assert "damaged, or no zip file" in post(client, b"PK nothing").text
    assert client.post("/copy-share").status_code == 422
    assert client.post("/copy-share", data={"link": f"https://studio.example/s/{'x' * 32}"}).status_code == 403
    refused = client.post("/copy-share", data={"link": "https://studio.example/nothing"})
    assert (refused.status_code, "That is no link of a share" in refused.text) == (422, True)
    assert names(studio) == ([], [])
    assert "STUDIO_SHARE_HOSTS" in client.get("/copy-share").text
    assert "/copy-share" in client.get("/collections").text


def test_a_copy_has_the_cases_in_their_order(client: TestClient, studio: Studio) -> None:
    many = ",\n".join(json.dumps({"name": f"{n}", "messages": [{"payload": f"{n}"}]}) for n in range(30))
    assert post(client, zipped({"collection.json": f"{HEAD}{many}]}}"})).status_code == 201
    with reading(studio.engine) as session:
        copied = collections.named(session, "Copied")
        assert copied.settings["seed"] == 7
        assert [row.name for row in cases.page(session, copied)] == [f"{n}" for n in range(30)]
