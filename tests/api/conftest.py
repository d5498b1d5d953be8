"""What the tests of the JSON interface share."""

from collections.abc import Callable

import httpx2
import pytest
from starlette.testclient import TestClient

from app.db.session import unit_of_work
from app.http.studio import Studio
from tests.support.components import component
from tests.support.studio import an_artifact

API = "/api/v1"
Made = Callable[..., str]


@pytest.fixture
def project(client: TestClient) -> str:
    """The address of a map project called cooler, with one file."""
    made = client.post(f"{API}/projects", json={"name": "cooler", "kind": "map", "source": "x = 1\n"})
    assert made.status_code == 201
    return f"{API}/projects/cooler"


@pytest.fixture
def digest(studio: Studio) -> str:
    """The digest of a stored map operator."""
    with unit_of_work(studio.engine) as session:
        return an_artifact(session, studio.blobs, component()).digest


def problem(answer: httpx2.Response, status: int, code: str) -> dict[str, object]:
    """The members of a problem document, which must have this status and code and be whole."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), answer.text
    document: dict[str, object] = answer.json()
    assert (document["code"], document["status"]) == (code, status)
    assert document["type"] == f"urn:operator-studio:error:{code}"
    for member in ("title", "detail"):
        assert str(document[member]).strip()
    return document
