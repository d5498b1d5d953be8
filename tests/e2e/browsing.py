"""Chromium as the end-to-end tests use it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from tests.support import require
from tests.support.polling import PATIENCE_S, until
from tests.support.server import TOP

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
MOST_TABS = 150
LOUD = {"error", "warning"}
AXE = (TOP / "tests" / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text()
FINDINGS = """axe.run(document, %s).then((found) =>
    JSON.stringify(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 200))])))"""
ALL_RULES = {"resultTypes": ["violations"]}  # the lists of what passes take half of the time
OF_COLOURS = {**ALL_RULES, "runOnly": ["color-contrast", "link-in-text-block"]}  # a theme changes nothing else
IN_TRANSITION = "document.getAnimations().filter((one) => one instanceof CSSTransition).length"
PATIENCE_MS = PATIENCE_S * 1000


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; the test is skipped visibly where there is none."""
    if not CHROMIUM.exists():
        require.absent("Chromium is not installed")
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def tab(browser: Browser, **options: Any) -> Iterator[Page]:
    """A fresh page; AssertionError for anything that the console or the content security policy complains about."""
    context = browser.new_context(**{"viewport": WIDE, "accept_downloads": True, **options})
    page = context.new_page()
    complaints: list[str] = []
    context.on("console", lambda said: complaints.append(told(said)) if said.type in LOUD else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page.set_default_timeout(60_000)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def told(said: ConsoleMessage) -> str:
    """A line of the browser's console, and where it comes from."""
    return f"{said.location['url']}: {said.text}"


def axe(page: Page) -> list[tuple[str, Any]]:
    """What axe finds in both themes, wide and narrow; the debugger runs it, since no foreign script is let in."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE})
    found: list[tuple[str, Any]] = []
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        for theme, rules in (("light", ALL_RULES), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme="light" if theme == "light" else "dark")
            until(lambda: page.evaluate(IN_TRANSITION), lambda count: count == 0)
            asked = {"expression": FINDINGS % json.dumps(rules), "awaitPromise": True, "returnByValue": True}
            answer = session.send("Runtime.evaluate", asked)
            seen = json.loads(answer["result"]["value"])
            found += [(f"{page.url} {theme} {size['width']}", finding) for finding in seen]
    session.detach()
    page.set_viewport_size({"width": WIDE["width"], "height": WIDE["height"]})
    return found


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus; Escape lets the editor go, as the page says."""
    for _ in range(MOST_TABS):
        if wanted.count() and wanted.evaluate("(node) => node === document.activeElement"):
            return
        if page.evaluate("document.activeElement.closest('.cm-editor') !== null"):
            page.keyboard.press("Escape")
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {wanted}")
