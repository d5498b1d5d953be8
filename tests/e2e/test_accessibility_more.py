"""What the list of pages cannot ask for by address alone: refusals, searches, sizes and forced colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import axe, chromium, tab
from tests.support.api import Api
from tests.support.server import Server

pytestmark = [pytest.mark.browser]

NAME = "e2e-reader-more"
# Name and size of each control in sight that is smaller than WCAG 2.5.8 asks for; a hidden field is let off.
SMALL = """[...document.querySelectorAll(
    'button, select, summary, [role=tab], [role=button], input:not([type=hidden])')]
    .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((node) => !node.closest('[inert], .visually-hidden'))
    .map((node) => [node, (
        node.matches('[type=checkbox], [type=radio]') && node.labels?.[0] || node).getBoundingClientRect()])
    .filter(([, box]) => box.width > 2 && box.height > 2 && (box.width < 23.5 || box.height < 23.5))
    .map(([node, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${node.outerHTML.slice(0, 160)}`)"""
# What WCAG 1.4.12 lets a reader set; the page has to stay within its width.
SPACING = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important }
        * { letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}"""
FOCUS = """(() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
})()"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def project(server: Server, api: Api) -> str:
    """A project of two revisions with a very long file name; its page."""
    api.project(NAME)
    api.save(NAME, {f"{'very_long_' * 9}name.py": "LIMIT = 1\n"})
    return f"{server.address}/projects/{NAME}"


def opened(page: Page, address: str) -> int:
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    return answer.status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/files/search?q=def", 200),
        ("/files/search?q=nothing-has-this", 200),
        ("/revisions/compare?older=1&newer=2", 200),
        ("/revisions/none", 422),
        ("/files/rename?path=no-such-file.py", 404),
        ("/format", 405),
        ("/tests", 200),
    ],
)
def test_axe_finds_nothing_in_searches_comparisons_and_refusals(
    project: str, browser: Browser, path: str, status: int
) -> None:
    context = browser.new_context()
    page = context.new_page()
    assert opened(page, f"{project}{path}") == status
    found = axe(page)
    context.close()
    assert found == []


@pytest.mark.parametrize("path", ["", "/revisions", "/files/new", "/performance", "/help"])
def test_controls_are_large_enough_to_hit(project: str, browser: Browser, path: str) -> None:
    with tab(browser) as page:
        opened(page, f"{project}{path}")
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("path", ["", "/revisions", "/files/search?q=LIMIT", "/help"])
def test_wider_text_and_long_names_leave_the_page_within_its_width(project: str, browser: Browser, path: str) -> None:
    with tab(browser, viewport={"width": 720, "height": 450}) as page:
        opened(page, f"{project}{path}")
        assert page.evaluate(SPACING) == 0


def test_the_focus_is_seen_in_forced_colours(project: str, browser: Browser) -> None:
    with tab(browser, forced_colors="active") as page:
        opened(page, f"{project}/revisions")
        for _ in range(8):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUS), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
