"""collection.json: everything that a version of a collection is, one case a line.

    {"format": 1, "name", "description", "version", "settings": {…}, "cases": [
    {"name", "folder", "messages": […], "expect": {…} or null}, …
    ]}

``folder`` is where the same case lies for the published test tool. Members of messages, settings and expectations are
those of the API.
"""

from collections.abc import Iterable, Iterator

from app.payloads.writing.shapes import Heading, Written
from app.payloads.writing.texts import json_bytes

FILE = "collection.json"
FORMAT = 1


def collection_json(heading: Heading, cases: Iterable[tuple[str | None, Written]]) -> Iterator[bytes]:
    """The file in pieces of at most one case; ``cases`` come with their folders, None for a case that has none."""
    top = {
        "format": FORMAT,
        "name": heading.name,
        "description": heading.description,
        "version": heading.version,
        "settings": heading.settings,
    }
    yield json_bytes(top).removesuffix(b"}") + b', "cases": ['
    separator = b"\n"
    for folder, case in cases:
        members = {"name": case.name, "folder": folder, "messages": list(case.messages), "expect": case.expect}
        yield separator + json_bytes(members)
        separator = b",\n"
    yield b"\n]}\n"
