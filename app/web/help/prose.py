"""Documentation comments as paragraphs: what stands between backticks is code, what stands between stars matters."""

import re

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`]+)`")
_STRESSED = re.compile(r"\*([^*\s][^*]*)\*")


def prose(text: str) -> Markup:
    """The paragraphs of a comment, safe to be put into a page."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    return Markup("").join(Markup("<p>{}</p>").format(inline(part)) for part in paragraphs if part)


def inline(text: str) -> Markup:
    """One paragraph without its tags."""
    marked = _CODE.sub(r"<code>\1</code>", str(escape(text)))
    return Markup(_STRESSED.sub(r"<em>\1</em>", marked))  # noqa: S704  # everything in it was escaped first
