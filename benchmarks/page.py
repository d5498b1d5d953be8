"""The project page in chromium: what its first load weighs, when it can be used, and how typing feels beside builds."""

import statistics
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.browser import EDITOR, chromium, profile
from benchmarks.preview import building
from benchmarks.result import Result
from benchmarks.server import Server

PROJECT = "temperature"  # the sample of a first start
ROUNDS = 7
KEYS = 200
KEY_PAUSE_MS = 60  # a fast typist
QUIET_MS = 1500  # what is loaded after the first paint has come by then
KIB = 1024
LEAST_MS = 16  # the browser tells nothing of an event that is painted sooner

# From the start of the navigation until the editor stands there and the main thread has answered.
INTERACTIVE = """() => new Promise((done) => {
    const look = () => document.querySelector(".code-pane .cm-content")
        ? setTimeout(() => done(performance.now()), 0) : requestAnimationFrame(look);
    look();
})"""
WATCH = """() => {
    window.painted = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) if (one.name === "keydown") window.painted.push(one.duration);
    }).observe({type: "event", durationThreshold: 16});
}"""


def page_weight_kb(server: Server) -> Iterator[Result]:
    """The bytes that come over the wire for a first visit of the project page, headers and all; then a second visit."""
    with chromium() as browser, profile(browser) as context:
        yield Result("page_weight_kb", round(transferred(context, server.address) / KIB, 1), "KiB")
        yield Result("page_weight_warm_kb", round(transferred(context, server.address) / KIB, 1), "KiB")


def page_interactive_ms(server: Server) -> Iterator[Result]:
    """From the start of the navigation until one can type: with an empty cache, then with a full one."""
    with chromium() as browser:
        cold = [_cold_ms(browser, server) for _ in range(ROUNDS)]
        with profile(browser) as context:
            page = context.new_page()
            _interactive_ms(page, server)
            warm = [_interactive_ms(page, server) for _ in range(ROUNDS)]
    yield Result("page_interactive_ms", round(statistics.median(cold), 1), "ms")
    yield Result("page_interactive_warm_ms", round(statistics.median(warm), 1), "ms")


def typing_under_builds(server: Server) -> Iterator[Result]:
    """From a key to its paint, as the browser times its events, while two builds run; over the same at rest."""
    with chromium() as browser, profile(browser) as context:
        page = context.new_page()
        page.goto(f"{server.address}/projects/{PROJECT}")
        page.wait_for_selector(EDITOR)
        page.wait_for_timeout(QUIET_MS)
        page.evaluate(WATCH)
        idle = _p95(_typed(page))
        with building(server) as is_going:
            busy = _p95(_typed(page))
            if not is_going():
                raise RuntimeError("the builds had ended before the last key")
    yield Result("typing_ms", idle, "ms")
    yield Result("typing_under_builds", busy, "ms", round(busy / idle, 3), "the same with no build")


def _typed(page: Page) -> list[float]:
    """How long each key took; those too quick for the browser to tell count as long as they can have been."""
    page.evaluate("window.painted.length = 0")
    page.locator(EDITOR).first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("value = 1\n" * (KEYS // 10), delay=KEY_PAUSE_MS)
    page.wait_for_timeout(500)  # the browser tells in batches
    told: list[float] = page.evaluate("window.painted")
    return told + [LEAST_MS] * max(KEYS - len(told), 0)


def _p95(values: list[float]) -> float:
    return round(statistics.quantiles(values, n=20)[-1], 1)


def _cold_ms(browser: Browser, server: Server) -> float:
    with profile(browser) as context:
        return _interactive_ms(context.new_page(), server)


def _interactive_ms(page: Page, server: Server) -> float:
    page.goto(f"{server.address}/projects/{PROJECT}", wait_until="commit")
    return float(page.evaluate(INTERACTIVE))


def transferred(context: BrowserContext, address: str) -> int:
    """What the browser's own network log says it received until the page has come to rest."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    received: list[int] = []

    def count(event: dict[str, Any]) -> None:
        received.append(int(event["encodedDataLength"]))

    session.on("Network.loadingFinished", count)
    session.send("Network.enable")
    page.goto(f"{address}/projects/{PROJECT}", wait_until="load")
    page.wait_for_selector(EDITOR)
    page.wait_for_timeout(QUIET_MS)
    page.close()
    return sum(received)
