"""The browser of the measurements: chromium without a window, each time with a profile of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
EDITOR = ".code-pane .cm-content"


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that has nothing else to do."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """Nothing in its cache, nothing remembered."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()
