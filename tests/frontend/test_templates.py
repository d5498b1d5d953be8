"""The macros keep what users wrote as text, and say each state in a word and an icon."""

import re
from datetime import UTC, datetime

import pytest

from tests.frontend.site import ROOT, environment, manifest

HOSTILE = """</textarea><script>alert(1)</script>"' onfocus=x {{ 7*7 }}"""

# macro -> (its file, how it is called); `text` is what a user wrote
CALLS = {
    "button": ("button", "{{ button(text, attributes={'title': text}, unavailable=text) }}"),
    "link_button": ("button", "{{ link_button(text, '/x?y=' ~ text) }}"),
    "badge": ("badge", "{{ badge(text) }}"),
    "field": ("field", "{{ field('a', text, text, hint=text, error=text) }}"),
    "select": ("field", "{{ select('a', text, [(text, text)], text) }}"),
    "textarea": ("field", "{{ textarea('a', text, text) }}"),
    "file_editor": ("editor", "{{ file_editor(text, text, text) }}"),
    "log_line": ("log", "{{ log_line(1, text) }}"),
    "level_line": ("log", "{{ level_line(text, text, text) }}"),
    "problem": ("problem", "{{ problem(text, text) }}"),
    "diagnostic": (
        "problem",
        "{{ diagnostic(dict(severity=text, message=text, path=text, line=None, help=text), text) }}",
    ),
    "finding": (
        "finding",
        "{{ finding(dict(id=text, severity=text, message=text, path=text, line=None, column=None, help=text, "
        "code=text, fixable=True), dict(name=text), text) }}",
    ),
    "fix_button": ("finding", "{{ fix_button(dict(name=text), text, text, text, text) }}"),
    "diff_table": (
        "diff",
        "{{ diff_table(dict(path=text, added=1, removed=0, cut=0, "
        "hunks=[[dict(sign='+', old=None, new=1, text=text)]])) }}",
    ),
    "confirm_dialog": (
        "dialog",
        "{{ confirm_dialog('d', dict(title=text, sentence=text, action=text, confirm=text)) }}",
    ),
    "copy_button": ("copy", "{{ copy_button(text, text) }}"),
    "code_block": ("copy", "{{ code_block(text, text, 'c') }}"),
    "page_header": ("page_header", "{{ page_header(text, [(text, '/')], text) }}"),
    "pair_rows": ("keyvalue", "{{ pair_rows('p', text, [(text, text)]) }}"),
    "empty_state": ("empty", "{{ empty_state(text, text) }}"),
    "tabs": ("tabs", "{% call tabs([(text, text)]) %}{{ text }}{% endcall %}"),
    "tab_panel": ("tabs", "{% call tab_panel(text, text) %}{{ text }}{% endcall %}"),
}
USES = {macro: f"{{% from 'components/{file}.html' import {macro} %}}{call}" for macro, (file, call) in CALLS.items()}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_what_a_user_wrote_stays_text(use: str) -> None:
    html = environment().from_string(use).render(text=HOSTILE)
    assert "{{ 7*7 }}" in html
    assert "<script" not in html
    assert "&#34;&#39; onfocus" in html
    assert "\"' onfocus" not in html


@pytest.mark.parametrize("newlines", ["", "\n", "\n\n"])
def test_a_text_keeps_its_leading_newlines(newlines: str) -> None:
    use = environment().from_string(USES["file_editor"])
    html = use.render(text=f"{newlines}x = 1\n")
    inside = html.partition("<textarea")[2].partition("</textarea>")[0]
    assert inside.endswith(f">\n{newlines}x = 1\n")  # HTML drops the first newline


def states() -> list[str]:
    return list(environment().get_template("components/badge.html").module.states)  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", states())
def test_a_state_is_a_word_and_an_icon_and_not_only_a_colour(status: str) -> None:
    badge = environment().from_string("{% from 'components/badge.html' import badge %}{{ badge(s) }}").render(s=status)
    assert re.search(r"#[\w-]+\"></use></svg>[A-Z]\w+", badge)


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="([\w-]+)"', (ROOT / "static" / manifest()["icons.svg"]).read_text()))
    named = set[str]()
    for template in (ROOT / "templates").rglob("*.html"):
        named.update(re.findall(r"""(?:icon\(|icon=|draw\()["']([\w-]+)["']""", template.read_text()))
    assert named
    assert named <= sprite


def test_no_template_writes_a_style_or_a_handler() -> None:
    for template in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"\s(style|on\w+|hx-on[\w:-]*)=|<style|[\"']js:", template.read_text()), template.name


def test_a_moment_is_whole_without_javascript() -> None:
    use = "{% from 'components/time.html' import moment %}{{ moment(when) }}"
    html = environment().from_string(use).render(when=datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
    assert 'datetime="2026-03-01T12:30:00+00:00"' in html
    assert "2026-03-01 12:30:00 UTC" in html
