"""A studio that others can reach: nothing without the access token, and no start without one."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.support.api import Api
from tests.support.server import Server

TOKEN = "correct-horse-battery-staple"
OPEN = {"/healthz", "/readyz", "/static/manifest.json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("token")
    settings = {"host": "0.0.0.0", "access_token": TOKEN, "allowed_hosts": "studio.example"}
    with Server(folder / "data", folder / "log", settings) as server:
        yield server


def client(server: Server, **headers: str) -> httpx2.Client:
    return httpx2.Client(base_url=server.address, headers=headers, trust_env=False, timeout=60)


@pytest.mark.parametrize("path", sorted(OPEN))
def test_health_and_static_files_need_no_one(server: Server, path: str) -> None:
    with client(server) as browser:
        assert browser.get(path).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/kinds"),
        ("GET", "/api/v1/openapi.json"),
        ("POST", "/api/v1/projects"),
        ("GET", "/api/v1/projects/temperature"),
        ("PUT", "/api/v1/projects/temperature/files/temperature.py"),
        ("DELETE", "/api/v1/projects/temperature"),
        ("POST", "/api/v1/runs"),
        ("GET", "/api/v1/builds/none/events"),
    ],
)
@pytest.mark.parametrize("authorization", [None, "Bearer wrong-token-entirely", f"Basic {TOKEN}", "Bearer"])
def test_a_call_without_the_token_is_refused(server: Server, method: str, path: str, authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization}
    with client(server, **headers) as script:
        answer = script.request(method, path)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["code"] == "sign_in_needed"


def test_a_script_works_with_the_token(server: Server) -> None:
    with Api(server.address, TOKEN) as api:
        assert [project["name"] for project in api.get("/projects")["items"]] == ["temperature"]
        api.project("by-token")
        api.call("DELETE", "/projects/by-token", 204)


def test_a_browser_signs_in_with_a_form_and_out_again(server: Server) -> None:
    with client(server, accept="text/html") as browser:
        turned_away = browser.get("/")
        assert turned_away.status_code in {303, 401}
        form = browser.get("/sign-in")
        assert 'name="token"' in form.text
        assert TOKEN not in form.text

        wrong = browser.post("/sign-in", data={"token": "not-the-access-token"})
        assert (wrong.status_code, browser.cookies) == (401, httpx2.Cookies())
        right = browser.post("/sign-in", data={"token": TOKEN})

        assert (right.status_code, right.headers["location"]) == (303, "/")
        cookie = right.headers["set-cookie"]
        assert "httponly" in cookie.lower()
        assert "samesite=strict" in cookie.lower()
        assert TOKEN not in cookie
        home = browser.get("/", follow_redirects=True)
        assert (home.status_code, "temperature" in home.text) == (200, True)
        assert browser.get("/api/v1/projects").status_code == 200

        assert browser.post("/sign-out").headers["location"] == "/sign-in"
        assert browser.get("/api/v1/projects").status_code == 401


def test_a_forged_cookie_is_worth_nothing(server: Server) -> None:
    with client(server, cookie="studio_session=Im93bmVyIg.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb") as browser:
        assert browser.get("/api/v1/projects").status_code == 401


def test_a_page_of_another_site_cannot_act_with_the_cookie(server: Server) -> None:
    with client(server) as browser:
        browser.post("/sign-in", data={"token": TOKEN})
        for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
            answer = browser.delete("/api/v1/projects/temperature", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
        assert browser.get("/api/v1/projects/temperature").status_code == 200


def test_a_name_that_somebody_else_pointed_here_is_not_answered(server: Server) -> None:
    with client(server) as browser:
        for path in ("/healthz", "/", "/api/v1/projects", "/static/manifest.json"):
            assert browser.get(path, headers={"host": "evil.example"}).status_code == 421
        assert browser.get("/healthz", headers={"host": "studio.example"}).status_code == 200


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"host": "0.0.0.0"}, "STUDIO_ACCESS_TOKEN"),
        ({"host": "::"}, "STUDIO_ACCESS_TOKEN"),
        ({"public_url": "https://studio.example"}, "STUDIO_ACCESS_TOKEN"),
        ({"host": "0.0.0.0", "access_token": "short"}, "16 characters"),
        ({"host": "0.0.0.0", "access_token": ""}, "STUDIO_ACCESS_TOKEN"),
    ],
)
def test_it_does_not_start_where_anybody_could_come_in(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    refused = Server(tmp_path / "data", tmp_path / "log", settings)
    process = refused.spawn()
    assert process.wait(60) == 2
    assert words in refused.log()
    assert "Traceback" not in refused.log()


def test_the_token_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    settings = {"host": "0.0.0.0", "access_token_file": tmp_path / "token"}
    with Server(tmp_path / "data", tmp_path / "log", settings) as server:
        assert httpx2.get(f"{server.address}/api/v1/projects").status_code == 401
        with Api(server.address, TOKEN) as api:
            assert api.get("/projects")["items"]


def test_a_second_studio_on_the_same_folder_is_told_to_go_elsewhere(server: Server, tmp_path: Path) -> None:
    second = Server(server.data, tmp_path / "log")
    process = second.spawn()
    assert process.wait(60) == 1
    assert "Another studio is running" in second.log()
