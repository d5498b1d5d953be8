"""Errors as pages, and as fragments for htmx."""

import re

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from app.errors import Conflict, Forbidden, Gone, Invalid, LimitExceeded, NotFound, Stale, TooOften
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
    (Gone("x", HOSTILE), 410),
    (TooOften("x", HOSTILE), 429),
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
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RuntimeError("the secret is 42"), 500, "The studio itself failed"),
        (OperationalError("SELECT secret", {}, Exception("database is locked")), 503, "Try again in a minute"),
    ],
    ids=["fault", "database"],
)
def test_a_fault_of_ours_tells_a_number_that_is_in_the_log_and_nothing_of_the_inside(
    settings: Settings,
    error: Exception,
    status: int,
    words: str,
    headers: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = create_app(settings)
    raising(app, error)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.get("/raises", headers=headers)

    assert answer.status_code == status
    assert words in answer.text
    assert "secret" not in answer.text
    (number,) = set(re.findall(r"<code>([0-9a-f]{8})</code>", answer.text))
    logged = capsys.readouterr()
    assert number in logged.out + logged.err


def test_a_page_that_is_not_there_leads_on(client: TestClient) -> None:
    answer = client.get("/no/such/page")

    assert answer.status_code == 404
    assert 'href="/projects"' in answer.text
    assert "Check the address" in answer.text


def test_a_wrong_method_is_a_page_in_plain_words(client: TestClient) -> None:
    answer = client.post("/projects")

    assert answer.status_code == 405
    assert "<html" in answer.text
    assert "opened as a page" in answer.text
    assert "Method Not Allowed" not in answer.text


WAYS = [
    ("/projects/nobody", "/projects"),
    ("/projects/temperature/revisions/99", "/projects/temperature"),
    ("/projects/temperature/files/edit?path=none.py", "/projects/temperature"),
    ("/projects/temperature/nonsense", "/projects/temperature"),
    (f"/artifacts/{'0' * 64}", "/artifacts"),
    ("/collections/nothing", "/collections"),
    ("/collection-runs/nothing", "/collections"),
    ("/builds/nothing", "/projects"),
    ("/runs/nothing", "/projects"),
    ("/runs/nothing/results/1", "/projects"),
    ("/projects/temperature/builds/nothing", "/projects/temperature"),
]


@pytest.mark.parametrize(("address", "back"), WAYS)
def test_what_is_unknown_says_so_and_leads_back_to_what_is_there(client: TestClient, address: str, back: str) -> None:
    answer = client.get(address)

    assert answer.status_code in {404, 405, 422}
    assert f'<a class="btn btn--primary" href="{back}"' in answer.text
    assert client.get(back).status_code == 200
    assert "For a report" in answer.text


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
