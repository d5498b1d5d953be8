"""Errors as pages, and as fragments for htmx."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.errors import Conflict, Forbidden, Invalid, LimitExceeded, NotFound, Stale
from app.main import create_app
from app.settings import Settings

HX = {"HX-Request": "true"}
HOSTILE = "<script>alert(1)</script>"
ERRORS: list[tuple[Exception, int]] = [
    (NotFound("x", HOSTILE), 404),
    (Forbidden("x", HOSTILE), 403),
    (Conflict("x", HOSTILE), 409),
    (Stale("x", HOSTILE), 412),
    (LimitExceeded("x", HOSTILE), 413),
    (Invalid("x", HOSTILE), 422),
]


def raising(app: FastAPI, error: Exception) -> None:
    """A page that only fails."""

    @app.get("/raises")
    def _raise() -> None:
        raise error


@pytest.mark.parametrize(("error", "status"), ERRORS, ids=lambda value: str(value) if isinstance(value, int) else "")
@pytest.mark.parametrize("headers", [{}, HX], ids=["page", "fragment"])
def test_an_error_is_told_in_words_and_escaped(
    settings: Settings, error: Exception, status: int, headers: dict[str, str]
) -> None:
    app = create_app(settings)
    raising(app, error)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        answer = client.get("/raises", headers=headers)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "&lt;script&gt;" in answer.text
    assert HOSTILE not in answer.text
    assert ("<html" in answer.text) is (headers == {})


@pytest.mark.parametrize("headers", [{}, HX], ids=["page", "fragment"])
def test_a_fault_of_ours_tells_nothing_of_the_inside(settings: Settings, headers: dict[str, str]) -> None:
    app = create_app(settings)
    raising(app, RuntimeError("the secret is 42"))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.get("/raises", headers=headers)

    assert answer.status_code == 500
    assert "The studio itself failed" in answer.text
    assert "secret" not in answer.text


def test_a_page_that_is_not_there_leads_on(client: TestClient) -> None:
    answer = client.get("/no/such/page")

    assert answer.status_code == 404
    assert 'href="/projects"' in answer.text
    assert "Check the address" in answer.text


def test_a_wrong_method_is_a_page(client: TestClient) -> None:
    answer = client.post("/projects")

    assert answer.status_code == 405
    assert "<html" in answer.text


def test_every_page_may_only_run_its_own_scripts(client: TestClient) -> None:
    for address in ("/projects", "/new-project", "/artifacts", "/projects/temperature/delete", "/no/such/page"):
        answer = client.get(address)
        nonce = answer.headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
        assert len(nonce) >= 22
        assert answer.text.count("<script") == answer.text.count(f'<script nonce="{nonce}"')
        assert " style=" not in answer.text
        assert " onclick=" not in answer.text


def test_the_json_interface_keeps_its_own_errors(client: TestClient) -> None:
    answer = client.get("/api/v1/projects/none", headers=HX)

    assert answer.headers["content-type"] == "application/problem+json"
