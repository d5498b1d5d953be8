"""Every page and state under axe, by keyboard, as a screen reader meets it, narrow, and without motion."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.browsing import axe, chromium, tab, tab_to
from tests.e2e.operators import BOILING
from tests.support.api import Api
from tests.support.server import Server

pytestmark = [pytest.mark.build, pytest.mark.browser]

NAME = "e2e-reader"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
REFLOW: ViewportSize = {"width": 320, "height": 640}  # 1280 pixels at 400 %, WCAG 1.4.10
ZOOMED: ViewportSize = {"width": 720, "height": 450}  # 1440 pixels at 200 %
CONTROLS = {"button", "link", "textbox", "combobox", "radio", "checkbox", "tab", "searchbox", "separator", "switch"}
# Whether the element with the focus, what is close around it, or its label shows that.
OUTLINE = """(() => {
    const framed = (style) => style.content !== 'none' && style.borderTopStyle === 'solid';
    const shown = (node) => {
        const style = getComputedStyle(node);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none'
            || framed(getComputedStyle(node, '::after'));
    };
    const around = [document.activeElement];
    while (around.length < 5 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
    const label = document.activeElement.labels?.[0];
    const within = document.activeElement.shadowRoot?.querySelectorAll('*') ?? [];
    return [...around, ...within, ...(label ? [label, ...label.children] : [])].some(shown);
})()"""
WHERE = """(() => {
    const node = document.activeElement;
    return node.outerHTML.slice(0, 160).replace(/\\s+/g, ' ') + '|' + (node.closest('.cm-editor') !== null);
})()"""
# How many elements Tab leads to: in sight, not switched off; of radio buttons of one name only one.
REACHABLE = """(() => {
    const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
    return [...all].filter((node) =>
        node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.type !== 'hidden'
        && node.tabIndex >= 0 && node.getClientRects().length > 0 && !node.closest('[inert], dialog:not([open])')
        && !(node.type === 'radio' && !node.checked)).length;
})()"""
MOVING = """(() => {
    const longest = (text) => Math.max(...text.split(',').map(parseFloat));
    const moves = (style) => (style.animationName !== 'none' && longest(style.animationDuration) > 0.01)
        || longest(style.transitionDuration) > 0.01;
    const parts = [null, '::before', '::after'];
    const all = [...document.querySelectorAll('*')];
    return all.filter((node) => parts.some((part) => moves(getComputedStyle(node, part))))
        .map((node) => node.outerHTML.slice(0, 120));
})()"""


class Made(NamedTuple):
    """What the pages are about."""

    run: str
    collection: str
    case: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def made(api: Api) -> Made:
    api.project(NAME)
    messages = [BOILING, {"payload": "hot"}, {"payload": '{"temperature": {"value": 1, "unit": "F"}}'}]
    run = api.run(project=NAME, messages=messages)["id"]
    for collection in api.get("/collections")["items"]:
        api.call("DELETE", f"/collections/{collection['id']}", 204)
    collection = api.call("POST", "/collections", 201, json={"name": "readings"}).json()["id"]
    case = {"name": "boiling", "messages": [BOILING]}
    api.call("POST", f"/collections/{collection}/cases", 200, 201, json={"cases": [case]})
    return Made(run, collection, api.get(f"/collections/{collection}/cases")["items"][0]["key"])


def addresses(made: Made) -> list[str]:
    project, collection = f"/projects/{NAME}", f"/collections/{made.collection}"
    return [
        *("/projects", "/new-project", "/artifacts", "/collections", "/new-collection", "/help", "/no/such/page"),
        *(project, f"{project}?file=payload.py", f"{project}?tour=1", f"{project}/help"),
        f"{project}/help?q=nothing-has-this",
        *(f"{project}/revisions", f"{project}/revisions/1", f"{project}/revisions/99", f"{project}/files/new"),
        *(f"{project}/files/edit?path=payload.py", f"{project}/delete"),
        *(f"{project}/performance", f"{project}/collections"),
        *(collection, f"{collection}/add", f"{collection}/settings", f"{collection}/runs", f"{collection}/shares"),
        *(f"{collection}/versions", f"{collection}/compare", f"{collection}/delete", f"{collection}/cases/{made.case}"),
        *(f"/runs/{made.run}", f"/runs/{made.run}/delete", f"/runs/{made.run}/results?after=99"),
    ]


def test_axe_finds_nothing_on_any_page(server: Server, made: Made, browser: Browser) -> None:
    found: list[tuple[str, Any]] = []
    context = browser.new_context()
    page = context.new_page()
    for address in addresses(made):
        answer = page.goto(f"{server.address}{address}", wait_until="networkidle")
        assert answer is not None
        assert answer.status in {200, 404}, address
        found += axe(page)
    context.close()
    assert found == []


def test_axe_finds_nothing_in_any_state_of_the_project_page(server: Server, made: Made, browser: Browser) -> None:
    found: list[tuple[str, Any]] = []
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}", wait_until="networkidle")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#result")).to_contain_text("100")
        found += axe(page)
        for name in ("Log", "Collections", "Performance"):
            page.get_by_role("tab", name=name).click()
            found += axe(page)
        for opener, inside in (
            (page.get_by_role("link", name="Help", exact=True).locator("visible=true"), "#wit-map-process"),
            (page.get_by_role("button", name="Commands"), "dialog[open]"),
            (page.get_by_role("button", name="Keyboard shortcuts"), "dialog[open]"),
        ):
            opener.first.click()
            expect(page.locator(inside).first).to_be_visible()
            found += axe(page)
            page.keyboard.press("Escape")
    assert found == []


def test_nothing_has_to_be_scrolled_sideways(server: Server, made: Made, browser: Browser) -> None:
    wider = []
    sizes: list[ViewportSize] = [REFLOW, {"width": 390, "height": 844}, ZOOMED]
    for size in sizes:
        context = browser.new_context(viewport=size)
        page = context.new_page()
        for address in addresses(made):
            page.goto(f"{server.address}{address}")
            if beyond := page.evaluate(SIDEWAYS):
                wider.append((size["width"], address, beyond))
        context.close()
    assert wider == []


def test_a_screen_reader_meets_the_project_page_in_order(server: Server, made: Made, browser: Browser) -> None:
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}", wait_until="networkidle")
        nodes = tree(page)
    headings = [(level(node), name(node)) for node in nodes if role(node) == "heading"]
    landmarks = [
        (role(node), name(node)) for node in nodes if role(node) in {"banner", "main", "navigation", "contentinfo"}
    ]

    assert headings[0] == (1, NAME)
    assert [text for depth, text in headings if depth == 1] == [NAME]
    assert all(after - before <= 1 for (before, _), (after, _) in pairwise(headings)), headings
    order = [text for depth, text in headings if depth == 2]
    assert order.index("Files") < order.index(f"{NAME}.py") < order.index("Build") < order.index("Test")
    assert [kind for kind, _ in landmarks][:2] == ["banner", "navigation"]
    assert len([one for one in landmarks if one[0] == "main"]) == 1
    assert len(landmarks) == len(set(landmarks)), landmarks
    assert [node["nodeId"] for node in nodes if role(node) in CONTROLS and not name(node)] == []


def tree(page: Page) -> list[dict[str, Any]]:
    """What Chromium hands to a screen reader, in its order."""
    session = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    found: list[dict[str, Any]] = []
    waiting = [nodes[0]["nodeId"]]
    while waiting:
        node = by_id.get(waiting.pop())
        if node is not None:
            found += [] if node.get("ignored") else [node]
            waiting += reversed(node.get("childIds", []))
    return found


def role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


def level(node: dict[str, Any]) -> int:
    return next(int(one["value"]["value"]) for one in node["properties"] if one["name"] == "level")


def test_tab_reaches_everything_shows_where_it_is_and_leaves_the_editor(
    server: Server, made: Made, browser: Browser
) -> None:
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}", wait_until="networkidle")
        expected = page.evaluate(REACHABLE)
        seen: dict[str, bool] = {}
        for _ in range(expected + 40):
            page.keyboard.press("Tab")
            where, inside = page.evaluate(WHERE).rsplit("|", 1)
            if where.startswith("<body"):
                break
            if where not in seen:
                seen[where] = is_shown(page)
            if inside == "true":
                page.keyboard.press("Escape")
        else:
            raise AssertionError("Tab never leaves the page")
    assert [where for where, is_shown in seen.items() if not is_shown] == []
    assert len(seen) >= expected * 0.8  # two elements may read alike in their first characters


def is_shown(page: Page) -> bool:
    """Whether the focus can be seen; the editor frames itself a moment after it was given it."""
    if page.evaluate(OUTLINE):
        return True
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 200))")
    return bool(page.evaluate(OUTLINE))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_moves_for_whoever_asked_for_that(server: Server, made: Made, browser: Browser, theme: Any) -> None:
    with tab(browser, reduced_motion="reduce", color_scheme=theme) as page:
        page.goto(f"{server.address}/projects/{NAME}", wait_until="networkidle")
        assert page.evaluate(MOVING) == []


def test_the_help_is_opened_searched_inserted_from_and_left_by_keyboard(
    server: Server, made: Made, browser: Browser
) -> None:
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}", wait_until="networkidle")
        opener = page.get_by_role("link", name="Help", exact=True).locator("visible=true").first
        tab_to(page, opener)
        page.keyboard.press("Enter")
        expect(page.locator("#wit-map-process")).to_be_visible()
        page.get_by_role("searchbox", name="Search the help").focus()
        page.keyboard.type("counter")
        expect(page.locator("#wit-logger-log")).to_have_count(0)
        insert = page.get_by_role("button", name="Insert Add one to a counter")
        tab_to(page, insert)
        page.keyboard.press("Enter")
        expect(page.locator("dialog#help")).not_to_be_visible()
        text = page.locator(f"textarea[data-path='{NAME}.py']").input_value()
        assert 'metrics.add_to_counter("messages_seen"' in text
        assert text.count("from map_impl.imports import logger") == 1
        page.keyboard.press("Control+z")
        assert "messages_seen" not in page.locator(f"textarea[data-path='{NAME}.py']").input_value()
        opener.focus()
        page.keyboard.press("Enter")
        expect(page.locator("dialog#help")).to_be_visible()
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()


def test_the_tour_is_walked_by_keyboard_said_aloud_and_never_offered_again(
    server: Server, made: Made, browser: Browser
) -> None:
    with tab(browser) as page:
        page.goto(f"{server.address}/projects/{NAME}?tour=1", wait_until="networkidle")
        expect(page.locator("body")).to_be_focused()  # it takes no focus
        step = page.locator("[data-tour-step]:visible")
        following = page.get_by_role("button", name="Next")
        tab_to(page, following)
        page.keyboard.press("Enter")
        expect(step).to_contain_text("Run")
        expect(page.locator("[data-tour-said]")).to_contain_text("Step 2 of 3. Run.")
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_role("button", name="Done"))
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[data-tour-place]")).to_have_text("Step 2 of 3")
        page.keyboard.press("Escape")
        expect(page.locator("#tour")).to_have_count(0)
        page.goto(f"{server.address}/projects/{NAME}?tour=1", wait_until="networkidle")
        page.get_by_role("button", name="Do not show this again").click()
        expect(page.locator("#tour")).to_have_count(0)
        expect(page.locator("#code")).to_be_focused()
        page.goto(f"{server.address}/projects/{NAME}?tour=1")
        expect(page.locator("#tour")).to_be_visible()  # whoever asks for it gets it


def test_an_unreachable_studio_is_told_where_one_asked_for_something(
    server: Server, made: Made, browser: Browser
) -> None:
    context = browser.new_context()  # the console tells that there is no connection
    page = context.new_page()
    page.goto(f"{server.address}/projects/{NAME}", wait_until="networkidle")
    context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#live")).to_contain_text("does not answer")
    context.set_offline(False)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result")).to_contain_text("100")
    context.close()
