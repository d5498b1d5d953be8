"""What the project page costs over the wire, counted by a browser that visits a running studio."""

from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Browser

from benchmarks.page import PROJECT, transferred
from tests.e2e.browsing import chromium
from tests.support.api import Api
from tests.support.server import Server

pytestmark = pytest.mark.browser

FIRST_LOAD_BYTES = 350 * 1024
AGAIN_BYTES = 40 * 1024


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_a_first_visit_stays_within_its_budget_and_the_next_one_costs_the_page_alone(
    server: Server, api: Api, browser: Browser
) -> None:
    api.project(PROJECT)
    context = browser.new_context()
    first, second = transferred(context, server.address), transferred(context, server.address)
    context.close()
    assert 50_000 < first <= FIRST_LOAD_BYTES
    assert second <= AGAIN_BYTES


def test_a_page_is_the_same_with_and_without_compression(server: Server, api: Api) -> None:
    api.project(PROJECT)
    with httpx2.Client(base_url=server.address) as client:
        plain = client.get(f"/projects/{PROJECT}", headers={"Accept-Encoding": "identity"})
        small = client.get(f"/projects/{PROJECT}", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "HX-Request" in small.headers["Vary"]
    assert int(small.headers["Content-Length"]) < len(plain.content) / 2
    assert len(small.text) == len(plain.text)
