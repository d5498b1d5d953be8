"""All of a project in one file: what it holds, that each part is whole, and that a studio reads it back."""

import io
import json
import zipfile
from typing import Any

from starlette.testclient import TestClient

from app.db.models import BuildStatus
from app.db.session import unit_of_work
from app.http.studio import Studio
from app.kit.digests import digest_of, short_digest
from app.projects import revisions
from app.projects import service as projects
from tests.support.components import FILTER, MAP, component
from tests.support.studio import a_build, an_artifact

SOURCES = {"operators/temperature/temperature.py", "operators/temperature/BUILD.md", "README.txt"}
PROJECT = "/api/v1/projects/temperature"


def held(client: TestClient) -> dict[str, bytes]:
    answer = client.get(f"{PROJECT}/everything.zip")
    assert answer.status_code == 200
    assert 'filename="temperature-r' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def chosen(client: TestClient, *names: str) -> None:
    ids = [client.post("/api/v1/collections", json={"name": name}).json()["id"] for name in names]
    body = {"cases": [{"name": "one", "messages": [{"payload": "{}"}]}]}
    for each in ids:
        assert client.post(f"/api/v1/collections/{each}/cases", json=body).status_code == 201
    assert client.post("/projects/temperature/collections", data={"collection": ids}).status_code < 400


def test_a_project_that_was_never_built_has_its_sources(client: TestClient) -> None:
    files = held(client)
    assert files.keys() >= SOURCES
    assert not [name for name in files if name.startswith(("components/", "collections/"))]
    assert b"temperature: a map operator for API version 1.1.0" in files["README.txt"]
    exported = client.get(f"{PROJECT}/export.zip").content
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: content for name, content in files.items() if name != "README.txt"
        }


def test_collections_come_as_files_that_a_studio_reads(client: TestClient) -> None:
    chosen(client, "readings", "a/../b <..>")
    files = held(client)
    names = sorted(name for name in files if name.startswith("collections/"))
    assert len(names) == 2
    assert "collections/readings-v2.zip" in names
    assert "collections/a-..-b -..--v2.zip" in names
    for name in names:
        with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
            assert json.loads(archive.read("collection.json"))["cases"][0]["name"] == "one"


def test_the_newest_component_of_each_mode_comes_with_where_it_is_from(client: TestClient, studio: Studio) -> None:
    with unit_of_work(studio.engine) as session:
        project = projects.get(session, "temperature")
        of: dict[str, Any] = {"project_id": project.id, "project_name": project.name, "status": BuildStatus.SUCCEEDED}
        of |= {"revision_id": revisions.head(session, project).id, "revision": project.head}
        old = an_artifact(session, studio.blobs, component(FILTER), "temperature")
        new = an_artifact(session, studio.blobs, component(MAP), "temperature")
        for number, artifact in enumerate((old, new)):
            a_build(session, key=f"sha256:{number:064}", artifact_digest=artifact.digest, **of)
        a_build(session, key="sha256:" + "5" * 64, mode="debug", artifact_digest=new.digest, **of)
        digest = new.digest

    files = held(client)

    (name,) = [name for name in files if name.endswith(".wasm")]
    assert (name, files[name]) == (f"components/temperature-{short_digest(digest)}.wasm", component(MAP))
    told: dict[str, Any] = json.loads(files[name.removesuffix(".wasm") + ".json"])
    assert told["digest"] == digest == digest_of(component(MAP))
    assert told["toolchain"] == {"componentize-py": "0.14.0"}
    shown = client.get(f"{PROJECT}/revisions/1").json()
    for build in told["builds"]:
        assert build["sources"] == {row["path"]: f"sha256:{row['etag']}" for row in shown["files"]}
        assert build["sources_digest"] == shown["digest"]
    assert len(told["builds"]) == 2


def test_a_studio_imports_it(client: TestClient) -> None:
    chosen(client, "readings")
    everything = client.get(f"{PROJECT}/everything.zip").content
    client.delete(PROJECT)
    answer = client.post("/api/v1/projects/import", content=everything, headers={"Content-Type": "application/zip"})
    assert answer.status_code == 201, answer.text
    assert [made["name"] for made in answer.json()["projects"]] == ["temperature"]
