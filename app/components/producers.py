"""The ``producers`` custom section: the tools that made a file (tool-conventions, ProducersSection.md)."""

from app.components.cursor import Cursor
from app.components.malformed import NotAComponent

NAME = "producers"
_MOST = 100

Producers = dict[str, list[tuple[str, str]]]


def producers(body: Cursor) -> Producers:
    """Field (``processed-by``, ``language``) -> tools and their versions.

    Custom sections carry no meaning for a component's validity: one that makes no sense reads as empty.
    """
    try:
        return {body.name(): _values(body) for _ in range(min(body.number(), _MOST))}
    except NotAComponent:
        return {}


def _values(body: Cursor) -> list[tuple[str, str]]:
    return [(body.name(), body.name()) for _ in range(min(body.number(), _MOST))]
