"""Importing projects by a script, and the way round: export, import, the same files."""

import io
import zipfile

from starlette.testclient import TestClient

IMPORT = "/api/v1/projects/import"


def test_an_export_comes_back_as_the_same_files(client: TestClient) -> None:
    files = "/api/v1/projects/temperature/files"
    client.put(f"{files}/parts/table.bin", content=b"\0\xff")
    client.put(f"{files}/notes/BUILD.md", content=b"mine")
    exported = client.get("/api/v1/projects/temperature/export.zip").content
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        assert "operators/temperature/map_impl/exports/map.py" in archive.namelist()

    answer = client.post(IMPORT, params={"name": "warmth"}, content=exported)

    assert answer.status_code == 201, answer.text
    made = answer.json()["projects"][0]
    before = client.get("/api/v1/projects/temperature").json()
    assert (made["name"], made["kind"], made["api_version"]) == ("warmth", before["kind"], before["api_version"])
    renamed = {file["path"].replace("temperature.py", "warmth.py"): file["etag"] for file in before["files"]}
    assert {file["path"]: file["etag"] for file in made["files"]} == renamed
    assert any("bindings" in words for words in answer.json()["left_out"])


def test_a_taken_name_is_a_question_with_what_was_found(client: TestClient) -> None:
    exported = client.get("/api/v1/projects/temperature/export.zip").content
    answer = client.post(IMPORT, content=exported)
    assert answer.status_code == 409
    assert answer.json()["code"] == "import_choices"
    assert answer.json()["operators"][0]["entry"] == "operators/temperature/temperature.py"


def test_what_is_no_zip_makes_nothing(client: TestClient) -> None:
    answer = client.post(IMPORT, content=b"no zip")
    assert (answer.status_code, answer.json()["code"]) == (422, "project_import")
