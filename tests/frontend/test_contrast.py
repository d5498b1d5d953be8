"""Contrast of the colours that meet on a page, in both themes, by WCAG 2.2: 4.5 for text, 3 for edges and icons."""

import re

import pytest

from tests.frontend.site import ROOT

_TOKEN = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
GROUNDS = ["canvas", "surface", "sunken", "raised", "hover"]
CODE = ["keyword", "string", "number", "comment", "function", "type"]

TEXT = [
    *((text, ground) for text in ("text", "text-muted", "accent-text") for ground in GROUNDS),
    *((state, f"{state}-soft") for state in ("ok", "warn", "bad", "info")),
    *((state, ground) for state in ("ok", "warn", "bad", "info") for ground in ("surface", "sunken")),
    *(("text", f"{state}-soft") for state in ("ok", "warn", "bad", "info")),
    *((f"code-{part}", ground) for part in CODE for ground in ("surface", "code-line")),
    ("text", "code-selection"), ("text", "code-match"), ("accent-text", "accent-soft"),
    ("text", "accent-soft"),
    ("text-muted", "accent-soft"), ("on-accent", "accent"), ("on-accent", "accent-hover"),
    ("on-bad-solid", "bad-solid"), ("surface", "text"),
]  # fmt: skip
EDGES = [
    *(("border-strong", ground) for ground in ("surface", "sunken", "raised", "canvas")),
    *(("focus", ground) for ground in GROUNDS),
    ("accent", "surface"),
]


def tokens() -> dict[str, tuple[str, str]]:
    css = (ROOT / "frontend" / "css" / "tokens.css").read_text()
    return {name: (light, dark) for name, light, dark in _TOKEN.findall(css)}


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_is_readable(text: str, ground: str, theme: int) -> None:
    colours = tokens()
    assert contrast(colours[text][theme], colours[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_focus_can_be_seen(edge: str, ground: str, theme: int) -> None:
    colours = tokens()
    assert contrast(colours[edge][theme], colours[ground][theme]) >= 3


def test_no_colour_is_written_outside_the_tokens() -> None:
    for sheet in (ROOT / "frontend" / "css").glob("*.css"):
        if sheet.name != "tokens.css":
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)", sheet.read_text()) == [], sheet.name
