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
    for address in ("/projects", "/new-project", "/artifacts", "/builds/x", "/runs/x", "/projects/temperature?file=a"):
        answer = outside.get(address, follow_redirects=False)
        expected = f"/sign-in?onward={address.replace('?', '%3F').replace('=', '%3D')}"
        assert (answer.status_code, answer.headers["location"]) == (303, expected)
    assert outside.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    assert outside.post("/new-project", follow_redirects=False).headers["location"] == "/sign-in"


def test_htmx_is_sent_there_as_a_whole_with_the_page_it_is_on(outside: TestClient) -> None:
    plain = outside.get("/builds/x/state", headers={"HX-Request": "true"})
    on_page = {"HX-Request": "true", "HX-Current-URL": "http://studio.example/projects/temperature?file=a.py"}
    told = outside.post("/projects/temperature/check", headers=on_page)

    assert (plain.status_code, plain.headers["hx-redirect"]) == (401, "/sign-in")
    assert told.headers["hx-redirect"] == "/sign-in?onward=/projects/temperature%3Ffile%3Da.py"


def test_whoever_was_signed_out_goes_on_where_they_were(outside: TestClient) -> None:
    form = outside.get("/projects/temperature?file=payload.py").text
    assert 'name="onward" value="/projects/temperature?file=payload.py"' in form
    assert "not any more" in form

    answer = outside.post("/sign-in", data={"token": TOKEN, "onward": "/projects/temperature?file=payload.py"})
    assert answer.url.path == "/projects/temperature"
    assert 'data-path="payload.py"' in answer.text


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", "/%2fevil#x", " /x"],
)
def test_the_form_leads_to_no_other_place(outside: TestClient, onward: str) -> None:
    answer = outside.post("/sign-in", data={"token": TOKEN, "onward": onward}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


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
    assert outside.post("/sign-in", data={"token": TOKEN}).url.path == "/projects/temperature"
    assert 'action="/sign-out"' in outside.get("/projects").text

    assert outside.post("/sign-out").url.path == "/sign-in"
    assert outside.get("/projects", follow_redirects=False).status_code == 303


def test_a_local_studio_has_nothing_to_sign_in_to(client: TestClient) -> None:
    assert client.get("/sign-in").url.path == "/projects/temperature"
    assert "Sign out" not in client.get("/projects").text
