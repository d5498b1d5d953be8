"""One small server and one browser for the tests of the browser side."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from tests.frontend.site import create_site

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--no-first-run"]  # fmt: skip


class Site:
    """The running test page: its address, the forms it was sent, and the drafts it keeps."""

    def __init__(self, address: str, saved: list[dict[str, Any]], drafts: dict[str, Any]) -> None:
        self.address = address
        self.saved = saved
        self.drafts = drafts


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    app = create_site()
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    started = threading.Event()
    startup = server.startup

    async def start(sockets: Any = None) -> None:
        await startup(sockets)
        started.set()

    server.startup = start  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(10)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(f"http://127.0.0.1:{port}", app.state.saved, app.state.drafts)
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A fresh page at 1440 by 900; the test fails on anything the console or the policy complains about."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    fresh = context.new_page()
    complaints: list[str] = []
    fresh.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    fresh.on("pageerror", lambda error: complaints.append(str(error)))
    site.drafts.clear()
    fresh.goto(site.address)
    yield fresh
    context.close()
    assert complaints == []
