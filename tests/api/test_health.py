from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings


def test_the_process_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_studio_with_a_build_worker_is_ready(settings: Settings) -> None:
    with TestClient(
        create_app(settings.model_copy(update={"build_workers": 1})), base_url="http://127.0.0.1"
    ) as client:
        answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert set(answer.json()["checks"].values()) == {"ok"}


def test_a_first_start_makes_everything_it_needs(tmp_path: Path, settings: Settings) -> None:
    fresh = settings.model_copy(update={"data_dir": tmp_path / "some" / "new folder", "build_workers": 1})
    with TestClient(create_app(fresh), base_url="http://127.0.0.1") as client:
        assert client.get("/readyz").status_code == 200
        assert [project["name"] for project in client.get("/api/v1/projects").json()["items"]] == ["temperature"]


def test_without_a_build_worker_it_is_not_ready_and_says_why(client: TestClient) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert answer.json()["checks"] == {
        "database": "ok",
        "storage": "ok",
        "queue": "ok",
        "build worker": "no worker is running",
    }


def test_a_part_that_does_not_answer_is_named_without_details(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("/secret/path")

    monkeypatch.setattr("app.storage.blobs.Blobs.check", fail)
    monkeypatch.setattr("app.api.health._database", fail)
    answer = client.get("/readyz")

    assert answer.json()["checks"]["storage"] == answer.json()["checks"]["database"] == "does not answer: OSError"
    assert "secret" not in answer.text
    assert client.get("/healthz").status_code == 200


def test_walls_that_are_missing_are_told(client: TestClient) -> None:
    studio = client.app.state.studio  # type: ignore[attr-defined]  # the application, typed as any ASGI callable

    assert client.get("/readyz").json()["notes"] == studio.walls.missing()
