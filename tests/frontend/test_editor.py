"""The editor in a real browser, under the real policy: it serves the form, the keyboard and unsaved text."""

import pytest
from playwright.sync_api import Page, expect

from tests.frontend.conftest import Site
from tests.frontend.site import SOURCE, manifest
from tests.support.polling import until

pytestmark = pytest.mark.browser


def textarea_value(page: Page) -> str:
    return page.locator("textarea[name=content]").input_value()


def edit(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="oven.py").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type(text)


def test_the_textarea_is_the_truth_from_the_start(page: Page) -> None:
    expect(page.get_by_role("textbox", name="oven.py")).to_be_visible()
    assert textarea_value(page) == SOURCE


def test_what_is_typed_is_in_the_form(page: Page) -> None:
    edit(page, "# new ")
    assert textarea_value(page) == f"# new {SOURCE}"
    expect(page.locator("[data-save-state]")).not_to_have_attribute("data-save-state", "saved")


def test_control_s_saves_the_text_with_its_base(page: Page, site: Site) -> None:
    edit(page, "# kept ")
    page.keyboard.press("Control+s")
    expect(page.locator("#notice")).to_have_text("Saved it.")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "saved")
    expect(page.locator("input[name=base]")).to_have_value("5")
    assert site.saved[-1]["base"] == "4"
    assert site.saved[-1]["content"].replace("\r\n", "\n") == f"# kept {SOURCE}"


def test_unsaved_text_comes_back_after_a_reload_and_can_be_given_up(page: Page, site: Site) -> None:
    edit(page, "# lost? ")
    page.reload()
    expect(page.locator("[data-editor-note]")).to_contain_text("was brought back")
    assert textarea_value(page) == f"# lost? {SOURCE}"
    page.get_by_role("button", name="Use the saved text").click()
    assert textarea_value(page) == SOURCE
    until(lambda: site.drafts, lambda drafts: not drafts)
    page.reload()
    expect(page.locator("[data-editor-note]")).to_be_hidden()


def test_unsaved_text_keeps_the_base_it_was_edited_from(page: Page, site: Site) -> None:
    site.drafts["oven.py"] = {"text": "x = 1\n", "base": "2", "stamp": "one", "at": "2026-01-31T12:00:00Z"}
    page.reload()
    expect(page.locator("input[name=base]")).to_have_value("2")
    assert textarea_value(page) == "x = 1\n"


def test_what_is_typed_is_kept_as_a_draft_by_itself(page: Page, site: Site) -> None:
    edit(page, "# drafted ")
    expect(page.get_by_text("Draft kept")).to_be_visible()
    assert site.drafts["oven.py"]["text"] == f"# drafted {SOURCE}"
    page.keyboard.press("Control+z")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "saved")
    until(lambda: site.drafts, lambda drafts: not drafts)


def test_tab_indents_and_escape_then_tab_leaves(page: Page) -> None:
    editor = page.get_by_role("textbox", name="oven.py")
    edit(page, "")
    page.keyboard.press("Tab")
    assert textarea_value(page) == f"    {SOURCE}"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()
    assert textarea_value(page) == f"    {SOURCE}"
    expect(editor).to_have_attribute("aria-describedby", "editor-hint")


def test_diagnostics_mark_the_open_file_only_and_stay_text(page: Page) -> None:
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    expect(page.locator(".cm-lint-marker-warning")).to_have_count(0)
    page.locator(".cm-lintRange-error").hover()
    expect(page.locator(".cm-diagnostic")).to_contain_text("No <b>value</b>.\nGive one.")


def test_a_link_to_a_line_moves_the_cursor(page: Page) -> None:
    page.get_by_role("tab", name="Problems").click()
    page.get_by_role("link", name="oven.py:6").click()
    expect(page.locator("[data-cursor]")).to_have_text("Line 6, column 1")
    expect(page.get_by_role("textbox", name="oven.py")).to_be_focused()


def test_a_link_to_another_file_leads_there(page: Page) -> None:
    page.get_by_role("tab", name="Problems").click()
    page.get_by_role("link", name="other.py:1").click()
    page.wait_for_url("**/?file=other.py#other.py:1")


def test_the_policys_nonce_lets_the_editors_own_styles_in(page: Page) -> None:
    expect(page.locator(".cm-editor").first).to_have_css("display", "flex")
    expect(page.locator(".cm-gutters").first).to_have_css("display", "flex")


def test_the_policy_lets_the_editor_load_more_of_itself_later(page: Page) -> None:
    later = f"/static/{manifest()['language.js']}"
    page.wait_for_function("(path) => performance.getEntriesByName(location.origin + path).length === 1", arg=later)
    assert page.locator("script[nonce][src*=language]").count() == 0
