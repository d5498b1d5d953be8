"""Custom sections that nobody needs at run time: debug information, names for backtraces, notes between tools."""

from app.components.cursor import Cursor
from app.components.malformed import NotAComponent
from app.components.sections import CUSTOM
from app.components.slimming.tree import Part

_DEBUG = ".debug_"
# "dylink.0" told the linker how to place a library, which has been done (tool-conventions, DynamicLinking.md).
_NOTES = frozenset({"name", "component-name", "target_features", "dylink.0", "sourceMappingURL", "external_debug_info"})


def drop(top: Part) -> int:
    """Take them out everywhere; how many bytes they had. Others stay, such as ``producers``."""
    dropped = 0
    for part in top.all():
        gone = [inner.kind == CUSTOM and _useless(inner.body()) for inner in part.parts]
        dropped += sum(len(inner.content) for inner, away in zip(part.parts, gone, strict=True) if away)
        part.parts = [inner for inner, away in zip(part.parts, gone, strict=True) if not away]
    return dropped


def _useless(body: Cursor) -> bool:
    try:
        name = body.name()
    except NotAComponent:
        return False
    return name.startswith(_DEBUG) or name in _NOTES
