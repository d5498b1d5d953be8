"""Signing in and out in a browser, where the studio asks for a token."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web import sign_in

TOKEN = "a token that is long enough"


@pytest.fixture
def outside(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A studio that is reachable from elsewhere."""
    monkeypatch.setattr(sign_in, "WRONG_TOKEN_S", 0.0)
    update = {"public_url": "http://studio.example", "access_token": SecretStr(TOKEN)}
    reachable = settings.model_copy(update=update)
    with TestClient(create_app(reachable), base_url="http://studio.example") as client:
        yield client


def test_every_page_leads_to_the_form(outside: TestClient) -> None:
    for address in ("/", "/projects", "/new-project", "/artifacts", "/builds/x", "/runs/x", "/projects/temperature"):
        answer = outside.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_htmx_is_sent_there_as_a_whole(outside: TestClient) -> None:
    answer = outside.get("/builds/x/state", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in")


def test_the_form_is_one_that_a_password_manager_knows(outside: TestClient) -> None:
    text = outside.get("/sign-in").text

    assert 'type="password"' in text
    assert 'autocomplete="current-password"' in text
    assert 'action="/sign-in"' in text
    assert "Sign out" not in text
    assert TOKEN not in text


@pytest.mark.parametrize("wrong", ["a", TOKEN + "!", "ü" * 20])
def test_a_wrong_token_is_told_at_its_field_and_not_repeated(outside: TestClient, wrong: str) -> None:
    answer = outside.post("/sign-in", data={"token": wrong})

    assert answer.status_code == 401
    assert 'id="field-token-error"' in answer.text
    assert 'value=""' in answer.text
    assert outside.get("/projects", follow_redirects=False).status_code == 303


def test_the_token_opens_the_pages_until_signing_out(outside: TestClient) -> None:
    assert outside.post("/sign-in", data={"token": TOKEN}).url.path == "/projects"
    assert 'action="/sign-out"' in outside.get("/projects").text

    assert outside.post("/sign-out").url.path == "/sign-in"
    assert outside.get("/projects", follow_redirects=False).status_code == 303


def test_a_local_studio_has_nothing_to_sign_in_to(client: TestClient) -> None:
    assert client.get("/sign-in").url.path == "/projects"
    assert "Sign out" not in client.get("/projects").text
