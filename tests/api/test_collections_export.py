"""Exports through the interface."""

import io
import json
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from app.artifacts import service as artifacts
from app.db.session import unit_of_work
from app.http.studio import Studio
from app.payloads import collections
from app.runs.collections import service
from tests.api.conftest import API, problem
from tests.support.collections import a_case, a_collection, with_cases
from tests.support.polling import until


@pytest.fixture
def collection(studio: Studio) -> str:
    """The address of a collection: two cases in version 2, three in version 3."""
    with unit_of_work(studio.engine) as session:
        made = a_collection(
            session,
            studio.blobs,
            a_case('{"a":  1}', {"output": {"payload": "1"}}, name="warm"),
            a_case("x" * 100_000, name="Größe"),
            name="Halle 3/ü",
        )
        with_cases(session, studio.blobs, made, a_case("c"))
        return f"{API}/collections/{made.id}"


def exported(client: TestClient, address: str) -> dict[str, bytes]:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip"), answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_export_has_every_case_in_both_layouts(client: TestClient, collection: str) -> None:
    files = exported(client, f"{collection}/export.zip")
    own = json.loads(files["collection.json"])

    assert (own["name"], own["version"], len(own["cases"])) == ("Halle 3/ü", 3, 3)
    assert files["warm/input/1.json"] == b'{"a":  1}'
    assert len(files["grosse/input/1.json"]) == 100_000
    assert yaml.safe_load(files["warm/warm.test.yaml"])["name"] == "warm"


def test_an_older_version_is_exported_as_it_was(client: TestClient, collection: str) -> None:
    own = json.loads(exported(client, f"{collection}/export.zip?version=2")["collection.json"])

    assert (own["version"], [case["name"] for case in own["cases"]]) == (2, ["warm", "Größe"])


def test_the_file_is_named_after_collection_and_version(client: TestClient, collection: str) -> None:
    answer = client.get(f"{collection}/export.zip?version=2")

    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"Halle_3__-v2.zip\"; filename*=UTF-8''Halle%203%2F%C3%BC-v2.zip"
    )


def test_the_graph_names_the_operator_of_a_project(client: TestClient, collection: str, project: str) -> None:
    graph = yaml.safe_load(exported(client, f"{collection}/export.zip?project=cooler")["graph.dataflow.yaml"])

    assert graph["operations"][1]["module"] == "cooler:1.0.0"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/collections/01arz3ndektsv4rrffq69g5fav/export.zip", 404, "collection_unknown"),
        ("/collections/..%2F..%2Fetc/export.zip", 404, None),
        ("/collection-runs/01arz3ndektsv4rrffq69g5fav/junit.xml", 404, "collection_run_unknown"),
    ],
)
def test_what_is_not_there_is_not_exported(client: TestClient, path: str, status: int, code: str | None) -> None:
    answer = client.get(f"{API}{path}")

    assert answer.status_code == status
    if code is not None:
        problem(answer, status, code)


def test_neither_is_a_version_or_a_project_that_is_not_there(client: TestClient, collection: str) -> None:
    problem(client.get(f"{collection}/export.zip?version=99"), 404, "collection_version_unknown")
    problem(client.get(f"{collection}/export.zip?project=nobody"), 404, "project_unknown")
    problem(client.get(f"{collection}/export.zip?version=0"), 422, "request_not_valid")
    problem(client.get(f"{collection}/export.zip?version={10**30}"), 422, "request_not_valid")


def test_an_export_goes_on_when_the_collection_changes_meanwhile(
    client: TestClient, studio: Studio, collection: str
) -> None:
    before = client.get(f"{collection}/export.zip?version=3").content
    with unit_of_work(studio.engine) as session:
        with_cases(session, studio.blobs, collections.get(session, collection.rpartition("/")[2]), a_case("d"))

    assert client.get(f"{collection}/export.zip?version=3").content == before


def ended(client: TestClient, collection: str, digest: str) -> dict[str, Any]:
    answer = client.post(f"{collection}/runs", json={"artifact": digest})
    run: dict[str, Any] = until(lambda: client.get(answer.headers["Location"]).json(), lambda run: run["finished"])
    return run


def test_the_verdicts_of_a_run_are_junit_xml(client: TestClient, collection: str, digest: str) -> None:
    run = ended(client, collection, digest)
    answer = client.get(f"{API}/collection-runs/{run['id']}/junit.xml")
    [suite] = ET.fromstring(answer.content)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    assert (suite.get("name"), suite.get("tests"), suite.get("errors")) == ("Halle 3/ü", "3", "3")
    assert [case.get("name") for case in suite] == ["warm", "Größe", "c"]


def test_a_run_that_has_not_ended_has_no_verdicts_to_hand_out(
    client: TestClient, studio: Studio, collection: str, digest: str
) -> None:
    with unit_of_work(studio.engine) as session:
        found = collections.get(session, collection.rpartition("/")[2])
        run_id = service.of_artifact(session, found, artifacts.get(session, digest), studio.settings, "owner").id

    problem(client.get(f"{API}/collection-runs/{run_id}/junit.xml"), 409, "collection_run_at_work")
