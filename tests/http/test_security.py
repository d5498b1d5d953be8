import time
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from app.http.security import COOKIE, COOKIE_AGE_S, OWNER, is_token
from app.main import create_app
from app.settings import Settings

TOKEN = "correct-horse-battery"
GUARDED = "/api/v1/kinds"


def app_of(settings: Settings, **changes: object) -> FastAPI:
    return create_app(Settings(**(settings.model_dump() | {"access_token": TOKEN} | changes)))


@pytest.fixture
def stranger(settings: Settings) -> Iterator[TestClient]:
    """A client of a studio that asks for its token."""
    app = app_of(settings, host="0.0.0.0")
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield client


def forged(key: str, content: str = OWNER, salt: str = "operator-studio sign-in") -> str:
    return str(URLSafeTimedSerializer(key, salt=salt).dumps(content))


def status_with(client: TestClient, **headers: str) -> int:
    return client.get(GUARDED, headers=headers).status_code


def test_in_local_mode_whoever_is_there_is_the_owner(client: TestClient) -> None:
    assert client.get(GUARDED).status_code == 200
    assert client.get(GUARDED, headers={"Authorization": "Bearer nonsense"}).status_code == 200


def test_local_mode_does_not_depend_on_the_peer(settings: Settings) -> None:
    with TestClient(create_app(settings), base_url="http://127.0.0.1", client=("203.0.113.9", 4)) as client:
        assert client.get(GUARDED).status_code == 200
    with TestClient(app_of(settings, host="0.0.0.0"), base_url="http://127.0.0.1", client=("127.0.0.1", 4)) as client:
        assert client.get(GUARDED).status_code == 401
        assert client.get(GUARDED, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 401


def test_a_token_on_a_loopback_address_is_asked_for_only_behind_a_public_address(settings: Settings) -> None:
    with TestClient(app_of(settings, public_url="https://studio.example"), base_url="http://127.0.0.1") as client:
        assert client.get(GUARDED).status_code == 401


def test_a_stranger_is_told_how_to_sign_in(stranger: TestClient) -> None:
    refused = stranger.get(GUARDED)

    assert (refused.status_code, refused.json()["code"]) == (401, "sign_in_needed")
    assert refused.headers["WWW-Authenticate"] == "Bearer"
    assert stranger.get("/projects").headers["Location"] == "/sign-in?onward=/projects"


def test_a_script_sends_the_token(stranger: TestClient) -> None:
    for words in (f"Bearer {TOKEN}", f"bearer {TOKEN}", f"BEARER  {TOKEN} "):
        assert status_with(stranger, Authorization=words) == 200


@pytest.mark.parametrize(
    "words",
    ["", "Bearer", "Bearer ", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}",
     f"Bearer {TOKEN.upper()}", f"Bearer {TOKEN}, Bearer {TOKEN}", "Bearer null", "Bearer **********"],
)  # fmt: skip
def test_anything_else_is_not_the_token(stranger: TestClient, words: str) -> None:
    assert status_with(stranger, Authorization=words) == 401


def test_a_token_beyond_ascii_is_refused_and_no_fault(stranger: TestClient) -> None:
    refused = stranger.get(GUARDED, headers=[(b"Authorization", b"Bearer \xff\xfe\xe9")])

    assert refused.status_code == 401


def test_a_browser_signs_in_and_out(stranger: TestClient) -> None:
    entered = stranger.post("/sign-in", data={"token": TOKEN})
    assert (entered.status_code, entered.headers["Location"]) == (303, "/")
    cookie = entered.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert TOKEN not in cookie
    assert stranger.get(GUARDED).status_code == 200

    stranger.post("/sign-out")
    assert stranger.get(GUARDED).status_code == 401


def test_a_cookie_for_https_travels_on_https_alone(settings: Settings) -> None:
    app = app_of(settings, public_url="https://studio.example")
    with TestClient(app, base_url="https://studio.example", follow_redirects=False) as client:
        assert "Secure" in client.post("/sign-in", data={"token": TOKEN}).headers["Set-Cookie"]
        assert client.get(GUARDED).status_code == 200


def test_a_wrong_token_does_not_sign_in(stranger: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.sign_in.WRONG_TOKEN_S", 0)
    for wrong in ("wrong", "", "\ud7ff", TOKEN + " "):
        refused = stranger.post("/sign-in", data={"token": wrong})
        assert refused.status_code in {401, 422}
        assert "Set-Cookie" not in refused.headers
    assert stranger.get(GUARDED).status_code == 401


def test_a_page_elsewhere_cannot_sign_anybody_in(stranger: TestClient) -> None:
    refused = stranger.post("/sign-in", data={"token": TOKEN}, headers={"Origin": "https://evil.example"})

    assert refused.status_code == 403


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "owner",
        "e30.e30.e30",
        forged(""),
        forged("another-access-token"),
        forged(TOKEN, "admin"),
        forged(TOKEN, salt="another salt"),
        forged(TOKEN)[:-1],
        "A" * 4000,
    ],
    ids=["empty", "plain", "unsigned", "no key", "other token", "other content", "other salt", "cut", "long"],
)
def test_a_forged_cookie_is_refused(stranger: TestClient, cookie: str) -> None:
    assert status_with(stranger, Cookie=f"{COOKIE}={cookie}") == 401


def test_a_cookie_dies_with_the_token_it_was_signed_under(stranger: TestClient, settings: Settings) -> None:
    cookie = forged(TOKEN)
    assert status_with(stranger, Cookie=f"{COOKIE}={cookie}") == 200

    with TestClient(
        app_of(settings, host="0.0.0.0", access_token="a-newer-access-token"), base_url="http://127.0.0.1"
    ) as later:
        assert status_with(later, Cookie=f"{COOKIE}={cookie}") == 401


def test_a_cookie_dies_of_old_age(stranger: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie, now = forged(TOKEN), time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + COOKIE_AGE_S + 2)

    assert status_with(stranger, Cookie=f"{COOKIE}={cookie}") == 401


def test_without_a_token_nothing_is_the_token(settings: Settings) -> None:
    for given in ("", "None", "null"):
        assert not is_token(settings, given)
