"""No route without its guard: a stranger gets nothing from any of them but what is meant for everybody."""

import re
from collections.abc import Iterator, Sequence

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from app.main import create_app
from app.settings import Settings

# What needs no owner, and why.
FOR_EVERYBODY = {
    "/healthz": "for whoever looks after the server; tells nothing of what it holds",
    "/readyz": "likewise",
    "/static": "the look of the pages; the same for every studio",
    "/sign-in": "the door itself",
    "/s": "what shares open: a token says which, and nothing is there without one",
    "/sign-out": "forgets a cookie and reads nothing",
}
SOCKET = "a socket"
PLACEHOLDER = re.compile(r"\{[^}]+\}")


def walk(routes: Sequence[BaseRoute]) -> Iterator[tuple[str, str]]:
    """(method, path) of every route, those of included routers and of mounted applications too."""
    for context in iter_route_contexts(routes):
        route, path = context.original_route, context.path or ""
        if isinstance(route, Mount):
            yield "GET", f"{path}/x"
            yield from ((method, path + inner) for method, inner in walk(route.routes or []))
        elif isinstance(route, WebSocketRoute):
            yield SOCKET, path
        else:
            assert context.methods, f"a kind of route that this test does not know: {route!r}"
            yield from ((method, path) for method in sorted(context.methods))


def is_for_everybody(path: str) -> bool:
    return any(path == known or path.startswith(f"{known}/") for known in FOR_EVERYBODY)


def turns_away(client: TestClient, method: str, path: str) -> bool:
    """Whether a stranger is asked to sign in, whatever stands in the address."""
    address = PLACEHOLDER.sub("temperature", path)
    if method == SOCKET:
        return not opens(client, address)
    answer = client.request(method, address)
    to_sign_in = answer.status_code == 303 and answer.headers["Location"].partition("?")[0] == "/sign-in"
    return answer.status_code == 401 or to_sign_in


def opens(client: TestClient, address: str) -> bool:
    """Whether a socket is let in at all."""
    try:
        with client.websocket_connect(f"ws://127.0.0.1{address}"):
            return True
    except WebSocketDisconnect:
        return False


@pytest.fixture
def stranger(settings: Settings) -> Iterator[TestClient]:
    locked = Settings(**(settings.model_dump() | {"host": "0.0.0.0", "access_token": "correct-horse-battery"}))
    with TestClient(create_app(locked), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def routes_of(client: TestClient) -> list[tuple[str, str]]:
    assert isinstance(client.app, FastAPI)
    return list(walk(client.app.routes))


def test_the_walk_finds_every_documented_call_and_the_pages(stranger: TestClient) -> None:
    assert isinstance(stranger.app, FastAPI)
    found = {(method, path.replace(":path}", "}")) for method, path in routes_of(stranger)}
    described = stranger.app.openapi()["paths"]

    assert {(method.upper(), path) for path, calls in described.items() for method in calls} <= found
    assert (SOCKET, "/projects/{name}/language") in found
    assert {("GET", "/"), ("GET", "/projects"), ("GET", "/static/x"), ("POST", "/sign-in")} <= found


def test_a_stranger_is_turned_away_from_every_route(stranger: TestClient) -> None:
    open_doors = [
        (method, path)
        for method, path in routes_of(stranger)
        if not is_for_everybody(path) and not turns_away(stranger, method, path)
    ]

    assert open_doors == []


def test_other_methods_and_other_spellings_open_no_door(stranger: TestClient) -> None:
    for path in {path for _, path in routes_of(stranger) if not is_for_everybody(path)}:
        address = PLACEHOLDER.sub("temperature", path)
        for method in ("HEAD", "OPTIONS", "PATCH", "TRACE", "get"):
            assert stranger.request(method, address).status_code in {303, 401, 404, 405}, (method, path)
        for spelling in (f"{address}/", address.upper(), f"/{address}", f"{address}%00", f"/static/..{address}"):
            assert stranger.get(spelling).status_code in {303, 307, 401, 404, 405}, spelling


def test_what_is_for_everybody_says_so_and_is_there(stranger: TestClient) -> None:
    paths = {path for _, path in routes_of(stranger)}

    assert all(any(path == known or path.startswith(f"{known}/") for path in paths) for known in FOR_EVERYBODY)
    assert stranger.get("/healthz").json() == {"status": "ok"}
    assert set(stranger.get("/readyz").json()) == {"status", "checks", "notes"}


def test_static_files_do_not_lead_out_of_their_folder(stranger: TestClient) -> None:
    for path in ("/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml", "/static/..%2fpyproject.toml",
                 "/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/..%5cpyproject.toml"):  # fmt: skip
        assert stranger.get(path).status_code in {404, 303, 401}, path


@pytest.mark.parametrize("path", ["/artifacts", "/api/v1/artifacts", "/api/v1/runs", "/projects/temperature/save"])
def test_a_strangers_large_body_is_not_read(stranger: TestClient, path: str) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(8):
            yield bytes(1 << 20)

    answer = stranger.post(path, content=body(), headers={"Content-Length": str(8 << 20)})
    assert answer.status_code == 401 or answer.headers["Location"].partition("?")[0] == "/sign-in"
