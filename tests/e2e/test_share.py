"""A share in a studio that asks for its token: opened by a browser that never signed in, and closed again."""

from collections.abc import Iterator
from typing import NamedTuple

import httpx2
import pytest
from playwright.sync_api import Browser, Request, expect

from tests.e2e.browsing import axe, chromium, tab
from tests.e2e.conftest import LIMITS, lay_out_ready
from tests.e2e.ready import SAMPLE
from tests.support.api import Api, Json
from tests.support.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.build]

TOKEN = "correct-horse-battery-staple"
SECRET = "what-only-the-owner-sees"
CASES = [
    {"name": "warm", "messages": [{"topic": "t", "payload": '{"temperature": 30}'}], "expect": {"outcome": "output"}},
    {"name": "cold", "messages": [{"topic": "t", "payload": '{"temperature": 1}'}], "expect": {"outcome": "error"}},
]


class Shared(NamedTuple):
    """What the owner has made."""

    collection: str
    run: str
    key: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("share")
    lay_out_ready(folder / "data")
    with Server(folder / "data", folder / "log", {"host": "0.0.0.0", "access_token": TOKEN, **LIMITS}) as server:
        yield server


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[Api]:
    with Api(server.address, TOKEN) as api:
        yield api


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def shared(api: Api) -> Shared:
    """A collection with a run over an artifact, beside things that no share may show."""
    api.call("POST", "/collections", 201, json={"name": SECRET})
    api.project(SAMPLE)
    digest = api.artifact(SAMPLE)
    api.call("DELETE", f"/projects/{SAMPLE}", 204)
    collection = api.call("POST", "/collections", 201, json={"name": "Seasons"}).json()["id"]
    keys = api.call("POST", f"/collections/{collection}/cases", 201, json={"cases": CASES}).json()["keys"]
    return Shared(collection, run(api, collection, artifact=digest), keys[0])


def run(api: Api, collection: str, **over: str) -> str:
    """The id of a run of a collection that has ended."""
    asked = api.call("POST", f"/collections/{collection}/runs", 202, json=over).json()
    ended = api.ended("collection-runs", asked["id"])
    assert ended["status"] == "completed", ended
    return str(ended["id"])


def share(api: Api, shared: Shared, **terms: object) -> Json:
    made: Json = api.call("POST", f"/collections/{shared.collection}/shares", 201, json=terms).json()
    return made


def stranger(server: Server, **headers: str) -> httpx2.Client:
    return httpx2.Client(base_url=server.address, headers=headers, trust_env=False, timeout=60)


def token_of(made: Json) -> str:
    return str(made["link"].rpartition("/")[2])


def test_a_browser_without_cookies_sees_what_is_shared_and_nothing_else(
    server: Server, api: Api, browser: Browser, shared: Shared
) -> None:
    made = share(api, shared, run=shared.run, replay=True)
    token, asked = token_of(made), list[Request]()
    with tab(browser) as page:
        page.on("request", lambda request: asked.append(request))
        page.goto(made["link"])
        expect(page.get_by_role("heading", level=1)).to_have_text("Seasons")
        expect(page.get_by_role("row")).to_have_count(3)
        expect(page.get_by_role("row").filter(has_text="warm")).to_contain_text("Passed")
        expect(page.get_by_role("row").filter(has_text="cold")).to_contain_text("Failed")
        assert axe(page) == []
        page.get_by_role("link", name="warm").click()
        expect(page.get_by_role("region", name="Inputs as JSON")).to_contain_text("30")
        expect(page.get_by_role("region", name="Output 1")).to_contain_text('"temperature": -1.1')
        assert axe(page) == []
        page.get_by_role("button", name="Replay warm").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Replay of warm")
        expect(page.get_by_role("region", name="Output 1")).to_contain_text('"temperature": -1.1')
        page.get_by_role("link", name="Seasons").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Seasons")

        assert SECRET not in page.content()
        addresses = page.eval_on_selector_all("a[href]", "(links) => links.map((link) => link.getAttribute('href'))")
        assert addresses
        assert all(address.startswith((f"/s/{token}", "#")) for address in addresses)
        assert page.context.cookies() == []
        assert token not in page.title()
        assert page.evaluate("document.referrer") == ""
        page.wait_for_load_state("networkidle")
        assert not [request.url for request in asked if request.all_headers().get("referer")]
    assert {request.url.removeprefix(server.address).split("/")[1] for request in asked} == {"s", "static"}
    assert api.get("/runs")["items"] == []


def test_the_owners_pages_and_those_of_no_link_are_sound(
    server: Server, api: Api, browser: Browser, shared: Shared
) -> None:
    share(api, shared, run=shared.run, may_copy=True)
    with tab(browser, extra_http_headers={"Authorization": f"Bearer {TOKEN}"}) as page:
        for path in (f"/collections/{shared.collection}/shares", "/copy-share", "/collections"):
            page.goto(f"{server.address}{path}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.goto(f"{server.address}/collections/{shared.collection}")
        page.get_by_role("link", name="Share…").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert axe(page) == []


def test_the_preview_lane_shows_its_sources(server: Server, api: Api, shared: Shared) -> None:
    made = share(api, shared, run=run(api, shared.collection, project="temperature"))
    with stranger(server) as browser:
        text = browser.get(f"/s/{token_of(made)}/sources").text

    assert "temperature.py" in text
    assert "class " in text


def test_a_revoked_link_is_410_and_an_unknown_one_404(server: Server, api: Api, shared: Shared) -> None:
    made = share(api, shared)
    with stranger(server) as browser:
        assert browser.get(f"/s/{token_of(made)}").status_code == 200
        api.call("POST", f"/shares/{made['id']}/revoke")
        assert browser.get(f"/s/{token_of(made)}").status_code == 410
        assert browser.get(f"/s/{'x' * 32}").status_code == 404


def test_every_other_route_refuses_the_token_in_any_place(server: Server, api: Api, shared: Shared) -> None:
    token = token_of(share(api, shared, run=shared.run, may_copy=True, replay=True))
    places = [
        {"authorization": f"Bearer {token}"},
        {"cookie": f"studio_session={token}; token={token}"},
        {"x-share": token, "referer": f"{server.address}/s/{token}"},
    ]
    paths = api.get("/openapi.json")["paths"].items()
    described = {path: calls for path, calls in paths if path.startswith("/api/")}
    assert len(described) > 30
    with stranger(server) as browser:
        for headers in places:
            for path, calls in described.items():
                filled = path.replace("{collection_id}", shared.collection).replace("{run_id}", shared.run)
                for method in calls:
                    answer = browser.request(method, filled, headers=headers, params={"token": token, "s": token})
                    assert answer.status_code == 401, (method, path)
            for path in ("/", "/projects", "/artifacts", f"/collections/{shared.collection}/shares"):
                assert browser.get(path, headers=headers, params={"token": token}).status_code == 303
        assert browser.post("/sign-in", data={"token": token}).status_code == 401


def test_guesses_are_throttled_and_the_log_holds_no_token(server: Server, api: Api, shared: Shared) -> None:
    """The last test of this file: afterwards nobody at this address opens anything for a while."""
    token = token_of(share(api, shared))
    with stranger(server) as browser:
        statuses = [browser.get(f"/s/{number:032}").status_code for number in range(30)]
        assert statuses[0] == 404
        assert statuses[-1] == 429
        assert browser.get(f"/s/{token}").status_code == 429
    assert api.get("/projects")["items"]
    assert token not in server.output.read_text()
    assert "/s/" not in server.output.read_text()
