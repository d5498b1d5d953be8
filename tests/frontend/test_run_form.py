"""The test panel's form in a real browser: files that are dropped, fields that belong together, text that moves on."""

import base64
import struct
import zlib

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.frontend.conftest import Site
from tests.frontend.test_page import axe

pytestmark = pytest.mark.browser

TRANSFER = """([content, name, type]) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
    return transfer;
}"""


def picture(width: int, height: int) -> bytes:
    """A black PNG; its parts as the PNG specification (third edition, section 11) has them."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0\0\0" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", rows) + part(b"IEND", b"")


@pytest.fixture
def form(page: Page, site: Site) -> Page:
    page.goto(f"{site.address}/run")
    site.saved.clear()
    return page


def drop(place: Locator, content: bytes, name: str, media_type: str) -> None:
    encoded = base64.b64encode(content).decode()
    transfer = place.page.evaluate_handle(TRANSFER, [encoded, name, media_type])
    place.dispatch_event("dragover", {"dataTransfer": transfer})
    expect(place.page.locator("[data-drop]")).to_have_attribute("data-over", "")
    place.dispatch_event("drop", {"dataTransfer": transfer})


def run(page: Page) -> None:
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result")).to_contain_text("It ran.")


def test_a_dropped_picture_fills_in_its_format_and_size_and_is_sent_as_it_is(form: Page, site: Site) -> None:
    content = picture(7, 3)
    drop(form.locator("[data-drop] .cm-content").first, content, "oven.png", "image/png")
    expect(form.get_by_label("Input")).to_have_value("snapshot")
    expect(form.get_by_label("Format")).to_have_value("png")
    expect(form.get_by_label("Width in pixels")).to_have_value("7")
    expect(form.get_by_label("Height in pixels")).to_have_value("3")
    expect(form.locator("#drop-said")).to_contain_text("oven.png, 7 × 3 pixels")
    expect(form.locator("[data-drop-picture]")).to_be_visible()
    expect(form.locator("[data-drop] .cm-editor")).to_be_hidden()
    assert axe(form) == []

    run(form)
    assert site.saved[0]["file"] == ("oven.png", content)

    form.get_by_role("button", name="Remove the file").click()
    expect(form.locator("[data-drop] .cm-editor")).to_be_visible()
    run(form)
    assert site.saved[1]["file"] == ("", b"")


def test_a_file_that_only_claims_to_be_a_picture_is_sent_all_the_same(form: Page, site: Site) -> None:
    drop(form.locator("[data-drop]"), b"no picture", "broken.png", "image/png")
    expect(form.locator("#drop-said")).to_have_text("broken.png, 10 bytes")
    expect(form.locator("[data-drop-picture]")).to_be_hidden()
    run(form)
    assert site.saved[0]["file"] == ("broken.png", b"no picture")


def test_a_file_can_be_chosen_by_keyboard_and_keeps_the_shape(form: Page, site: Site) -> None:
    form.get_by_label("A file in place of the payload").set_input_files(
        {"name": "frame.raw", "mimeType": "application/octet-stream", "buffer": b"\x00\xff"}
    )
    expect(form.locator("#drop-said")).to_have_text("frame.raw, 2 bytes")
    expect(form.get_by_label("Input")).to_have_value("message")
    expect(form.locator("#live")).to_contain_text("frame.raw")
    run(form)
    assert site.saved[0]["file"] == ("frame.raw", b"\x00\xff")


def test_a_dropped_text_stays_the_editors_own_business(form: Page) -> None:
    form.evaluate(
        """() => {
            const transfer = new DataTransfer();
            transfer.setData("text/plain", "typed");
            const event = new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
            document.querySelector("[data-drop] .cm-content").dispatchEvent(event);
        }"""
    )
    expect(form.locator("[data-drop]")).not_to_have_attribute("data-has-file", "")


def test_a_run_takes_the_open_file_along_as_it_is_typed(form: Page, site: Site) -> None:
    form.get_by_role("textbox", name="oven.py").press("Control+Home")
    form.keyboard.type("# unsaved\n")
    form.get_by_text("Built", exact=True).click()
    run(form)
    sent = site.saved[0]
    assert sent["content"].startswith("# unsaved")
    assert (sent["path"], sent["base"], sent["lane"]) == ("oven.py", "4", "artifact")
    expect(form.locator("[data-save-state]")).not_to_have_attribute("data-save-state", "saved")


def test_a_result_is_outdated_as_soon_as_the_text_is_another_one(form: Page) -> None:
    run(form)
    note = form.locator("[data-text-changed]")
    expect(note).to_be_hidden()
    form.get_by_role("textbox", name="oven.py").press("Control+Home")
    form.keyboard.type("#")
    expect(note).to_be_visible()
    form.keyboard.press("Backspace")
    expect(note).to_be_hidden()


def test_only_what_belongs_together_is_shown(form: Page) -> None:
    expect(form.get_by_text("As it is typed.")).to_be_visible()
    form.get_by_role("radio", name="Built").check(force=True)
    expect(form.get_by_text("The component.")).to_be_visible()
    expect(form.get_by_text("As it is typed.")).to_be_hidden()
    form.locator("summary", has_text="Run settings").click()
    expect(form.get_by_label("Seed", exact=True)).to_be_hidden()
    form.get_by_role("checkbox", name="Repeatable").check()
    expect(form.get_by_label("Seed", exact=True)).to_be_visible()
    expect(form.get_by_label("Time of a message")).to_have_attribute("placeholder", "5000")
    form.locator("summary", has_text="Properties, time").click()
    form.get_by_label("Schema", exact=True).select_option("inline")
    expect(form.get_by_label("Name of the schema")).to_be_visible()
    form.get_by_role("button", name="Add a schema").click()
    expect(form.get_by_role("textbox", name="Module schema: name")).to_be_focused()
    form.get_by_role("button", name="Add a key").click()
    expect(form.get_by_role("textbox", name="State: key")).to_have_count(2)
    assert axe(form) == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_unfolded(
    browser: Browser, site: Site, scheme: str, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.goto(f"{site.address}/run?kind=accumulate")
    page.evaluate("document.querySelectorAll('#run-form details').forEach((one) => (one.open = true))")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_javascript_the_file_field_is_a_plain_one(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/run")
    site.saved.clear()
    page.get_by_label("A file in place of the payload").set_input_files(
        {"name": "frame.raw", "mimeType": "application/octet-stream", "buffer": b"\x01"}
    )
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator("body")).to_contain_text("It ran.")
    assert site.saved[0]["file"] == ("frame.raw", b"\x01")
    context.close()
